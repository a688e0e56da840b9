package io.holdall.tck.broken;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Holds up one call of a broken store until another one has come. Thread-safe. */
final class Meeting {
  /** Long enough for another one to come, on a machine that is busy too. */
  private static final long MOST = TimeUnit.MILLISECONDS.toNanos(20);

  private final Lock lock = new ReentrantLock();
  private final Condition another = lock.newCondition();
  private long come;

  /** How many had come when one was awaited in vain; so that no call after it waits again. */
  private long inVain = -1;

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

  /** Waits for the next one, if any comes soon. */
  void await() {
    lock.lock();
    try {
      long before = come;
      for (long left = MOST; left > 0 && come == before && inVain != before; ) {
        left = another.awaitNanos(left);
      }
      if (come == before) {
        inVain = before;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
