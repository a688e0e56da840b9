package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumTest {
  @ParameterizedTest
  @CsvSource({
    "CRC32,NSRBwg==",
    "CRC32C,Nks/tw==",
    "CRC64NVME,1f2xscCCZCU=",
    "CRC32,5FRUiw==-3",
    "CRC32C,Nks/tw==-1",
    "SHA1,qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "SHA256,ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=-10000"
  })
  void parsesWhatItWrites(ChecksumAlgorithm algorithm, String text) {
    Checksum checksum = Checksum.parse(algorithm, text);
    assertThat(checksum.value()).isEqualTo(text);
    assertThat(checksum).hasToString(algorithm + ":" + text);
    assertThat(checksum)
        .isEqualTo(Checksum.parse(algorithm, text))
        .hasSameHashCodeAs(Checksum.parse(algorithm, text));
    assertThat(checksum.type())
        .isEqualTo(text.contains("-") ? ChecksumType.COMPOSITE : ChecksumType.FULL_OBJECT);
    assertThat(checksum.digest()).hasSize(algorithm.digestBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32,''",
    "CRC32,NSRBwg",
    "CRC32,NSRBwh==",
    "CRC32,NSRBwg==-01",
    "CRC32,NSRBwg==-+1",
    "CRC32,NSRBwg==-0",
    "CRC32,NSRBwg==-x",
    "CRC32,NSRBwg==--1",
    "CRC32,1f2xscCCZCU=",
    "CRC64NVME,NSRBwg==",
    "CRC64NVME,1f2xscCCZCU=-2",
    "SHA1,!",
    "CRC32,-1"
  })
  void refusesWhatIsNoChecksum(ChecksumAlgorithm algorithm, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checksum.parse(algorithm, text))
        .withMessage("not a %s checksum: %s", algorithm, text);
  }

  @Test
  void isNotChangedThroughItsArrays() {
    byte[] digest = {1, 2, 3, 4};
    Checksum checksum = Checksum.of(ChecksumAlgorithm.CRC32, digest);
    digest[0] = 9;
    checksum.digest()[1] = 9;
    assertThat(checksum.digest()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void differsByAlgorithmTypeAndDigest() {
    byte[] digest = {1, 2, 3, 4};
    Checksum checksum = Checksum.of(ChecksumAlgorithm.CRC32, digest);
    assertThat(checksum)
        .isNotEqualTo(Checksum.of(ChecksumAlgorithm.CRC32C, digest))
        .isNotEqualTo(Checksum.composite(ChecksumAlgorithm.CRC32, digest, 1))
        .isNotEqualTo(Checksum.of(ChecksumAlgorithm.CRC32, new byte[4]));
  }

  /** CHK-20, CHK-21. */
  @ParameterizedTest
  @EnumSource
  void typesOfMultipartChecksums(ChecksumAlgorithm algorithm) {
    boolean crc = algorithm.name().startsWith("CRC");
    assertThat(algorithm.supports(ChecksumType.FULL_OBJECT)).isEqualTo(crc);
    assertThat(algorithm.supports(ChecksumType.COMPOSITE))
        .isEqualTo(algorithm != ChecksumAlgorithm.CRC64NVME);
    assertThat(algorithm.supports(algorithm.defaultMultipartType())).isTrue();
    assertThat(algorithm.feature().name()).isEqualTo("CHECKSUM_" + algorithm);
    byte[] digest = new byte[algorithm.digestBytes()];
    if (algorithm == ChecksumAlgorithm.CRC64NVME) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Checksum.composite(algorithm, digest, 2));
    } else {
      assertThat(Checksum.composite(algorithm, digest, 2).parts()).isEqualTo(2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Checksum.composite(algorithm, digest, 0));
    }
  }

  @Test
  void contentMd5() {
    ContentMd5 empty = ContentMd5.parse("1B2M2Y8AsgTpgAmY7PhCfg==");
    assertThat(empty.value()).isEqualTo("1B2M2Y8AsgTpgAmY7PhCfg==").isEqualTo(empty.toString());
    assertThat(ContentMd5.of(empty.digest())).isEqualTo(empty).hasSameHashCodeAs(empty);
    for (String wrong :
        new String[] {
          "", "1B2M2Y8AsgTpgAmY7PhC", "1B2M2Y8AsgTpgAmY7PhCfg", "no base64!", "NSRBwg=="
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ContentMd5.parse(wrong))
          .withMessage("not a Content-MD5: " + wrong);
    }
  }
}
