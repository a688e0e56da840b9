package io.holdall;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a copy is made. By default headers, metadata and tags go with the bytes (COPY-06, COPY-07).
 * Immutable; each method returns a copy with one thing set.
 */
public final class CopyOptions {
  /** Headers and metadata that take the place of the source's, as a whole. */
  public record Replacement(ContentHeaders headers, UserMetadata metadata) {
    public Replacement {
      Objects.requireNonNull(headers);
      Objects.requireNonNull(metadata);
    }
  }

  private static final CopyOptions DEFAULT =
      new CopyOptions(ReadConditions.none(), WriteCondition.always(), null, null, null);

  private final ReadConditions source;
  private final WriteCondition target;
  private final @Nullable Replacement replacement;
  private final @Nullable Tags tags;
  private final @Nullable ChecksumAlgorithm checksumAlgorithm;

  private CopyOptions(
      ReadConditions source,
      WriteCondition target,
      @Nullable Replacement replacement,
      @Nullable Tags tags,
      @Nullable ChecksumAlgorithm checksumAlgorithm) {
    this.source = Objects.requireNonNull(source);
    this.target = Objects.requireNonNull(target);
    this.replacement = replacement;
    this.tags = tags;
    this.checksumAlgorithm = checksumAlgorithm;
  }

  public static CopyOptions defaults() {
    return DEFAULT;
  }

  /**
   * On the blob that is copied; any that fails is {@link PreconditionFailedException} (COPY-12).
   */
  public CopyOptions sourceConditions(ReadConditions value) {
    return new CopyOptions(value, target, replacement, tags, checksumAlgorithm);
  }

  /** On the key that is written (COPY-13). */
  public CopyOptions targetCondition(WriteCondition value) {
    return new CopyOptions(source, value, replacement, tags, checksumAlgorithm);
  }

  /** Gives the copy these headers and this metadata and none of the source's. */
  public CopyOptions replacing(ContentHeaders headers, UserMetadata metadata) {
    return new CopyOptions(
        source, target, new Replacement(headers, metadata), tags, checksumAlgorithm);
  }

  /** Gives the copy these tags and none of the source's. */
  public CopyOptions replacingTags(Tags value) {
    return new CopyOptions(
        source, target, replacement, Objects.requireNonNull(value), checksumAlgorithm);
  }

  /**
   * The checksum that the store is to keep for the copy; without it the source's algorithm
   * (CHK-31).
   */
  public CopyOptions checksum(ChecksumAlgorithm algorithm) {
    return new CopyOptions(source, target, replacement, tags, Objects.requireNonNull(algorithm));
  }

  public ReadConditions sourceConditions() {
    return source;
  }

  public WriteCondition targetCondition() {
    return target;
  }

  /** Empty if headers and metadata are kept. */
  public Optional<Replacement> replacement() {
    return Optional.ofNullable(replacement);
  }

  /** Empty if the tags are kept. */
  public Optional<Tags> replacementTags() {
    return Optional.ofNullable(tags);
  }

  public Optional<ChecksumAlgorithm> checksumAlgorithm() {
    return Optional.ofNullable(checksumAlgorithm);
  }
}
