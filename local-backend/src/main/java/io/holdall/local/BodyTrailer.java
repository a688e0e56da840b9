package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What follows a body in its file: the checksum of each block of the body, then a footer that says
 * what the body is. So any range can be verified without reading the rest.
 */
final class BodyTrailer {
  /** The length of a block in bytes; the last one of a body may be shorter. */
  static final int BLOCK = 64 << 10;

  private static final int BLOCK_SHIFT = 16;
  private static final int MAGIC = 0x48424459; // HBDY
  private static final byte VERSION = 1;
  private static final int FOOTER = 36;

  private final BodyId id;
  private final long length;
  private final int[] checksums;

  private BodyTrailer(BodyId id, long length, int[] checksums) {
    this.id = id;
    this.length = length;
    this.checksums = checksums;
  }

  /** The length of the body in bytes. */
  long length() {
    return length;
  }

  /** CRC32C of a block, which are counted from 0. */
  int checksum(int block) {
    return checksums[block];
  }

  /** How many blocks a body of a length has. */
  private static long blocks(long length) {
    return (length + BLOCK - 1) / BLOCK;
  }

  private ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(checksums.length * Integer.BYTES + FOOTER);
    for (int checksum : checksums) {
      bytes.putInt(checksum);
    }
    bytes.putInt(MAGIC).put(VERSION).put((byte) BLOCK_SHIFT).putShort((short) 0).putLong(length);
    id.encode(bytes);
    bytes.putInt(checksumOfAllBut4(bytes));
    return bytes.flip();
  }

  private static int checksumOfAllBut4(ByteBuffer bytes) {
    return Checksums.crc32c(bytes.duplicate().clear().limit(bytes.capacity() - Integer.BYTES));
  }

  /**
   * Reads the trailer of a body's file.
   *
   * @param length that the body should have
   * @throws DamageException if the file is not that of this body, or not whole
   */
  static BodyTrailer read(DataFile file, BodyId id, long length) throws IOException {
    Path path = file.path();
    long size = file.size();
    long due = length + blocks(length) * Integer.BYTES + FOOTER;
    if (size != due) {
      throw DamageException.at(
          path, Math.min(size, due), "the file has " + size + " bytes instead of " + due + ".");
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(due - length));
    file.read(bytes, length);
    if (bytes.hasRemaining()) {
      throw DamageException.at(path, size, "the file became shorter while it was read.");
    }
    int footer = bytes.capacity() - FOOTER;
    if (bytes.getInt(footer) != MAGIC) {
      throw DamageException.at(path, length + footer, "this is not the footer of a body.");
    }
    if (bytes.getInt(bytes.capacity() - Integer.BYTES) != checksumOfAllBut4(bytes)) {
      throw DamageException.at(path, length, "the checksum of the body's trailer does not match.");
    }
    if (bytes.get(footer + 4) != VERSION || bytes.get(footer + 5) != BLOCK_SHIFT) {
      throw DamageException.at(
          path, length + footer + 4, "this version of a body is not known to this library.");
    }
    bytes.position(footer + 16);
    if (bytes.getLong(footer + 8) != length || !BodyId.decode(bytes).equals(id)) {
      throw DamageException.at(path, length + footer + 8, "this is another body.");
    }
    int[] checksums = new int[footer / Integer.BYTES];
    bytes.clear().asIntBuffer().get(checksums);
    return new BodyTrailer(id, length, checksums);
  }

  /** Gathers the trailer of a body while it is written. Not thread-safe. */
  static final class Builder {
    private final CRC32C block = new CRC32C();
    private int[] checksums = new int[16];
    private int count;
    private int inBlock;
    private long length;

    /** Takes in what remains in {@code bytes}, which stay as they are. */
    void add(ByteBuffer bytes) {
      ByteBuffer rest = bytes.duplicate();
      int end = rest.limit();
      length += rest.remaining();
      while (rest.position() < end) {
        int part = Math.min(end - rest.position(), BLOCK - inBlock);
        block.update(rest.limit(rest.position() + part));
        inBlock += part;
        if (inBlock == BLOCK) {
          endBlock();
        }
      }
    }

    private void endBlock() {
      if (count == checksums.length) {
        checksums = Arrays.copyOf(checksums, 2 * count);
      }
      checksums[count++] = (int) block.getValue();
      block.reset();
      inBlock = 0;
    }

    /** The length so far, in bytes. */
    long length() {
      return length;
    }

    /** Returns the bytes of the trailer, after the last byte of the body. */
    ByteBuffer build(BodyId id) {
      if (inBlock > 0) {
        endBlock();
      }
      return new BodyTrailer(id, length, Arrays.copyOf(checksums, count)).encode();
    }
  }
}
