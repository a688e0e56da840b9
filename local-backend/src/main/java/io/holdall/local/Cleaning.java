package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;

/**
 * Appends again, slice by slice, what is still needed of the oldest segments, so that they can go.
 * May be broken off at any point; what was appended twice does no harm. Not thread-safe.
 */
interface Cleaning extends Closeable {
  /** The last of the segments that can go. */
  int last();

  /** How many bytes have been worked through. */
  long walked();

  /**
   * Does some more. After a failure to append, the next slice goes on there.
   *
   * @param bytes how many are worked through, or a little more; and as many at most are appended
   * @return false when all is done
   * @throws UnreadableSegmentException if a segment cannot be read, so that this cannot be gone on
   *     with
   * @throws IOException if the log cannot be written, a body not be read, or the store is closed
   */
  boolean slice(long bytes) throws IOException;
}
