package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides conditions. Pure functions, which return if all that was asked holds. */
final class Preconditions {
  private static final ETag ANY = ETag.of("*");

  private Preconditions() {}

  /**
   * Decides a write (COND-01 to COND-08).
   *
   * @param current the blob under the key, if there is one
   * @throws DriverException PRECONDITION_FAILED, NO_SUCH_KEY
   */
  static void checkWrite(WriteCondition condition, @Nullable BlobInfo current) {
    if (condition instanceof WriteCondition.IfAbsent && current != null) {
      throw failed("if-none-match: there is a blob under the key (COND-02)");
    }
    if (condition instanceof WriteCondition.IfMatch match) {
      checkMatch(match.etag(), current);
    }
  }

  /**
   * Decides the completion of an upload, which must find the key as it was when the upload was
   * started (COND-10).
   *
   * @param keyChanged whether the key was written since
   * @throws DriverException PRECONDITION_FAILED, NO_SUCH_KEY, CONFLICT
   */
  static void checkCompletion(
      WriteCondition condition, @Nullable BlobInfo current, boolean keyChanged) {
    checkWrite(condition, current);
    if (keyChanged && !(condition instanceof WriteCondition.Always)) {
      throw new DriverException(
          ErrorCode.CONFLICT,
          "the key was written after the upload had been started, which the condition forbids"
              + " (COND-10)");
    }
  }

  /**
   * Decides a conditional delete (COND-20 to COND-22).
   *
   * @param etag {@code *} for any
   * @throws DriverException PRECONDITION_FAILED, NO_SUCH_KEY
   */
  static void checkDelete(ETag etag, @Nullable BlobInfo current) {
    checkMatch(etag, current);
  }

  /**
   * Decides a read, in S3's order (GET-50 to GET-63).
   *
   * @param now by the store's clock, which may have been set back since the blob was written
   * @throws DriverException PRECONDITION_FAILED, NOT_MODIFIED
   */
  static void checkRead(ReadConditions conditions, BlobInfo current, Instant now) {
    checkRead(conditions, current, now, ErrorCode.NOT_MODIFIED);
  }

  /**
   * Decides the source of a copy: in the order of a read, but it is never "not modified" (COPY-12).
   *
   * @throws DriverException PRECONDITION_FAILED
   */
  static void checkCopySource(ReadConditions conditions, BlobInfo current, Instant now) {
    checkRead(conditions, current, now, ErrorCode.PRECONDITION_FAILED);
  }

  private static void checkRead(
      ReadConditions conditions, BlobInfo current, Instant now, ErrorCode unchanged) {
    if (conditions.isNone()) {
      return;
    }
    if (conditions.ifMatch().isPresent()) {
      if (!matches(conditions.ifMatch().get(), current)) {
        throw failed("if-match: the blob has another ETag, " + current.etag());
      }
    } else if (conditions.ifUnmodifiedSince().isPresent()
        && isModifiedSince(conditions.ifUnmodifiedSince().get(), current)) {
      throw failed("if-unmodified-since: the blob is of " + current.lastModified());
    }
    if (conditions.ifNoneMatch().isPresent()) {
      if (matches(conditions.ifNoneMatch().get(), current)) {
        throw new DriverException(unchanged, "if-none-match: the blob has this ETag");
      }
    } else if (conditions.ifModifiedSince().isPresent()) {
      Instant since = conditions.ifModifiedSince().get();
      // In whole seconds here too: a time later in this very second is not in the future (GET-63).
      // Nor is the blob's own time, whatever the clock says now.
      long latest = Math.max(now.getEpochSecond(), current.lastModified().getEpochSecond());
      boolean future = since.getEpochSecond() > latest;
      if (!future && !isModifiedSince(since, current)) {
        throw new DriverException(
            unchanged, "if-modified-since: the blob is of " + current.lastModified());
      }
    }
  }

  /** In whole seconds, like the time of the blob (GET-62). */
  private static boolean isModifiedSince(Instant instant, BlobInfo current) {
    return current.lastModified().getEpochSecond() > instant.getEpochSecond();
  }

  private static void checkMatch(ETag etag, @Nullable BlobInfo current) {
    if (current == null) {
      throw new DriverException(
          ErrorCode.NO_SUCH_KEY, "if-match: there is no blob under the key (COND-06)");
    }
    if (!matches(etag, current)) {
      throw failed("if-match: the blob has another ETag, " + current.etag());
    }
  }

  private static boolean matches(ETag etag, BlobInfo current) {
    return etag.equals(ANY) || etag.equals(current.etag());
  }

  private static DriverException failed(String detail) {
    return new DriverException(ErrorCode.PRECONDITION_FAILED, detail);
  }
}
