package io.holdall.local;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of the index of a segment.
 *
 * @param segment the number of the segment
 * @param salt of the segment, so that the index of another one is not taken for its own
 * @param segmentLength in bytes
 * @param last the sequence of the segment's seal
 * @param length of the entries, in bytes
 * @param checksum CRC32C of the entries
 */
record IndexHeader(
    int segment, long salt, long segmentLength, long last, long length, int checksum) {
  static final int SIZE = 64;
  private static final int MAGIC = 0x48494458; // HIDX
  private static final short VERSION = 1;
  private static final int CHECKED = SIZE - Integer.BYTES;

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.putInt(MAGIC).putShort(VERSION).putShort((short) SIZE);
    bytes.putInt(segment).putInt(checksum);
    bytes.putLong(salt).putLong(segmentLength).putLong(last).putLong(length);
    bytes.putInt(CHECKED, Checksums.crc32c(bytes.duplicate().clear().limit(CHECKED)));
    return bytes.clear();
  }

  /** Null if the bytes are no header of an index that this library knows. */
  static @Nullable IndexHeader decode(ByteBuffer bytes) {
    if (bytes.remaining() != SIZE
        || bytes.getInt(CHECKED) != Checksums.crc32c(bytes.duplicate().limit(CHECKED))
        || bytes.getInt() != MAGIC
        || bytes.getShort() != VERSION
        || bytes.getShort() != SIZE) {
      return null;
    }
    int segment = bytes.getInt();
    int checksum = bytes.getInt();
    return new IndexHeader(
        segment, bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong(), checksum);
  }
}
