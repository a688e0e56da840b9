package io.holdall;

import org.jspecify.annotations.Nullable;

/**
 * The bucket, the blob or the upload does not exist; {@link #code()} tells which: {@link
 * ErrorCode#NO_SUCH_BUCKET}, {@link ErrorCode#NO_SUCH_KEY} or {@link ErrorCode#NO_SUCH_UPLOAD}.
 */
public final class NotFoundException extends BlobStoreException {
  private static final long serialVersionUID = 1L;

  NotFoundException(
      ErrorCode code,
      Operation operation,
      @Nullable String bucket,
      @Nullable String key,
      String detail,
      boolean retryable,
      @Nullable Throwable cause) {
    super(code, operation, bucket, key, detail, retryable, cause);
  }
}
