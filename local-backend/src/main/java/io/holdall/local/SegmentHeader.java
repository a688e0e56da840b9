package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment.
 *
 * @param root the id of the root that the segment belongs to
 * @param salt a random number that goes into the checksum of each record's header, so that bytes
 *     which happen to look like a record, such as a copy of a segment kept as a blob, are not one
 * @param number of the segment, from 1, rising by one
 * @param oldest the lowest segment that was needed when this one was created; those below it are
 *     left over from a cleaning
 * @param firstSequence the sequence number of the segment's first record
 */
record SegmentHeader(UUID root, long salt, int number, int oldest, long firstSequence) {
  static final int SIZE = 64;
  private static final int MAGIC = 0x48534547; // HSEG
  private static final short VERSION = 1;
  private static final int CHECKED = SIZE - Integer.BYTES;

  SegmentHeader {
    if (number < 1 || oldest < 1 || oldest > number || firstSequence < 1) {
      throw new IllegalArgumentException(
          "segment " + number + ", oldest " + oldest + ", first sequence " + firstSequence);
    }
  }

  static SegmentHeader first(UUID root) {
    return new SegmentHeader(root, newSalt(), 1, 1, 1);
  }

  SegmentHeader next(int oldest, long sequence) {
    return new SegmentHeader(root, newSalt(), Math.incrementExact(number), oldest, sequence);
  }

  private static long newSalt() {
    return new SecureRandom().nextLong();
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.putInt(MAGIC).putShort(VERSION).putShort((short) SIZE);
    bytes.putLong(root.getMostSignificantBits()).putLong(root.getLeastSignificantBits());
    bytes.putLong(salt).putInt(number).putInt(oldest).putLong(firstSequence);
    bytes.putInt(CHECKED, checksum(bytes));
    return bytes.clear();
  }

  /**
   * Reads the header of a segment.
   *
   * @throws DamageException if there is none that this library knows
   */
  static SegmentHeader read(DataFile file) throws IOException {
    Path path = file.path();
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    int length = file.read(bytes, 0);
    if (length < SIZE) {
      throw DamageException.at(path, length, "the file ends within the header of the segment.");
    }
    bytes.flip();
    if (bytes.getInt() != MAGIC) {
      throw DamageException.at(path, 0, "this is not the header of a segment.");
    }
    if (bytes.getInt(CHECKED) != checksum(bytes)) {
      throw DamageException.at(
          path, CHECKED, "the checksum of the segment's header does not match.");
    }
    short version = bytes.getShort();
    short size = bytes.getShort();
    if (version != VERSION || size != SIZE) {
      throw DamageException.at(
          path, 4, "version " + version + " of the segment's header is not known to this library.");
    }
    UUID root = new UUID(bytes.getLong(), bytes.getLong());
    try {
      return new SegmentHeader(
          root, bytes.getLong(), bytes.getInt(), bytes.getInt(), bytes.getLong());
    } catch (IllegalArgumentException e) {
      throw DamageException.at(
          path, 0, "the segment's header contradicts itself: " + e.getMessage());
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(CHECKED));
    return (int) crc.getValue();
  }
}
