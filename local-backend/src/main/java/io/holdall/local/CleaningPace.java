package io.holdall.local;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares what a pass of cleaning has worked through with what others have written meanwhile;
 * {@link LogSpace} says how much it has to be. Thread-safe.
 */
final class CleaningPace {
  private final SegmentUsage usage;
  private final long segmentSize;

  /** What cleaning has appended. */
  private final AtomicLong appended = new AtomicLong();

  /** What others had written when the pass began, and what it has worked through since. */
  private final AtomicLong began = new AtomicLong();

  private final AtomicLong worked = new AtomicLong();

  CleaningPace(SegmentUsage usage, long segmentSize) {
    this.usage = usage;
    this.segmentSize = segmentSize;
  }

  void beginPass() {
    began.set(writtenByOthers());
    worked.set(0);
  }

  /** Cleaning has appended so many bytes more. */
  void appended(long bytes) {
    appended.addAndGet(bytes);
  }

  /** The pass has worked through so many bytes more. */
  void worked(long bytes) {
    worked.addAndGet(bytes);
  }

  boolean isBehind() {
    return LogSpace.PACE * (writtenByOthers() - began.get()) - worked.get() > segmentSize / 2;
  }

  private long writtenByOthers() {
    return usage.written() - appended.get();
  }
}
