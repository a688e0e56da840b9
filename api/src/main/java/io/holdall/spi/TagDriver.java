package io.holdall.spi;

import io.holdall.Tags;

/** The tagging part of a driver, with the promises of {@link StoreDriver}. */
public interface TagDriver {
  Tags get(String bucket, String key);

  /** Replaces the whole set; an empty set takes all tags off. */
  void set(String bucket, String key, Tags tags);
}
