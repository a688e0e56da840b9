package io.holdall;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * A checksum of a blob or of a part: an algorithm, what it was computed over, and the digest.
 *
 * <p>Invariants: the digest has {@link ChecksumAlgorithm#digestBytes()} bytes; {@code parts} is at
 * least 1 for {@link ChecksumType#COMPOSITE} and 0 otherwise; the algorithm supports the type.
 * Immutable.
 */
public final class Checksum {
  private final ChecksumAlgorithm algorithm;
  private final byte[] digest;
  private final int parts;

  private Checksum(ChecksumAlgorithm algorithm, byte[] digest, int parts) {
    this.algorithm = Objects.requireNonNull(algorithm);
    if (digest.length != algorithm.digestBytes()) {
      throw new IllegalArgumentException(
          "a %s digest has %s bytes, not %s"
              .formatted(algorithm, algorithm.digestBytes(), digest.length));
    }
    this.digest = digest.clone();
    this.parts = parts;
  }

  /**
   * A checksum over bytes.
   *
   * @param digest big-endian, copied
   * @throws IllegalArgumentException if the length does not fit the algorithm
   */
  public static Checksum of(ChecksumAlgorithm algorithm, byte[] digest) {
    return new Checksum(algorithm, digest, 0);
  }

  /**
   * A checksum over the digests of parts.
   *
   * @param parts how many, at least 1
   * @throws IllegalArgumentException if the length does not fit or the algorithm has no composite
   *     form
   */
  public static Checksum composite(ChecksumAlgorithm algorithm, byte[] digest, int parts) {
    if (parts < 1 || !algorithm.supports(ChecksumType.COMPOSITE)) {
      throw new IllegalArgumentException(
          "%s has no composite checksum of %s parts".formatted(algorithm, parts));
    }
    return new Checksum(algorithm, digest, parts);
  }

  /**
   * Parses the wire form: Base64, for composite checksums followed by {@code -N}.
   *
   * @throws IllegalArgumentException if it is not Base64 of the right length (CHK-05)
   */
  public static Checksum parse(ChecksumAlgorithm algorithm, String text) {
    Checksum parsed;
    try {
      parsed = parseLeniently(algorithm, text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a %s checksum: %s".formatted(algorithm, text), e);
    }
    // Base64 and numbers have more than one spelling; only the usual one is a checksum.
    if (!parsed.value().equals(text)) {
      throw new IllegalArgumentException("not a %s checksum: %s".formatted(algorithm, text));
    }
    return parsed;
  }

  private static Checksum parseLeniently(ChecksumAlgorithm algorithm, String text) {
    int dash = text.lastIndexOf('-');
    byte[] digest = Base64.getDecoder().decode(dash < 0 ? text : text.substring(0, dash));
    return dash < 0
        ? of(algorithm, digest)
        : composite(algorithm, digest, Integer.parseInt(text.substring(dash + 1)));
  }

  public ChecksumAlgorithm algorithm() {
    return algorithm;
  }

  public ChecksumType type() {
    return parts == 0 ? ChecksumType.FULL_OBJECT : ChecksumType.COMPOSITE;
  }

  /** How many parts a composite checksum covers; 0 for a checksum over bytes. */
  public int parts() {
    return parts;
  }

  /** A copy of the digest, big-endian. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The wire form that {@link #parse} reads. */
  public String value() {
    String base64 = Base64.getEncoder().encodeToString(digest);
    return parts == 0 ? base64 : base64 + "-" + parts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checksum that
        && algorithm == that.algorithm
        && parts == that.parts
        && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(algorithm, parts, Arrays.hashCode(digest));
  }

  @Override
  public String toString() {
    return algorithm + ":" + value();
  }
}
