package io.holdall.local;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Buffers outside the heap for reading large bodies, a few of which are kept for the next readers:
 * the memory of such a buffer comes back only some time after it was dropped.
 *
 * <p>Thread-safe.
 */
final class ReadBuffers {
  private static final int KEPT = 8;

  /** A page of memory: the kernel copies to its start faster than to other places. */
  private static final int ALIGNMENT = 4096;

  private final int size;
  private final Queue<ByteBuffer> idle = new ArrayBlockingQueue<>(KEPT);

  /**
   * @param size of each, in bytes
   */
  ReadBuffers(int size) {
    this.size = size;
  }

  /** A buffer of unknown content, for one thread. */
  ByteBuffer take() {
    @Nullable ByteBuffer buffer = idle.poll();
    return buffer == null ? allocate() : buffer;
  }

  private ByteBuffer allocate() {
    return ByteBuffer.allocateDirect(size + ALIGNMENT).alignedSlice(ALIGNMENT);
  }

  /** Takes a buffer back, which its user must not touch any more. */
  void giveBack(ByteBuffer buffer) {
    idle.offer(buffer.clear());
  }
}
