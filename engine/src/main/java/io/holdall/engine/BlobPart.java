package io.holdall.engine;

import io.holdall.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * What a multipart blob remembers of a part it was made of (GET-40).
 *
 * @param length in bytes
 * @param checksum of the part, only in blobs with a composite checksum (CHK-13)
 */
public record BlobPart(long length, @Nullable Checksum checksum) {
  public BlobPart {
    if (length < 0) {
      throw new IllegalArgumentException("a part has no negative length: " + length);
    }
  }
}
