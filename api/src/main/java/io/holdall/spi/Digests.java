package io.holdall.spi;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The digests of S3: MD5 for ETags, the additional checksums, and what becomes of them when parts
 * are joined. Thread-safe; what it hands out is not.
 */
public final class Digests {
  // Copied for each use, which is cheaper than asking the providers, and never fed.
  private static final MessageDigest MD5 = digest("MD5");
  private static final MessageDigest SHA1 = digest("SHA-1");
  private static final MessageDigest SHA256 = digest("SHA-256");

  private Digests() {}

  /** A fresh MD5. */
  public static MessageDigest md5() {
    return copy(MD5);
  }

  /** A fresh checksum of the algorithm. */
  public static RunningChecksum start(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32 -> new RunningCrc(algorithm, new CRC32());
      case CRC32C -> new RunningCrc(algorithm, new CRC32C());
      case CRC64NVME -> new RunningCrc(algorithm, new Crc64());
      case SHA1 -> new RunningSha(algorithm, copy(SHA1));
      case SHA256 -> new RunningSha(algorithm, copy(SHA256));
    };
  }

  /** The checksum of all these bytes. */
  public static Checksum of(ChecksumAlgorithm algorithm, byte[] bytes) {
    RunningChecksum running = start(algorithm);
    running.update(bytes, 0, bytes.length);
    return running.value();
  }

  /**
   * The checksum of a multipart blob over the digests of its parts (CHK-25).
   *
   * @param parts the checksums of the parts' bytes, in order, at least one, all of one algorithm
   * @throws IllegalArgumentException if there are none, they differ in algorithm, or the algorithm
   *     has no composite form
   */
  public static Checksum composite(List<Checksum> parts) {
    ChecksumAlgorithm algorithm = sameAlgorithm(parts);
    RunningChecksum running = start(algorithm);
    for (Checksum part : parts) {
      running.update(part.digest(), 0, algorithm.digestBytes());
    }
    return Checksum.composite(algorithm, running.value().digest(), parts.size());
  }

  /**
   * The checksum of the bytes of a followed by those of b, without the bytes (CHK-27).
   *
   * @param lengthB how many bytes b was computed over
   * @throws IllegalArgumentException if the two differ in algorithm, one of them is composite, the
   *     algorithm is not a CRC, or the length is negative
   */
  public static Checksum combine(Checksum a, Checksum b, long lengthB) {
    ChecksumAlgorithm algorithm = sameAlgorithm(List.of(a, b));
    if (!algorithm.supports(ChecksumType.FULL_OBJECT)
        || a.type() == ChecksumType.COMPOSITE
        || b.type() == ChecksumType.COMPOSITE) {
      throw new IllegalArgumentException("only CRCs over bytes can be combined, not " + a);
    }
    if (lengthB < 0) {
      throw new IllegalArgumentException("a length must not be negative: " + lengthB);
    }
    long polynomial =
        switch (algorithm) {
          case CRC32 -> 0xEDB88320L;
          case CRC32C -> 0x82F63B78L;
          default -> Crc64.POLYNOMIAL;
        };
    long combined =
        CrcMath.combine(
            number(a.digest()),
            number(b.digest()),
            lengthB,
            algorithm.digestBytes() * 8,
            polynomial);
    return Checksum.of(algorithm, bytes(combined, algorithm.digestBytes()));
  }

  private static ChecksumAlgorithm sameAlgorithm(List<Checksum> checksums) {
    if (checksums.isEmpty()) {
      throw new IllegalArgumentException("there is no part");
    }
    ChecksumAlgorithm algorithm = checksums.get(0).algorithm();
    for (Checksum checksum : checksums) {
      if (checksum.algorithm() != algorithm) {
        throw new IllegalArgumentException(
            "checksums of two algorithms: " + checksums.get(0) + " and " + checksum);
      }
    }
    return algorithm;
  }

  private static long number(byte[] bigEndian) {
    long value = 0;
    for (byte b : bigEndian) {
      value = (value << 8) | (b & 0xFF);
    }
    return value;
  }

  private static byte[] bytes(long value, int length) {
    byte[] bigEndian = new byte[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      bigEndian[i] = (byte) rest;
      rest >>>= 8;
    }
    return bigEndian;
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + name, e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      return digest(digest.getAlgorithm());
    }
  }

  private static final class RunningCrc implements RunningChecksum {
    private final ChecksumAlgorithm algorithm;
    private final java.util.zip.Checksum crc;

    RunningCrc(ChecksumAlgorithm algorithm, java.util.zip.Checksum crc) {
      this.algorithm = algorithm;
      this.crc = crc;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    public Checksum value() {
      return Checksum.of(algorithm, bytes(crc.getValue(), algorithm.digestBytes()));
    }
  }

  private static final class RunningSha implements RunningChecksum {
    private final ChecksumAlgorithm algorithm;
    private final MessageDigest digest;

    RunningSha(ChecksumAlgorithm algorithm, MessageDigest digest) {
      this.algorithm = algorithm;
      this.digest = digest;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public Checksum value() {
      return Checksum.of(algorithm, copy(digest).digest());
    }
  }
}
