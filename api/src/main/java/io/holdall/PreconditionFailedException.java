package io.holdall;

import org.jspecify.annotations.Nullable;

/**
 * A condition given with the request does not hold, and nothing was changed (HTTP 412). A condition
 * that could not be decided because of a race is {@link ErrorCode#CONFLICT} (409) and not this.
 */
public final class PreconditionFailedException extends BlobStoreException {
  private static final long serialVersionUID = 1L;

  PreconditionFailedException(
      Operation operation,
      @Nullable String bucket,
      @Nullable String key,
      String detail,
      boolean retryable,
      @Nullable Throwable cause) {
    super(ErrorCode.PRECONDITION_FAILED, operation, bucket, key, detail, retryable, cause);
  }
}
