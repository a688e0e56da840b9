package io.holdall;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is known of one version of a blob beside its bytes.
 *
 * @param info key, size, ETag and time
 * @param headers the standard headers; the content type is always present
 * @param metadata the caller's own
 * @param checksum what the store keeps beside the bytes; for reads of a part, the part's own, which
 *     only blobs with a composite checksum have (CHK-13); empty if there is none
 * @param tagCount how many tags the blob has; 0 where the store does not tell
 * @param partCount of how many parts a multipart blob was made; only told for reads of a part
 *     (GET-40)
 */
public record BlobAttributes(
    BlobInfo info,
    ContentHeaders headers,
    UserMetadata metadata,
    Optional<Checksum> checksum,
    int tagCount,
    OptionalInt partCount) {
  public BlobAttributes {
    Objects.requireNonNull(info);
    Objects.requireNonNull(headers);
    Objects.requireNonNull(metadata);
    Objects.requireNonNull(checksum);
    Objects.requireNonNull(partCount);
  }

  public String key() {
    return info.key();
  }

  /** In bytes, of the whole blob, also when a range was read. */
  public long size() {
    return info.size();
  }

  public ETag etag() {
    return info.etag();
  }

  /** In whole seconds. */
  public Instant lastModified() {
    return info.lastModified();
  }

  /** The content type; {@value ContentHeaders#DEFAULT_CONTENT_TYPE} if the writer named none. */
  public String contentType() {
    return headers.contentType().orElse(ContentHeaders.DEFAULT_CONTENT_TYPE);
  }
}
