package io.holdall.tck.broken;

import io.holdall.tck.linear.Together;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Holds up one call of a broken store until another one has come. Thread-safe. */
final class Meeting {
  /** Long enough for another one to come, on a machine that is busy too. */
  private static final long MOST = TimeUnit.MILLISECONDS.toNanos(5);

  private final Lock lock = new ReentrantLock();
  private final Condition another = lock.newCondition();
  private long come;

  /** A call has been made of those that are awaited. */
  void come() {
    lock.lock();
    try {
      come++;
      another.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody does anything beside the current thread. */
  static boolean isAlone() {
    return !Thread.currentThread().getName().equals(Together.THREAD);
  }

  /** Waits for the next one, if any comes soon. */
  void await() {
    if (isAlone()) {
      return;
    }
    lock.lock();
    try {
      long before = come;
      for (long left = MOST; left > 0 && come == before; ) {
        left = another.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
