package io.holdall;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a listing tells about a blob. The headers and metadata are not part of a listing: see {@link
 * Bucket#head}.
 *
 * @param key as it was put, relative to the view
 * @param size in bytes
 * @param etag of the content
 * @param lastModified when the blob was published, in whole seconds (GET-07)
 * @param checksumAlgorithm of the checksum that the store keeps (CHK-10); empty if it keeps none,
 *     or does not tell: S3 tells it in listings, and in reads of the whole blob
 * @param checksumType what that checksum is computed over; present only with the algorithm, and
 *     where the store tells
 */
public record BlobInfo(
    String key,
    long size,
    ETag etag,
    Instant lastModified,
    Optional<ChecksumAlgorithm> checksumAlgorithm,
    Optional<ChecksumType> checksumType)
    implements ListEntry {
  public BlobInfo {
    Objects.requireNonNull(key);
    Objects.requireNonNull(etag);
    Objects.requireNonNull(lastModified);
    // Stores keep an info for each blob: none is to have Optionals of its own.
    checksumAlgorithm = checksumAlgorithm.flatMap(ChecksumAlgorithm::shared);
    checksumType = checksumType.flatMap(ChecksumType::shared);
    if (size < 0) {
      throw new IllegalArgumentException("a blob has no negative size: " + size);
    }
    if (checksumType.isPresent() && checksumAlgorithm.isEmpty()) {
      throw new IllegalArgumentException("the type of a checksum without its algorithm");
    }
  }

  /** An info that does not tell of a checksum. */
  public BlobInfo(String key, long size, ETag etag, Instant lastModified) {
    this(key, size, etag, lastModified, Optional.empty(), Optional.empty());
  }

  /** The same, telling of a checksum. */
  public BlobInfo checksum(Checksum kept) {
    return new BlobInfo(
        key, size, etag, lastModified, kept.algorithm().shared(), kept.type().shared());
  }

  /** The same under another key. */
  public BlobInfo key(String other) {
    return new BlobInfo(other, size, etag, lastModified, checksumAlgorithm, checksumType);
  }

  @Override
  public String name() {
    return key;
  }
}
