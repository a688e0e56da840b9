package io.holdall;

import java.time.Instant;
import java.util.Objects;

/**
 * A stored part as the store lists it.
 *
 * @param part number, ETag and checksum
 * @param size in bytes
 * @param lastModified when it was stored, in whole seconds
 */
public record PartInfo(UploadedPart part, long size, Instant lastModified) {
  public PartInfo {
    Objects.requireNonNull(part);
    Objects.requireNonNull(lastModified);
  }

  public int number() {
    return part.number();
  }
}
