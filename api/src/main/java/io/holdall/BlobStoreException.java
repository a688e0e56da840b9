package io.holdall;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that stores throw. Mistakes in arguments that can be seen without asking the
 * store are {@link IllegalArgumentException} or {@link NullPointerException} instead and cost no
 * I/O; calls on a closed store are {@link IllegalStateException}.
 *
 * <p>The message is one sentence that names the operation, the bucket and key, and what was wrong.
 * The cause, where there is one, is what the native client, the file system or the caller's body
 * threw.
 */
public class BlobStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final Operation operation;
  private final @Nullable String bucket;
  private final @Nullable String key;
  private final String detail;
  private final boolean retryable;

  BlobStoreException(
      ErrorCode code,
      Operation operation,
      @Nullable String bucket,
      @Nullable String key,
      String detail,
      boolean retryable,
      @Nullable Throwable cause) {
    super(sentence(code, operation, bucket, key, detail), cause);
    this.code = Objects.requireNonNull(code);
    this.operation = Objects.requireNonNull(operation);
    this.bucket = bucket;
    this.key = key;
    this.detail = detail;
    this.retryable = retryable;
  }

  /** Makes the exception, of the subclass that belongs to the code. */
  static BlobStoreException of(
      ErrorCode code,
      Operation operation,
      @Nullable String bucket,
      @Nullable String key,
      String detail,
      boolean retryable,
      @Nullable Throwable cause) {
    return switch (code) {
      case NO_SUCH_BUCKET, NO_SUCH_KEY, NO_SUCH_UPLOAD ->
          new NotFoundException(code, operation, bucket, key, detail, retryable, cause);
      case PRECONDITION_FAILED ->
          new PreconditionFailedException(operation, bucket, key, detail, retryable, cause);
      default -> new BlobStoreException(code, operation, bucket, key, detail, retryable, cause);
    };
  }

  private static String sentence(
      ErrorCode code,
      Operation operation,
      @Nullable String bucket,
      @Nullable String key,
      String detail) {
    String place = bucket == null ? "" : key == null ? " " + bucket : " " + bucket + "/" + key;
    return operation + place + ": " + detail + " (" + code + ")";
  }

  /** What went wrong. Never null. */
  public ErrorCode code() {
    return code;
  }

  /** The operation that the caller had asked for. Never null. */
  public Operation operation() {
    return operation;
  }

  /** The bucket that the operation was about; empty when it was about the store. */
  public Optional<String> bucket() {
    return Optional.ofNullable(bucket);
  }

  /** The key that the operation was about, relative to the view it was called on. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /**
   * What went wrong, in words: the message without the operation, what it was about, and the code.
   * Never null.
   */
  public String detail() {
    return detail;
  }

  /**
   * Whether the same call may succeed if it is simply made again. For a write whose outcome is
   * unknown because the connection broke after the body was sent this is true as well: look before
   * you repeat it. Whoever interrupted a thread is not told to try again, whatever the outcome.
   */
  public boolean isRetryable() {
    return retryable;
  }
}
