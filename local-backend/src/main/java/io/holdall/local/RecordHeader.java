package io.holdall.local;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the payload of each record.
 *
 * @param version of the record's format
 * @param type says what the payload is; to this layer, {@link #SEAL}, {@link #MARK} and "neither"
 * @param length of the payload in bytes
 * @param sequence one more than that of the record before
 * @param forced the highest sequence that was known to be durable when this record was written. So
 *     a record proves that those up to {@code forced} had been whole on the device, and that what
 *     is wrong with one of them now is damage, not the trace of a crash
 * @param payloadChecksum CRC32C of the payload
 */
record RecordHeader(
    int version, int type, int length, long sequence, long forced, int payloadChecksum) {
  static final int SIZE = 32;

  /** The longest payload, 64 MiB. */
  static final int MAX_LENGTH = 64 << 20;

  /** Types from here to 255 belong to the log itself; those below, to whoever writes payloads. */
  static final int OWN_TYPES = 0xF0;

  /** The last record of a segment: the log goes on in the next. */
  static final int SEAL = 0xF0;

  /** Says nothing but what its own header says: that all before it is durable. */
  static final int MARK = 0xF1;

  static final int VERSION = 1;
  static final short MAGIC = 0x4852; // HR
  private static final int CHECKED = SIZE - Integer.BYTES;
  private static final int SALTED = 2 * Long.BYTES + CHECKED;

  static RecordHeader of(int type, int length, long sequence, long forced, int payloadChecksum) {
    return new RecordHeader(VERSION, type, length, sequence, forced, payloadChecksum);
  }

  /** Whether the log itself wrote the record, for its own purposes. */
  boolean isOwn() {
    return type >= OWN_TYPES;
  }

  /**
   * Puts the header into {@code dst}.
   *
   * @param salt of the segment
   * @param offset of the header in the segment's file
   */
  void encode(ByteBuffer dst, long salt, long offset) {
    int start = dst.position();
    dst.putShort(MAGIC).put((byte) version).put((byte) type).putInt(length);
    dst.putLong(sequence).putLong(forced).putInt(payloadChecksum);
    dst.putInt(checksum(dst, start, salt, offset));
  }

  /**
   * Reads the header that starts at {@code index} of {@code src}, if there is one; a header whose
   * version is not known is one too.
   */
  static @Nullable RecordHeader decode(ByteBuffer src, int index, long salt, long offset) {
    if (src.getShort(index) != MAGIC
        || src.getInt(index + CHECKED) != checksum(src, index, salt, offset)) {
      return null;
    }
    return new RecordHeader(
        Byte.toUnsignedInt(src.get(index + 2)),
        Byte.toUnsignedInt(src.get(index + 3)),
        src.getInt(index + 4),
        src.getLong(index + 8),
        src.getLong(index + 16),
        src.getInt(index + 24));
  }

  private static int checksum(ByteBuffer bytes, int index, long salt, long offset) {
    ByteBuffer salted = ByteBuffer.allocate(SALTED).putLong(salt).putLong(offset);
    salted.put(bytes.duplicate().limit(index + CHECKED).position(index));
    CRC32C crc = new CRC32C();
    crc.update(salted.flip());
    return (int) crc.getValue();
  }
}
