package io.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigestsTest {
  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** CHK-02, CHK-03, and the vectors that the algorithms are published with. */
  @ParameterizedTest
  @CsvSource({
    "CRC64NVME,123456789,rosUhgp5mIg=",
    "CRC64NVME,test-checksum,1f2xscCCZCU=",
    "CRC64NVME,'',AAAAAAAAAAA=",
    "CRC32,'',AAAAAA==",
    "CRC32,abc,NSRBwg==",
    "CRC32C,abc,Nks/tw==",
    "SHA1,abc,qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "SHA256,abc,ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
  })
  void vectors(ChecksumAlgorithm algorithm, String text, String expected) {
    assertThat(Digests.of(algorithm, text.getBytes(StandardCharsets.UTF_8)).value())
        .isEqualTo(expected);
  }

  @Test
  void md5IsFreshEachTime() {
    Digests.md5().update((byte) 1);
    assertThat(HexFormat.of().formatHex(Digests.md5().digest()))
        .isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
  }

  /** Every length and offset about the words and rows that are taken at a time, bit by bit. */
  @Test
  void crc64AgainstItsDefinition() {
    byte[] bytes = random(160);
    for (int offset = 0; offset <= 9; offset++) {
      for (int length = 0; length <= 150; length++) {
        Crc64 crc = new Crc64();
        crc.update(bytes, offset, length);
        assertThat(crc.getValue()).isEqualTo(bitByBit(bytes, offset, length));
        crc.reset();
        for (int i = offset; i < offset + length; i++) {
          crc.update(bytes[i]);
        }
        assertThat(crc.getValue()).isEqualTo(bitByBit(bytes, offset, length));
      }
    }
  }

  /** Long ones are taken in another way, in blocks, whatever pieces they come in. */
  @Test
  void crc64OfLongMessages() {
    Random random = new Random(64);
    for (int length = 130_000; length < 180_000; length += 1 + random.nextInt(3_000)) {
      byte[] bytes = random(length);
      long expected = bitByBit(bytes, 0, length);
      Crc64 atOnce = new Crc64();
      atOnce.update(bytes, 0, length);
      assertThat(atOnce.getValue()).as("at once, %s bytes", length).isEqualTo(expected);
      Crc64 inPieces = new Crc64();
      for (int at = 0; at < length; ) {
        int piece = Math.min(random.nextInt(50_000), length - at);
        inPieces.update(bytes, at, piece);
        at += piece;
      }
      assertThat(inPieces.getValue()).as("in pieces, %s bytes", length).isEqualTo(expected);
    }
  }

  /** To fold pays for long messages alone, in whatever pieces they come. */
  @Test
  void crc64FoldsLongMessages() {
    byte[] bytes = random(200_000);
    Crc64 crc = new Crc64();
    crc.update(bytes, 0, 100_000);
    assertThat(crc.isFolding()).isFalse();
    for (int at = 0; at < bytes.length; at += 8_000) {
      crc.update(bytes, at, 8_000);
    }
    assertThat(crc.isFolding()).isTrue();
    assertThat(crc.getValue()).isNotZero();
    crc.update(bytes, 0, 100);
    assertThat(crc.isFolding()).isFalse();
    crc.update(bytes, 0, bytes.length);
    assertThat(crc.isFolding()).isTrue();
  }

  /** Whether a value is asked for between has no effect on the next. */
  @Test
  void crc64GoesOnAfterItsValue() {
    byte[] bytes = random(1_000_000);
    Crc64 asked = new Crc64();
    Crc64 crc = new Crc64();
    for (int at = 0; at < bytes.length; at += 200_000) {
      crc.update(bytes, at, 200_000);
      asked.update(bytes, at, 200_000);
      assertThat(asked.getValue()).isEqualTo(bitByBit(bytes, 0, at + 200_000));
    }
    assertThat(crc.getValue()).isEqualTo(asked.getValue()).isEqualTo(asked.getValue());
    asked.update(bytes, 0, bytes.length);
    asked.reset();
    assertThat(asked.getValue()).isZero();
    asked.update(bytes, 0, 1_000);
    assertThat(asked.getValue()).isEqualTo(bitByBit(bytes, 0, 1_000));
  }

  private static long bitByBit(byte[] bytes, int offset, int length) {
    long crc = -1;
    for (int i = offset; i < offset + length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        long out = (crc ^ (bytes[i] >> bit)) & 1;
        crc = (crc >>> 1) ^ (out == 0 ? 0 : 0x9A6C9329AC4BC9B5L);
      }
    }
    return ~crc;
  }

  @ParameterizedTest
  @EnumSource
  void inPiecesAsAtOnce(ChecksumAlgorithm algorithm) {
    byte[] bytes = random(1000);
    Checksum whole = Digests.of(algorithm, bytes);
    for (int cut = 0; cut <= 1000; cut += 37) {
      RunningChecksum running = Digests.start(algorithm);
      running.update(bytes, 0, cut);
      assertThat(running.value()).isEqualTo(Digests.of(algorithm, Arrays.copyOf(bytes, cut)));
      running.update(bytes, cut, 1000 - cut);
      assertThat(running.value()).isEqualTo(whole).isEqualTo(running.value());
    }
  }

  /** CHK-27. */
  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void combinedAsComputed(ChecksumAlgorithm algorithm) {
    for (int length : new int[] {0, 1, 2, 7, 8, 9, 255, 256, 1000, 65_537}) {
      byte[] bytes = random(length);
      Checksum whole = Digests.of(algorithm, bytes);
      for (int cut : new int[] {0, 1, 2, 3, 8, 100, length / 2, length - 1, length}) {
        if (cut >= 0 && cut <= length) {
          Checksum head = Digests.of(algorithm, Arrays.copyOf(bytes, cut));
          Checksum tail = Digests.of(algorithm, Arrays.copyOfRange(bytes, cut, length));
          assertThat(Digests.combine(head, tail, length - cut)).isEqualTo(whole);
        }
      }
    }
  }

  /** Zeros by the terabyte, by combining with itself what was combined before. */
  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void combinesLengthsBeyondMemory(ChecksumAlgorithm algorithm) {
    Checksum doubled = Digests.of(algorithm, new byte[1]);
    for (int power = 0; power < 45; power++) {
      doubled = Digests.combine(doubled, doubled, 1L << power);
    }
    Checksum stepwise = Digests.of(algorithm, new byte[0]);
    Checksum step = Digests.of(algorithm, new byte[1]);
    for (int power = 0; power < 44; power++) {
      step = power == 0 ? step : Digests.combine(step, step, 1L << (power - 1));
      stepwise = Digests.combine(stepwise, step, 1L << power);
    }
    // 1 + 2 + 4 + … + 2^43, and one more 2^44 and one more 1, make 2^45.
    step = Digests.combine(step, step, 1L << 43);
    stepwise = Digests.combine(stepwise, step, 1L << 44);
    stepwise = Digests.combine(stepwise, Digests.of(algorithm, new byte[1]), 1);
    assertThat(stepwise).isEqualTo(doubled);
  }

  @Test
  void onlyCrcsOverBytesAreCombined() {
    Checksum crc = Checksum.of(ChecksumAlgorithm.CRC32, new byte[4]);
    Checksum sha = Checksum.of(ChecksumAlgorithm.SHA1, new byte[20]);
    Checksum composite = Checksum.composite(ChecksumAlgorithm.CRC32, new byte[4], 1);
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.combine(sha, sha, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.combine(crc, composite, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.combine(composite, crc, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.combine(crc, sha, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.combine(crc, crc, -1));
  }

  /** CHK-25. */
  @Test
  void compositeAsRecorded() {
    Checksum first = Checksum.parse(ChecksumAlgorithm.CRC32, "NRU+Sw==");
    Checksum last = Checksum.parse(ChecksumAlgorithm.CRC32, "TBHN8A==");
    assertThat(Digests.composite(List.of(first, first, last)).value()).isEqualTo("5FRUiw==-3");
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.composite(List.of()));
    Checksum crc64 = Checksum.of(ChecksumAlgorithm.CRC64NVME, new byte[8]);
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.composite(List.of(crc64)));
    assertThatIllegalArgumentException().isThrownBy(() -> Digests.composite(List.of(first, crc64)));
  }
}
