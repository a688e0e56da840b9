package io.holdall;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is stored beside the bytes, and under which condition. Immutable; each method returns a copy
 * with one thing set. A put replaces all of it: nothing of the blob that was there before remains
 * (PUT-03).
 */
public final class PutOptions {
  private static final PutOptions DEFAULT =
      new PutOptions(
          ContentHeaders.none(),
          UserMetadata.none(),
          Tags.none(),
          WriteCondition.always(),
          null,
          null,
          TransferOptions.defaults());

  private final ContentHeaders headers;
  private final UserMetadata metadata;
  private final Tags tags;
  private final WriteCondition condition;
  private final @Nullable ChecksumAlgorithm checksumAlgorithm;
  private final @Nullable ChecksumType checksumType;
  private final TransferOptions transfer;

  private PutOptions(
      ContentHeaders headers,
      UserMetadata metadata,
      Tags tags,
      WriteCondition condition,
      @Nullable ChecksumAlgorithm checksumAlgorithm,
      @Nullable ChecksumType checksumType,
      TransferOptions transfer) {
    this.headers = Objects.requireNonNull(headers);
    this.metadata = Objects.requireNonNull(metadata);
    this.tags = Objects.requireNonNull(tags);
    this.condition = Objects.requireNonNull(condition);
    this.checksumAlgorithm = checksumAlgorithm;
    this.checksumType = checksumType;
    this.transfer = Objects.requireNonNull(transfer);
  }

  public static PutOptions defaults() {
    return DEFAULT;
  }

  public PutOptions headers(ContentHeaders value) {
    return new PutOptions(
        value, metadata, tags, condition, checksumAlgorithm, checksumType, transfer);
  }

  /** Short for setting one of the {@link #headers(ContentHeaders)}. */
  public PutOptions contentType(String value) {
    return headers(headers.contentType(value));
  }

  public PutOptions metadata(UserMetadata value) {
    return new PutOptions(
        headers, value, tags, condition, checksumAlgorithm, checksumType, transfer);
  }

  /** Adds one entry to the metadata. */
  public PutOptions metadata(String name, String value) {
    return metadata(metadata.with(name, value));
  }

  public PutOptions tags(Tags value) {
    return new PutOptions(
        headers, metadata, value, condition, checksumAlgorithm, checksumType, transfer);
  }

  /** Adds one tag. */
  public PutOptions tag(String key, String value) {
    return tags(tags.with(key, value));
  }

  public PutOptions condition(WriteCondition value) {
    return new PutOptions(
        headers, metadata, tags, value, checksumAlgorithm, checksumType, transfer);
  }

  /** Only if there is no blob under the key. */
  public PutOptions ifAbsent() {
    return condition(WriteCondition.ifAbsent());
  }

  /** Only over the blob with this tag. */
  public PutOptions ifMatch(ETag etag) {
    return condition(WriteCondition.ifMatch(etag));
  }

  /**
   * The checksum that the store is to keep. Without it the store keeps the one that the body
   * {@linkplain Body#expecting(Checksum) expects}, or else {@link ChecksumAlgorithm#CRC64NVME}
   * where it has {@link Feature#DEFAULT_CHECKSUM}.
   */
  public PutOptions checksum(ChecksumAlgorithm algorithm) {
    return new PutOptions(
        headers, metadata, tags, condition, Objects.requireNonNull(algorithm), null, transfer);
  }

  /**
   * The checksum that the store is to keep, and for multipart blobs what it is computed over.
   *
   * @throws IllegalArgumentException if the algorithm has no such type (CHK-20)
   */
  public PutOptions checksum(ChecksumAlgorithm algorithm, ChecksumType type) {
    if (!algorithm.supports(type)) {
      throw new IllegalArgumentException(algorithm + " has no " + type + " checksums");
    }
    return new PutOptions(headers, metadata, tags, condition, algorithm, type, transfer);
  }

  public PutOptions transfer(TransferOptions value) {
    return new PutOptions(
        headers, metadata, tags, condition, checksumAlgorithm, checksumType, value);
  }

  public ContentHeaders headers() {
    return headers;
  }

  public UserMetadata metadata() {
    return metadata;
  }

  public Tags tags() {
    return tags;
  }

  public WriteCondition condition() {
    return condition;
  }

  public Optional<ChecksumAlgorithm> checksumAlgorithm() {
    return Optional.ofNullable(checksumAlgorithm);
  }

  /** Present only if it was set, and then the algorithm is too. */
  public Optional<ChecksumType> checksumType() {
    return Optional.ofNullable(checksumType);
  }

  public TransferOptions transfer() {
    return transfer;
  }
}
