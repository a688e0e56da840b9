package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body, and verifies every byte that it gives out. The body stays readable until the
 * reader is closed, though it be deleted meanwhile. Not thread-safe; several readers of one body
 * are independent of each other.
 */
final class BodyReader implements Closeable {
  /** The longest single read, in whole blocks. */
  static final int READ = 4 * BodyTrailer.BLOCK;

  /** What the fastest cache of a processor holds while it is verified and copied. */
  private static final int SLICE = 16 << 10;

  private static final int NONE = -1;

  private final BodyFiles files;
  private final OpenBody body;
  private final DataFile file;
  private final BodyTrailer trailer;

  /** The block read last for less than the whole of it, so that small reads in a row share it. */
  private @Nullable ByteBuffer scratch;

  private int inScratch = NONE;

  private final AtomicBoolean closed = new AtomicBoolean();

  BodyReader(BodyFiles files, OpenBody body, DataFile file, BodyTrailer trailer) {
    this.files = files;
    this.body = body;
    this.file = file;
    this.trailer = trailer;
  }

  /** The length of the body in bytes. */
  long length() {
    return trailer.length();
  }

  /**
   * Reads from a position of the body until {@code dst} is full or the body ends.
   *
   * @return how many bytes were read; -1 if {@code position} is the end of the body
   * @throws DamageException if they are not those that were written; {@code dst} then holds only
   *     good bytes up to its position
   */
  int read(long position, ByteBuffer dst) throws IOException {
    if (closed.get()) {
      throw new IllegalStateException("the reader is closed");
    }
    if (position < 0 || position > length()) {
      throw new IndexOutOfBoundsException(position + " in a body of " + length() + " bytes");
    }
    if (position == length()) {
      return -1;
    }
    int total = (int) Math.min(dst.remaining(), length() - position);
    for (int done = 0; done < total; ) {
      done += readFromBlock(position + done, total - done, dst);
    }
    return total;
  }

  private int readFromBlock(long position, int wanted, ByteBuffer dst) throws IOException {
    int block = Math.toIntExact(position / BodyTrailer.BLOCK);
    int within = (int) (position % BodyTrailer.BLOCK);
    int blockLength = (int) Math.min(BodyTrailer.BLOCK, length() - (position - within));
    if (within == 0 && wanted > blockLength) {
      return readBlocks(block, Math.min(wanted, READ), dst);
    }
    if (within == 0 && wanted == blockLength && block != inScratch) {
      load(block, dst.slice(dst.position(), blockLength));
      dst.position(dst.position() + blockLength);
      return blockLength;
    }
    ByteBuffer bytes = scratch(block, blockLength);
    int length = Math.min(wanted, blockLength - within);
    dst.put(bytes.slice(within, length));
    return length;
  }

  private ByteBuffer scratch(int block, int blockLength) throws IOException {
    ByteBuffer bytes = scratch;
    if (bytes == null) {
      bytes = ByteBuffer.allocate((int) Math.min(BodyTrailer.BLOCK, length()));
      scratch = bytes;
    }
    if (block != inScratch) {
      inScratch = NONE;
      load(block, bytes.clear().limit(blockLength));
      inScratch = block;
    }
    return bytes;
  }

  /**
   * Reads several blocks at once; of the last one perhaps only a part is wanted, which then is left
   * for the next read.
   */
  private int readBlocks(int first, int wanted, ByteBuffer dst) throws IOException {
    long position = (long) first * BodyTrailer.BLOCK;
    boolean toTheEnd = wanted == length() - position;
    int length = toTheEnd ? wanted : wanted - wanted % BodyTrailer.BLOCK;
    // Had the reader one for itself, then whoever closes it while another thread reads would give
    // away a buffer that is still read into.
    ByteBuffer bytes = files.buffers().take();
    try {
      file.read(bytes.limit(length), position);
      if (bytes.hasRemaining()) {
        throw cutOff(position + bytes.position());
      }
      for (int at = 0; at < length; at += BodyTrailer.BLOCK) {
        ByteBuffer block = bytes.slice(at, Math.min(BodyTrailer.BLOCK, length - at));
        if (copyWithChecksum(block, dst.duplicate()) != trailer.checksum(first++)) {
          throw mismatch(position + at);
        }
        dst.position(dst.position() + block.limit());
      }
      return length;
    } finally {
      files.buffers().giveBack(bytes);
    }
  }

  /** In slices, which go through both while they are in the fastest cache. */
  private static int copyWithChecksum(ByteBuffer block, ByteBuffer dst) {
    CRC32C crc = new CRC32C();
    for (int at = 0; at < block.limit(); at += SLICE) {
      ByteBuffer slice = block.slice(at, Math.min(SLICE, block.limit() - at));
      crc.update(slice);
      dst.put(slice.flip());
    }
    return (int) crc.getValue();
  }

  /** Fills {@code dst} with a whole block. */
  private void load(int block, ByteBuffer dst) throws IOException {
    int start = dst.position();
    long position = (long) block * BodyTrailer.BLOCK;
    file.read(dst, position);
    if (dst.hasRemaining()) {
      throw cutOff(position + dst.position());
    }
    if (Checksums.crc32c(dst.position(start)) != trailer.checksum(block)) {
      throw mismatch(position);
    }
  }

  private DamageException cutOff(long position) {
    return DamageException.at(file.path(), position, "the file ends within the body.");
  }

  private DamageException mismatch(long position) {
    return DamageException.at(
        file.path(), position, "the checksum of this part of the body does not match.");
  }

  /** Closing again does nothing, whichever thread does it. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      files.release(body);
    }
  }
}
