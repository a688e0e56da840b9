package io.holdall;

import java.time.Instant;
import java.util.Objects;

/**
 * What a listing tells about a blob. The headers and metadata are not part of a listing: see {@link
 * Bucket#head}.
 *
 * @param key as it was put, relative to the view
 * @param size in bytes
 * @param etag of the content
 * @param lastModified when the blob was published, in whole seconds (GET-07)
 */
public record BlobInfo(String key, long size, ETag etag, Instant lastModified)
    implements ListEntry {
  public BlobInfo {
    Objects.requireNonNull(key);
    Objects.requireNonNull(etag);
    Objects.requireNonNull(lastModified);
    if (size < 0) {
      throw new IllegalArgumentException("a blob has no negative size: " + size);
    }
  }

  @Override
  public String name() {
    return key;
  }
}
