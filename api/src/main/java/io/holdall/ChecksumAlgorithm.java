package io.holdall;

import java.util.Optional;

/**
 * The algorithms of S3's additional checksums (CHK-01, CHK-02). Values are the big-endian bytes of
 * the digest; on the wire they are Base64.
 */
public enum ChecksumAlgorithm {
  /** ISO-HDLC, as in zlib. */
  CRC32(4, true, true),
  /** Castagnoli. */
  CRC32C(4, true, true),
  /** What S3 computes when the caller sends no checksum (CHK-09). Never composite (CHK-20). */
  CRC64NVME(8, true, false),
  /** Composite only for multipart blobs. */
  SHA1(20, false, true),
  /** Composite only for multipart blobs. */
  SHA256(32, false, true);

  private final int digestBytes;
  private final boolean fullObject;
  private final boolean composite;
  private final Optional<ChecksumAlgorithm> shared = Optional.of(this);

  ChecksumAlgorithm(int digestBytes, boolean fullObject, boolean composite) {
    this.digestBytes = digestBytes;
    this.fullObject = fullObject;
    this.composite = composite;
  }

  /** The length of a digest, in bytes. */
  public int digestBytes() {
    return digestBytes;
  }

  /**
   * Whether a multipart blob may have this checksum over all its parts, or over their digests
   * (CHK-20).
   */
  public boolean supports(ChecksumType type) {
    return type == ChecksumType.FULL_OBJECT ? fullObject : composite;
  }

  /** The type that a multipart upload gets when it names the algorithm alone (CHK-21). */
  public ChecksumType defaultMultipartType() {
    return composite ? ChecksumType.COMPOSITE : ChecksumType.FULL_OBJECT;
  }

  /** Always the same present Optional, for what is kept in large numbers. */
  Optional<ChecksumAlgorithm> shared() {
    return shared;
  }

  /** The feature that a store declares when it verifies and keeps this checksum. */
  public Feature feature() {
    return switch (this) {
      case CRC32 -> Feature.CHECKSUM_CRC32;
      case CRC32C -> Feature.CHECKSUM_CRC32C;
      case CRC64NVME -> Feature.CHECKSUM_CRC64NVME;
      case SHA1 -> Feature.CHECKSUM_SHA1;
      case SHA256 -> Feature.CHECKSUM_SHA256;
    };
  }
}
