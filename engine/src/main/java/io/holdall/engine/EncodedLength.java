package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ContentHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many bytes {@link ChangeCodec} makes of the change that says again what is there, without
 * making them: pure functions of the thing alone.
 */
public final class EncodedLength {
  /** How many bytes the spelling of a body is taken to have. */
  public static final int BODY = 13;

  private static final int KIND_AND_VERSION = 2;

  private EncodedLength() {}

  /** A bucket, as {@link Change.BucketKept}. */
  static long ofBucket(String bucket) {
    return begin(bucket) + 5;
  }

  /** A blob, as {@link Change.BlobKept}. */
  static long of(String bucket, StoredBlob blob) {
    long parts = number(blob.parts().size());
    for (BlobPart part : blob.parts()) {
      Checksum checksum = part.checksum();
      parts += number(part.length()) + 1 + (checksum == null ? 0 : of(checksum));
    }
    return begin(bucket)
        + of(blob.key())
        + of(blob.content())
        + of(blob.info().etag().value())
        + of(blob.info().lastModified())
        + of(blob.checksum())
        + of(blob.annotations())
        + parts;
  }

  /** An open upload without its parts, as {@link Change.UploadKept}. */
  static long of(Change.UploadStarted start) {
    return begin(start.bucket())
        + of(start.key())
        + of(start.uploadId())
        + number(start.order())
        + of(start.initiatedAt())
        + of(start.annotations())
        + (start.checksum().isPresent() ? 3 : 1)
        + 1;
  }

  /** A part, as {@link Change.PartPut}. */
  static long of(Change.UploadStarted upload, StoredPart part) {
    return begin(upload.bucket())
        + of(upload.key())
        + of(upload.uploadId())
        + number(part.number())
        + of(part.content())
        + of(part.etag().value())
        + of(part.checksum())
        + of(part.lastModified());
  }

  private static long begin(String bucket) {
    return KIND_AND_VERSION + of(bucket);
  }

  private static long of(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Half of a supplementary character's four bytes for either surrogate.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return number(length) + length;
  }

  private static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    return number((seconds << 1) ^ (seconds >> 63));
  }

  private static long of(Checksum checksum) {
    int digest = checksum.algorithm().digestBytes();
    return 1 + number(checksum.parts()) + number(digest) + digest;
  }

  private static long of(Content content) {
    if (content instanceof BodyRef) {
      return 1 + number(BODY) + BODY;
    }
    long length = 1 + number(content.pieces().size());
    for (Piece piece : content.pieces()) {
      length += number(BODY) + BODY + number(piece.offset()) + number(piece.length());
    }
    return length;
  }

  private static long of(Annotations annotations) {
    if (annotations.equals(Annotations.DEFAULT)) {
      return 1;
    }
    ContentHeaders headers = annotations.headers();
    return 1
        + of(headers.contentType())
        + of(headers.contentEncoding())
        + of(headers.contentLanguage())
        + of(headers.contentDisposition())
        + of(headers.cacheControl())
        + of(headers.expires())
        + of(annotations.metadata().asMap())
        + of(annotations.tags().asMap());
  }

  private static long of(Optional<String> value) {
    return 1 + (value.isPresent() ? of(value.get()) : 0);
  }

  private static long of(Map<String, String> map) {
    long length = number(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      length += of(entry.getKey()) + of(entry.getValue());
    }
    return length;
  }

  /** Seven bits a byte. */
  private static long number(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }
}
