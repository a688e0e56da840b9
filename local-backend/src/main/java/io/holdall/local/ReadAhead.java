package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a body that was read at once, because one large read costs less than many: of what
 * is asked for in one read, and where reads go on each where the last one ended, more and more
 * beyond it. Nothing of it has been verified. For one thread at a time.
 */
final class ReadAhead {
  private final ReadBuffers buffers;
  private final DataFile file;
  private final long end;

  /** Once it is needed, and as long as there is one. */
  private @Nullable ByteBuffer buffer;

  /** The stretch that is in the buffer. */
  private long start;

  private int length;

  /** Where the last read ended, and whether the one under way goes on there. */
  private long next;

  private boolean goesOn;

  /** Whether what was read beyond a block could be read each time. */
  private boolean isOfUse = true;

  /**
   * @param end of the body in the file
   */
  ReadAhead(ReadBuffers buffers, DataFile file, long end) {
    this.buffers = buffers;
    this.file = file;
    this.end = end;
  }

  /** A read of so many bytes begins. */
  void begin(long position, int wanted) {
    goesOn = position == next;
    next = position + wanted;
  }

  /**
   * A block of the body, good until the next one is asked for.
   *
   * @param wanted how many bytes of it and what follows have been asked for
   * @return null if the caller has to read it
   */
  @Nullable ByteBuffer block(long position, int blockLength, int wanted) {
    boolean isAlone = wanted <= blockLength && !(goesOn && position > 0);
    if (buffer == null && !isAlone && isOfUse) {
      buffer = buffers.take();
    }
    ByteBuffer stretch = buffer;
    if (stretch == null) {
      return null;
    }
    if (!holds(position, blockLength)) {
      fill(stretch, position, goesOn ? Math.max(wanted, 2L * length) : wanted);
    }
    return holds(position, blockLength)
        ? stretch.slice((int) (position - start), blockLength)
        : null;
  }

  private boolean holds(long position, int count) {
    return position >= start && position + count <= start + length;
  }

  private void fill(ByteBuffer stretch, long position, long wanted) {
    length = 0;
    start = position;
    long blocks = (wanted + BodyTrailer.BLOCK - 1) / BodyTrailer.BLOCK * BodyTrailer.BLOCK;
    long most = Math.min(Math.min(blocks, end - position), stretch.capacity());
    try {
      length = file.read(stretch.clear().limit((int) most), position);
    } catch (IOException e) {
      // It need not be this block that cannot be read: its caller will find out.
      isOfUse = false;
      end();
    }
  }

  /** Lets everything be read anew. */
  void forget() {
    length = 0;
  }

  /** Gives the buffer back. */
  void end() {
    ByteBuffer done = buffer;
    buffer = null;
    length = 0;
    if (done != null) {
      buffers.giveBack(done);
    }
  }
}
