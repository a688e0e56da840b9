package io.holdall.local;

import io.holdall.engine.ChangeFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The record of a body that was moved by itself, because what carried it was superfluous but for
 * it, or because it is damaged. Its payload is the number of the body, and its bytes.
 */
final class BodyRecord {
  /** The type of these records in the log. */
  static final int TYPE = 2;

  /** The type of those whose bytes are what was left of a body that is damaged. */
  static final int DAMAGED = 3;

  /** How many bytes come before those of the body. */
  static final int HEAD = Long.BYTES + Integer.BYTES;

  private BodyRecord() {}

  /** Appends a body; it is durable when the log is next forced. */
  static Location append(SegmentedLog log, long number, ByteBuffer bytes) throws IOException {
    return append(log, TYPE, number, bytes);
  }

  /** Appends what is left of a body, as {@link #append}. */
  static Location appendDamaged(SegmentedLog log, long number, ByteBuffer bytes)
      throws IOException {
    return append(log, DAMAGED, number, bytes);
  }

  private static Location append(SegmentedLog log, int type, long number, ByteBuffer bytes)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).putLong(number).putInt(bytes.remaining()).flip();
    return log.appendLater(type, head, bytes);
  }

  static boolean isType(int type) {
    return type == TYPE || type == DAMAGED;
  }

  /**
   * Reads the head of such a record, and leaves the buffer behind it.
   *
   * @throws ChangeFormatException if it is none
   */
  static BodySpelling.Carried decode(ByteBuffer payload) throws ChangeFormatException {
    if (payload.remaining() < HEAD) {
      throw new ChangeFormatException("a record of a body ends within its number and length");
    }
    long number = payload.getLong();
    int length = payload.getInt();
    if (length < 0) {
      throw new ChangeFormatException("a body of " + length + " bytes");
    }
    return new BodySpelling.Carried(number, length);
  }
}
