package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobInfo;
import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final StoredBlob TEN = Samples.blob("0123456789");
  private static final Checksum FIRST = Samples.checksum(ChecksumAlgorithm.SHA256, new byte[] {1});
  private static final Checksum SECOND = Samples.checksum(ChecksumAlgorithm.SHA256, new byte[] {2});

  private static StoredBlob multipart(Checksum checksum, List<BlobPart> parts) {
    long size = parts.stream().mapToLong(BlobPart::length).sum();
    return new StoredBlob(
        new BlobInfo("a", size, ETag.of("x"), Samples.TIME),
        new Samples.Bytes(size),
        checksum,
        Annotations.DEFAULT,
        parts);
  }

  private static Reads.Selection select(StoredBlob blob, ByteRange range) {
    return Reads.select(blob, GetOptions.defaults().range(range));
  }

  private static Reads.Selection part(StoredBlob blob, int number) {
    return Reads.select(blob, GetOptions.defaults().part(number));
  }

  @Test
  void all() {
    Reads.Selection selection = Reads.select(TEN, GetOptions.defaults());
    assertThat(selection)
        .isEqualTo(new Reads.Selection(new ByteSpan(0, 10), TEN.checksum(), OptionalInt.empty()));
  }

  @Test
  void aRangeHasTheChecksumOnlyIfItIsTheWhole() {
    assertThat(select(TEN, ByteRange.between(0, 8)))
        .isEqualTo(new Reads.Selection(new ByteSpan(0, 9), null, OptionalInt.empty()));
    assertThat(select(TEN, ByteRange.from(1)).checksum()).isNull();
    for (ByteRange whole :
        List.of(ByteRange.between(0, 100), ByteRange.suffix(15), ByteRange.from(0))) {
      assertThat(select(TEN, whole))
          .as("CHK-12")
          .isEqualTo(new Reads.Selection(new ByteSpan(0, 10), TEN.checksum(), OptionalInt.empty()));
    }
  }

  @Test
  void aRangeOfNothingIsRefused() {
    for (ByteRange range :
        List.of(ByteRange.between(10, 20), ByteRange.from(10), ByteRange.suffix(0))) {
      assertCode(() -> select(TEN, range), ErrorCode.INVALID_RANGE);
    }
    assertCode(() -> select(Samples.blob(""), ByteRange.from(0)), ErrorCode.INVALID_RANGE);
  }

  @Test
  void aBlobPutInOnePieceIsItsOwnPart() {
    assertThat(part(TEN, 1))
        .isEqualTo(new Reads.Selection(new ByteSpan(0, 10), TEN.checksum(), OptionalInt.empty()));
    assertCode(() -> part(TEN, 2), ErrorCode.INVALID_PART_NUMBER);
  }

  @Test
  void partsOfACompositeBlobHaveTheirChecksums() {
    StoredBlob blob =
        multipart(
            Digests.composite(List.of(FIRST, SECOND)),
            List.of(new BlobPart(6, FIRST), new BlobPart(4, SECOND)));
    assertThat(part(blob, 1))
        .isEqualTo(new Reads.Selection(new ByteSpan(0, 6), FIRST, OptionalInt.of(2)));
    assertThat(part(blob, 2))
        .isEqualTo(new Reads.Selection(new ByteSpan(6, 4), SECOND, OptionalInt.of(2)));
    assertCode(() -> part(blob, 3), ErrorCode.INVALID_PART_NUMBER);
  }

  @Test
  void partsOfAFullObjectBlobHaveNoneUnlessThereIsButOne() {
    StoredBlob two =
        multipart(TEN.checksum(), List.of(new BlobPart(6, null), new BlobPart(4, null)));
    assertThat(part(two, 2))
        .isEqualTo(new Reads.Selection(new ByteSpan(6, 4), null, OptionalInt.of(2)));
    StoredBlob one = multipart(TEN.checksum(), List.of(new BlobPart(10, null)));
    assertThat(part(one, 1))
        .isEqualTo(new Reads.Selection(new ByteSpan(0, 10), TEN.checksum(), OptionalInt.of(1)));
  }

  private static void assertCode(Runnable action, ErrorCode code) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
