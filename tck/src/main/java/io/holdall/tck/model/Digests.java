package io.holdall.tck.model;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentMd5;
import io.holdall.ETag;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The digests that S3 computes, over whole arrays. Pure functions. */
public final class Digests {
  /** CRC-64/NVME's polynomial, its bits in reverse (CHK-02). */
  private static final long NVME = 0x9A6C9329AC4BC9B5L;

  /** The ETag of nothing that the kit puts. */
  public static final ETag NOBODYS = ETag.of("00000000000000000000000000000000");

  private Digests() {}

  /** The ETag of a blob put in one piece (PUT-09). */
  public static ETag etag(byte[] bytes) {
    return ETag.ofMd5(md5(bytes));
  }

  /** The ETag of a blob made of parts (MPU-30). */
  public static ETag etagOfParts(List<byte[]> parts) {
    ByteBuffer digests = ByteBuffer.allocate(16 * parts.size());
    parts.forEach(part -> digests.put(md5(part)));
    return ETag.ofParts(md5(digests.array()), parts.size());
  }

  public static ContentMd5 contentMd5(byte[] bytes) {
    return ContentMd5.of(md5(bytes));
  }

  /** The checksum over the bytes. */
  public static Checksum checksum(ChecksumAlgorithm algorithm, byte[] bytes) {
    return Checksum.of(algorithm, digest(algorithm, bytes));
  }

  /** The checksum over the parts' digests (CHK-25). */
  public static Checksum composite(ChecksumAlgorithm algorithm, List<byte[]> parts) {
    ByteBuffer digests = ByteBuffer.allocate(algorithm.digestBytes() * parts.size());
    parts.forEach(part -> digests.put(digest(algorithm, part)));
    return Checksum.composite(algorithm, digest(algorithm, digests.array()), parts.size());
  }

  private static byte[] digest(ChecksumAlgorithm algorithm, byte[] bytes) {
    return switch (algorithm) {
      case CRC32 -> {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        yield ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
      }
      case CRC32C -> {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        yield ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
      }
      case CRC64NVME -> ByteBuffer.allocate(8).putLong(crc64(bytes)).array();
      case SHA1 -> digest("SHA-1", bytes);
      case SHA256 -> digest("SHA-256", bytes);
    };
  }

  private static long crc64(byte[] bytes) {
    long crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : NVME);
      }
    }
    return ~crc;
  }

  private static byte[] md5(byte[] bytes) {
    return digest("MD5", bytes);
  }

  private static byte[] digest(String name, byte[] bytes) {
    try {
      return MessageDigest.getInstance(name).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + name, e);
    }
  }
}
