package io.holdall.engine;

import io.holdall.BlobAttributes;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.OpenBlob;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads blobs. */
final class Reads {
  private Reads() {}

  static OpenBlob get(Engine engine, String bucket, String key, GetOptions options) {
    StoredBlob gone = null;
    while (true) {
      StoredBlob blob = existing(engine.current(), bucket, key);
      requireKept(blob, gone);
      check(engine, options.conditions(), blob);
      Selection selection = select(blob, options);
      ByteSpan span = selection.span();
      InputStream content = engine.open(blob.content(), span.offset(), span.length());
      if (content != null) {
        return new OpenBlob(
            attributes(blob, selection.checksum(), selection.partCount()), span, content);
      }
      // The blob was replaced or deleted since the state was read: the next one tells.
      gone = blob;
    }
  }

  /**
   * @param gone the version whose bytes were found to be gone; null if none was
   * @throws DriverException CORRUPT if the state still names that version: then its bytes did not
   *     go because it was replaced, and no waiting brings them back
   */
  static void requireKept(StoredBlob blob, @Nullable StoredBlob gone) {
    if (blob.equals(gone)) {
      throw new DriverException(
          ErrorCode.CORRUPT, "the bytes of the blob " + blob.info().key() + " are lost");
    }
  }

  static Optional<BlobAttributes> head(
      Engine engine, String bucket, String key, ReadConditions conditions) {
    StoredBlob blob = engine.current().bucket(bucket).blob(key);
    if (blob == null) {
      return Optional.empty();
    }
    check(engine, conditions, blob);
    return Optional.of(attributes(blob, blob.checksum(), OptionalInt.empty()));
  }

  /**
   * @throws DriverException NO_SUCH_BUCKET, NO_SUCH_KEY
   */
  static StoredBlob existing(State state, String bucket, String key) {
    StoredBlob blob = state.bucket(bucket).blob(key);
    if (blob == null) {
      throw new DriverException(ErrorCode.NO_SUCH_KEY, "there is no blob under the key");
    }
    return blob;
  }

  private static void check(Engine engine, ReadConditions conditions, StoredBlob blob) {
    if (!conditions.isNone()) {
      Preconditions.checkRead(conditions, blob.info(), engine.now());
    }
  }

  private static BlobAttributes attributes(
      StoredBlob blob, @Nullable Checksum checksum, OptionalInt partCount) {
    Annotations annotations = blob.annotations();
    return new BlobAttributes(
        blob.info(),
        annotations.headers(),
        annotations.metadata(),
        Optional.ofNullable(checksum),
        annotations.tags().asMap().size(),
        partCount);
  }

  /**
   * What a read has chosen.
   *
   * @param checksum of exactly these bytes, if it is known (CHK-12, CHK-13)
   * @param partCount of how many parts the blob was made, if one of them was asked for (GET-40)
   */
  record Selection(ByteSpan span, @Nullable Checksum checksum, OptionalInt partCount) {}

  /**
   * @throws DriverException INVALID_RANGE, INVALID_PART_NUMBER
   */
  static Selection select(StoredBlob blob, GetOptions options) {
    long size = blob.info().size();
    if (options.part().isPresent()) {
      return selectPart(blob, options.part().getAsInt());
    }
    if (options.range().isEmpty()) {
      return new Selection(new ByteSpan(0, size), blob.checksum(), OptionalInt.empty());
    }
    ByteSpan span =
        options
            .range()
            .get()
            .resolve(size)
            .orElseThrow(
                () ->
                    new DriverException(
                        ErrorCode.INVALID_RANGE,
                        "the blob has %s bytes and none of them is in the range %s"
                            .formatted(size, options.range().get())));
    return new Selection(span, span.length() == size ? blob.checksum() : null, OptionalInt.empty());
  }

  private static Selection selectPart(StoredBlob blob, int number) {
    int count = Math.max(1, blob.parts().size());
    if (number > count) {
      throw new DriverException(
          ErrorCode.INVALID_PART_NUMBER,
          "the blob has %s part%s and no part %s".formatted(count, count == 1 ? "" : "s", number));
    }
    if (blob.parts().isEmpty()) {
      // A blob put in one piece is its own part 1, and tells no count (GET-41).
      return new Selection(
          new ByteSpan(0, blob.info().size()), blob.checksum(), OptionalInt.empty());
    }
    long offset = 0;
    for (BlobPart before : blob.parts().subList(0, number - 1)) {
      offset += before.length();
    }
    BlobPart part = blob.parts().get(number - 1);
    Checksum checksum = part.checksum() == null && count == 1 ? blob.checksum() : part.checksum();
    return new Selection(new ByteSpan(offset, part.length()), checksum, OptionalInt.of(count));
  }
}
