package io.holdall.endpoint.http;

/**
 * What a request is about. Names are decoded and neither checked nor normalised: a key may have
 * empty segments, dot segments and slashes at either end (KEY-03, KEY-08).
 */
public sealed interface Target {
  /** All buckets. */
  record Service() implements Target {}

  /** One bucket, whose name is not empty. */
  record Bucket(String bucket) implements Target {}

  /**
   * One object.
   *
   * @param bucket may be empty, as of {@code //key}
   * @param key not empty
   */
  record Key(String bucket, String key) implements Target {}
}
