package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.MultipartUpload;
import java.time.Instant;
import java.util.Objects;

/**
 * A part of an open upload.
 *
 * @param number 1 to 10,000
 * @param content where the bytes are
 * @param etag the MD5 of the bytes
 * @param checksum of the bytes, with the algorithm that the finished blob will have
 * @param lastModified when it was stored, in whole seconds
 */
public record StoredPart(
    int number, Content content, ETag etag, Checksum checksum, Instant lastModified) {
  public StoredPart {
    MultipartUpload.checkPartNumber(number);
    Objects.requireNonNull(content);
    Objects.requireNonNull(etag);
    Objects.requireNonNull(checksum);
    WholeSeconds.check(lastModified);
  }
}
