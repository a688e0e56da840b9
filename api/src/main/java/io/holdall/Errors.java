package io.holdall;

import io.holdall.spi.DriverException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what drivers throw into what users catch: the only place that does. */
final class Errors {
  private Errors() {}

  static BlobStoreException of(
      DriverException e, Operation operation, @Nullable String bucket, @Nullable String key) {
    return BlobStoreException.of(
        e.code(),
        operation,
        bucket,
        key,
        String.valueOf(e.getMessage()),
        e.isRetryable(),
        e.getCause());
  }

  static <T> T translating(
      Operation operation, @Nullable String bucket, @Nullable String key, Supplier<T> action) {
    try {
      return action.get();
    } catch (DriverException e) {
      throw of(e, operation, bucket, key);
    }
  }

  /**
   * Translates, and puts the body's own failure before whatever the driver or its client made of
   * it.
   */
  static <T> T translating(
      Operation operation, String bucket, String key, BodyPayload payload, Supplier<T> action) {
    try {
      return action.get();
    } catch (RuntimeException e) {
      RuntimeException first = payload.failure();
      if (first == null) {
        throw translated(e, operation, bucket, key);
      }
      RuntimeException reported = translated(first, operation, bucket, key);
      if (!first.equals(e)) {
        reported.addSuppressed(e);
      }
      throw reported;
    }
  }

  /** What to throw for it: a driver's failure translated, anything else as it is. */
  static RuntimeException translated(
      RuntimeException e, Operation operation, @Nullable String bucket, @Nullable String key) {
    return e instanceof DriverException driver ? of(driver, operation, bucket, key) : e;
  }
}
