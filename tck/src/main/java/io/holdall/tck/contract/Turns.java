package io.holdall.tck.contract;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * A writer and readers who wait for each other, so that every write comes upon a read, whichever of
 * their threads the machine runs first. Thread-safe.
 */
final class Turns {
  /** More than anybody waits for. */
  private static final int ALL = 1000;

  private final int readsPerWrite;
  private final Semaphore reads = new Semaphore(0);
  private final Semaphore begun = new Semaphore(0);

  /**
   * @param readsPerWrite how many reads, of all readers, may begin for each write
   */
  Turns(int readsPerWrite) {
    this.readsPerWrite = readsPerWrite;
  }

  /**
   * The writer.
   *
   * @param write told the number of the write, from 1
   */
  Callable<Integer> writer(int writes, IntConsumer write) {
    return () -> {
      try {
        for (int i = 1; i <= writes; i++) {
          reads.release(readsPerWrite - readsPerWrite / 2);
          begun.acquireUninterruptibly();
          reads.release(readsPerWrite / 2); // of those that come when it has begun
          write.accept(i);
        }
        return writes;
      } finally {
        end();
      }
    };
  }

  /**
   * A reader.
   *
   * @param read told what the read before returned, at first 0
   */
  Callable<Integer> reader(int times, IntUnaryOperator read) {
    return () -> {
      try {
        int last = 0;
        for (int i = 0; i < times; i++) {
          reads.acquireUninterruptibly();
          begun.release();
          last = read.applyAsInt(last);
        }
        return last;
      } finally {
        end();
      }
    };
  }

  /** Lets nobody wait any more for one who has ended, perhaps by a failure. */
  private void end() {
    reads.release(ALL);
    begun.release(ALL);
  }
}
