package io.holdall.local;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
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
  private final IntFunction<ByteBuffer> memory;

  ReadBuffers() {
    this(ByteBuffer::allocateDirect);
  }

  /**
   * @param memory gives as many bytes, of whatever content
   */
  ReadBuffers(IntFunction<ByteBuffer> memory) {
    this.memory = memory;
  }

  /**
   * A buffer of unknown content, for one user; null if all have one, or there is no memory outside
   * the heap for another.
   */
  @Nullable ByteBuffer take() {
    @Nullable ByteBuffer buffer = idle.poll();
    boolean isNew = buffer == null && missing.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    return isNew ? make() : buffer;
  }

  private @Nullable ByteBuffer make() {
    try {
      return memory.apply(SIZE + ALIGNMENT).alignedSlice(ALIGNMENT);
    } catch (OutOfMemoryError e) {
      // Of that memory alone, of which the application may have left none: reads go on without.
      missing.incrementAndGet();
      return null;
    }
  }

  /** Takes a buffer back, which its user must not touch any more. */
  void giveBack(ByteBuffer buffer) {
    idle.add(buffer);
  }
}
