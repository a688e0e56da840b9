package io.holdall.local;

import java.nio.ByteBuffer;

/**
 * How a record spells a body that it names: a byte for where the bytes are, and what finds them
 * there.
 */
sealed interface BodySpelling {
  /** In this record: the last bytes of its payload. */
  record Carried(long number, int length) implements BodySpelling {
    static final byte CODE = 0;
  }

  /** In another record, the latest that carries a body of this number. */
  record Elsewhere(long number, int length) implements BodySpelling {
    static final byte CODE = 1;
  }

  /** In a file of its own. */
  record InFile(StoredBody body) implements BodySpelling {
    static final byte CODE = 2;
  }

  /** The bytes, in a new array. */
  default byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(1 + BodyId.SIZE + Long.BYTES);
    if (this instanceof Carried it) {
      out.put(Carried.CODE).putLong(it.number).putInt(it.length);
    } else if (this instanceof Elsewhere it) {
      out.put(Elsewhere.CODE).putLong(it.number).putInt(it.length);
    } else if (this instanceof InFile it) {
      out.put(InFile.CODE);
      it.body.id().encode(out);
      out.putLong(it.body.length());
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /**
   * Reads what {@link #encode} has written.
   *
   * @throws IllegalArgumentException if it is something else
   * @throws java.nio.BufferUnderflowException if it is cut off
   */
  static BodySpelling decode(ByteBuffer bytes) {
    byte code = bytes.get();
    BodySpelling spelling =
        switch (code) {
          case Carried.CODE -> new Carried(bytes.getLong(), length(bytes.getInt()));
          case Elsewhere.CODE -> new Elsewhere(bytes.getLong(), length(bytes.getInt()));
          case InFile.CODE -> new InFile(new StoredBody(BodyId.decode(bytes), bytes.getLong()));
          default -> throw new IllegalArgumentException("a body of the unknown kind " + code);
        };
    if (bytes.hasRemaining()) {
      throw new IllegalArgumentException(
          bytes.remaining() + " bytes too many in the name of a body");
    }
    return spelling;
  }

  private static int length(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a body of " + value + " bytes");
    }
    return value;
  }
}
