package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body, and verifies every byte that it gives out. The body stays readable until the
 * reader is closed, though it be deleted meanwhile. Not thread-safe, but for {@link #close};
 * several readers of one body are independent of each other.
 */
final class BodyReader implements Closeable {
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

  /**
   * A read has it for itself, or else whoever closes the reader meanwhile would give a buffer away
   * that is still read into.
   */
  private final AtomicReference<@Nullable ReadAhead> idle;

  private final AtomicBoolean closed = new AtomicBoolean();

  BodyReader(BodyFiles files, OpenBody body, DataFile file, BodyTrailer trailer) {
    this.files = files;
    this.body = body;
    this.file = file;
    this.trailer = trailer;
    this.idle = new AtomicReference<>(new ReadAhead(files.buffers(), file, trailer.length()));
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
    ReadAhead ahead = idle.getAndSet(null);
    if (ahead == null) {
      throw new IllegalStateException("the reader is closed, or another thread reads from it");
    }
    try {
      int total = (int) Math.min(dst.remaining(), length() - position);
      ahead.begin(position, total);
      for (int done = 0; done < total; ) {
        done += readFromBlock(position + done, total - done, dst, ahead);
      }
      return total;
    } finally {
      idle.set(ahead);
      if (closed.get()) {
        endReadAhead();
      }
    }
  }

  private int readFromBlock(long position, int wanted, ByteBuffer dst, ReadAhead ahead)
      throws IOException {
    int block = Math.toIntExact(position / BodyTrailer.BLOCK);
    int within = (int) (position % BodyTrailer.BLOCK);
    int blockLength = (int) Math.min(BodyTrailer.BLOCK, length() - (position - within));
    if (within == 0 && wanted >= blockLength && block != inScratch) {
      load(block, dst.slice(dst.position(), blockLength), wanted, ahead);
      dst.position(dst.position() + blockLength);
      return blockLength;
    }
    ByteBuffer bytes = scratch(block, blockLength, ahead);
    int length = Math.min(wanted, blockLength - within);
    dst.put(bytes.slice(within, length));
    return length;
  }

  private ByteBuffer scratch(int block, int blockLength, ReadAhead ahead) throws IOException {
    ByteBuffer bytes = scratch;
    if (bytes == null) {
      bytes = ByteBuffer.allocate((int) Math.min(BodyTrailer.BLOCK, length()));
      scratch = bytes;
    }
    if (block != inScratch) {
      inScratch = NONE;
      load(block, bytes.clear().limit(blockLength), blockLength, ahead);
      inScratch = block;
    }
    return bytes;
  }

  /**
   * Fills {@code dst} with a whole block.
   *
   * @param wanted how many bytes of it and what follows have been asked for
   */
  private void load(int block, ByteBuffer dst, int wanted, ReadAhead ahead) throws IOException {
    long position = (long) block * BodyTrailer.BLOCK;
    ByteBuffer bytes = ahead.block(position, dst.remaining(), wanted);
    int checksum = bytes == null ? readWithChecksum(position, dst) : copyWithChecksum(bytes, dst);
    if (checksum != trailer.checksum(block)) {
      ahead.forget();
      throw DamageException.at(
          file.path(), position, "the checksum of this part of the body does not match.");
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

  private int readWithChecksum(long position, ByteBuffer dst) throws IOException {
    int start = dst.position();
    file.read(dst, position);
    if (dst.hasRemaining()) {
      throw DamageException.at(
          file.path(), position + dst.position() - start, "the file ends within the body.");
    }
    return Checksums.crc32c(dst.position(start));
  }

  /** Closing again does nothing, whichever thread does it. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      endReadAhead();
      files.release(body);
    }
  }

  private void endReadAhead() {
    ReadAhead ahead = idle.getAndSet(null);
    if (ahead != null) {
      ahead.end();
    }
  }
}
