package io.holdall.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ChecksumAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the vectors that are on record (CHK-02, CHK-03, MPU-30). */
class DigestsTest {
  @ParameterizedTest
  @CsvSource({
    "CRC32, abc, NSRBwg==",
    "CRC32C, abc, Nks/tw==",
    "CRC64NVME, test-checksum, 1f2xscCCZCU=",
    "CRC64NVME, 123456789, rosUhgp5mIg=",
    "CRC64NVME, '', AAAAAAAAAAA=",
    "CRC32, '', AAAAAA==",
    "SHA1, abc, qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "SHA256, abc, ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
  })
  void checksums(ChecksumAlgorithm algorithm, String text, String base64) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Digests.checksum(algorithm, bytes).value()).isEqualTo(base64);
  }

  @Test
  void etagIsTheMd5() {
    assertThat(Digests.etag(new byte[0]).value()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    assertThat(Digests.contentMd5(new byte[0]).value()).isEqualTo("1B2M2Y8AsgTpgAmY7PhCfg==");
  }

  @Test
  void etagOfPartsIsTheMd5OfTheirMd5s() {
    assertThat(Digests.etagOfParts(List.of(new byte[0])).value())
        .isEqualTo("59adb24ef3cdbe0297f05b395827453f-1");
  }

  @Test
  void compositeCountsItsParts() {
    byte[] part = "abc".getBytes(StandardCharsets.UTF_8);
    assertThat(Digests.composite(ChecksumAlgorithm.CRC32, List.of(part, part)).parts())
        .isEqualTo(2);
  }
}
