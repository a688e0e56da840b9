package io.holdall;

import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A driver as the operations of one bucket, or of a view of it, use it: only while the store is
 * open, only with the features it has, and with its errors translated. Thread-safe.
 */
final class Access {
  private final PortableStore store;
  private final StoreDriver driver;
  private final String bucket;
  private final String prefix;
  private final int prefixBytes;
  private final boolean readOnly;

  /**
   * @param driver takes keys relative to the prefix
   */
  Access(PortableStore store, StoreDriver driver, String bucket, String prefix, boolean readOnly) {
    this.store = store;
    this.driver = driver;
    this.bucket = bucket;
    this.prefix = prefix;
    this.prefixBytes = Keys.utf8Length("prefix", prefix);
    this.readOnly = readOnly;
  }

  Access under(String more) {
    if (more.isEmpty()) {
      return this;
    }
    checkPrefix(more);
    return new Access(store, new PrefixDriver(driver, more), bucket, prefix + more, readOnly);
  }

  Access readOnly() {
    return readOnly ? this : new Access(store, new ReadOnlyDriver(driver), bucket, prefix, true);
  }

  PortableStore store() {
    return store;
  }

  String bucket() {
    return bucket;
  }

  String prefix() {
    return prefix;
  }

  Limits limits() {
    return store.limits();
  }

  boolean has(Feature feature) {
    return store.has(feature);
  }

  /**
   * The driver.
   *
   * @throws IllegalStateException if the store is closed
   */
  StoreDriver driver() {
    store.requireOpen();
    return driver;
  }

  /** The driver's part for uploads, of which the caller knows that it is there. */
  MultipartDriver multipart() {
    return driver().multipart().orElseThrow(() -> undeclared(Feature.MULTIPART));
  }

  /** The driver's part for tags, of which the caller knows that it is there. */
  TagDriver tags() {
    return driver().tags().orElseThrow(() -> undeclared(Feature.TAGS));
  }

  static IllegalStateException undeclared(Feature feature) {
    return new IllegalStateException("the driver declares " + feature + " and does not have it");
  }

  // ---- checks before I/O

  /** Returns the key if it is legal here, together with the view's prefix. */
  String checkKey(String key) {
    Keys.check(key);
    return checkLength("key", key);
  }

  String checkPrefix(String listed) {
    Keys.checkPrefix(listed);
    return checkLength("prefix", listed);
  }

  private String checkLength(String what, String text) {
    if (prefixBytes > 0) {
      int bytes = prefixBytes + Keys.utf8Length(what, text);
      if (bytes > Keys.MAX_BYTES) {
        throw new IllegalArgumentException(
            "the view's prefix \"%s\" and the %s \"%s\" together have %s bytes of UTF-8; at most %s fit a key"
                .formatted(prefix, what, text, bytes, Keys.MAX_BYTES));
      }
    }
    return text;
  }

  /**
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED} if the store lacks the feature
   */
  void need(Feature feature, Operation operation, @Nullable String key) {
    store.requireOpen();
    if (!store.has(feature)) {
      throw error(
          ErrorCode.UNSUPPORTED, operation, key, "the store does not have the feature " + feature);
    }
  }

  /** For what takes in a body before it asks the driver, which would refuse it too. */
  void needWritable(Operation operation, @Nullable String key) {
    store.requireOpen();
    if (readOnly) {
      throw Errors.of(ReadOnlyDriver.refusal(), operation, bucket, key);
    }
  }

  // ---- calls

  <T> T call(Operation operation, @Nullable String key, Supplier<T> action) {
    return Errors.translating(operation, bucket, key, action);
  }

  void run(Operation operation, @Nullable String key, Runnable action) {
    try {
      action.run();
    } catch (DriverException e) {
      throw Errors.of(e, operation, bucket, key);
    }
  }

  <T> T call(Operation operation, String key, BodyPayload payload, Supplier<T> action) {
    return Errors.translating(operation, bucket, key, payload, action);
  }

  BlobStoreException error(
      ErrorCode code, Operation operation, @Nullable String key, String detail) {
    return error(code, operation, key, detail, null);
  }

  BlobStoreException error(
      ErrorCode code,
      Operation operation,
      @Nullable String key,
      String detail,
      @Nullable Throwable cause) {
    return BlobStoreException.of(code, operation, bucket, key, detail, false, cause);
  }
}
