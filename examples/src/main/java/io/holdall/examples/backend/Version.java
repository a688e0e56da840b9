package io.holdall.examples.backend;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.UserMetadata;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One version of a blob, which never changes: to overwrite a blob is to put another in its place.
 */
// The bytes are never changed, and versions are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Version(
    byte[] bytes, ETag etag, Instant time, ContentHeaders headers, UserMetadata metadata) {
  BlobInfo info(String key) {
    return new BlobInfo(key, bytes.length, etag, time);
  }

  BlobAttributes attributes(String key) {
    return new BlobAttributes(
        info(key), headers, metadata, Optional.empty(), 0, OptionalInt.empty());
  }
}
