package io.holdall.spi;

import io.holdall.Tags;

/** The tagging part of a driver, with the promises of {@link StoreDriver}. */
public interface TagDriver {
  /**
   * The blob's tags.
   *
   * @throws DriverException {@code NO_SUCH_KEY}
   */
  Tags get(String bucket, String key);

  /**
   * Replaces the whole set; an empty set takes all tags off.
   *
   * @throws DriverException {@code NO_SUCH_KEY}
   */
  void set(String bucket, String key, Tags tags);
}
