package io.holdall.s3;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what moves on the connections of a store, so that who waits for one of them can tell
 * whether it is in vain. Thread-safe.
 */
final class Traffic {
  private final LongAdder steps = new LongAdder();

  /** Bytes were sent or received, or a connection was given back. */
  void moved() {
    steps.increment();
  }

  /** Grows with whatever moves. */
  long steps() {
    return steps.sum();
  }
}
