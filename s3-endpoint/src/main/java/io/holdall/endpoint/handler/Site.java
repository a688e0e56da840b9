package io.holdall.endpoint.handler;

import io.holdall.BlobStore;
import java.time.Clock;

/**
 * What all requests are served from.
 *
 * @param region in which all buckets are
 * @param scheme by which clients come
 */
public record Site(BlobStore store, String region, Clock clock, String scheme) {
  /** The account that owns all buckets. */
  static final String ACCOUNT = "000000000000";

  /** The canonical id of the owner of all objects. */
  static final String OWNER = "0".repeat(64);
}
