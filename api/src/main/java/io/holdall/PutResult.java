package io.holdall;

import java.util.Objects;
import java.util.Optional;

/**
 * What a write published.
 *
 * @param etag of the new content
 * @param checksum that the store keeps for it; empty if it keeps none
 */
public record PutResult(ETag etag, Optional<Checksum> checksum) {
  public PutResult {
    Objects.requireNonNull(etag);
    Objects.requireNonNull(checksum);
  }
}
