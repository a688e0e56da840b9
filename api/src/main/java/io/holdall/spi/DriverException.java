package io.holdall.spi;

import io.holdall.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a driver reports a failure. The layer above adds operation, bucket and key and throws the
 * {@link io.holdall.BlobStoreException} that belongs to the code.
 */
public final class DriverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final boolean retryable;

  /**
   * A failure that will not go away by itself and has no native cause.
   *
   * @param detail a sentence without bucket and key, e.g. {@code the condition if-match does not
   *     hold}
   */
  public DriverException(ErrorCode code, String detail) {
    this(code, detail, false, null);
  }

  @SuppressWarnings("exports") // Callers compile without the annotations.
  public DriverException(
      ErrorCode code, String detail, boolean retryable, @Nullable Throwable cause) {
    super(detail, cause);
    this.code = Objects.requireNonNull(code);
    this.retryable = retryable;
  }

  public ErrorCode code() {
    return code;
  }

  public boolean isRetryable() {
    return retryable;
  }
}
