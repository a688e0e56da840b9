package io.holdall.local;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The buffers outside the heap into which large bodies are read ahead. There are few, for each of
 * their readers has one until it is closed.
 *
 * <p>Thread-safe.
 */
final class ReadBuffers {
  /** How many there are at most. */
  static final int MOST = 8;

  /** The length of each, in bytes: reads of twice as much are hardly faster. */
  static final int SIZE = 1 << 20;

  /** A page of memory: the kernel copies to its start faster than to other places. */
  private static final int ALIGNMENT = 4096;

  private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();
  private final AtomicInteger missing = new AtomicInteger(MOST);

  /** A buffer of unknown content, for one user; null if all have one. */
  @Nullable ByteBuffer take() {
    @Nullable ByteBuffer buffer = idle.poll();
    boolean isNew = buffer == null && missing.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    return isNew ? ByteBuffer.allocateDirect(SIZE + ALIGNMENT).alignedSlice(ALIGNMENT) : buffer;
  }

  /** Takes a buffer back, which its user must not touch any more. */
  void giveBack(ByteBuffer buffer) {
    idle.add(buffer);
  }
}
