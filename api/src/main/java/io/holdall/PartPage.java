package io.holdall;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some parts of an upload, and the checksum that the upload was started with.
 *
 * @param parts by ascending number; unmodifiable
 * @param truncated whether there are more behind the last
 * @param checksumAlgorithm with which parts must come, if they come with a checksum (CHK-23); empty
 *     if the upload was started without one
 * @param checksumType what the checksum of the finished blob is computed over; present only with
 *     the algorithm, and where the store tells
 */
public record PartPage(
    List<PartInfo> parts,
    boolean truncated,
    Optional<ChecksumAlgorithm> checksumAlgorithm,
    Optional<ChecksumType> checksumType) {
  public PartPage {
    Objects.requireNonNull(parts);
    Objects.requireNonNull(checksumAlgorithm);
    Objects.requireNonNull(checksumType);
  }

  /** A page of an upload that was started without a checksum. */
  public PartPage(List<PartInfo> parts, boolean truncated) {
    this(parts, truncated, Optional.empty(), Optional.empty());
  }
}
