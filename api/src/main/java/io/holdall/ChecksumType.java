package io.holdall;

import java.util.Optional;

/** What a checksum of a multipart blob is computed over (CHK-20). */
public enum ChecksumType {
  /** Over the bytes of the whole blob. The only type of blobs put in one piece. */
  FULL_OBJECT,
  /** Over the digests of the parts, one after the other (CHK-25). */
  COMPOSITE;

  private final Optional<ChecksumType> shared = Optional.of(this);

  /** Always the same present Optional, for what is kept in large numbers. */
  Optional<ChecksumType> shared() {
    return shared;
  }
}
