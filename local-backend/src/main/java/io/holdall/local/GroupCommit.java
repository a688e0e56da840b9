package io.holdall.local;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets any number of threads that wait for durability share the forces of one log.
 *
 * <p>The first thread to wait forces for all that has been written by then; those that come
 * meanwhile wait for its end, and one of them forces next, for all of them. There is no timer, so a
 * thread that is alone waits for its own force only.
 *
 * <p>A force that failed fails everything after it: the system may have dropped what it could not
 * write, and a second force would succeed without it.
 *
 * <p>Thread-safe.
 */
final class GroupCommit {
  private final Force force;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean forcing;
  private volatile long forced;
  private volatile @Nullable Throwable failure;

  /** Makes durable everything written before the call. */
  interface Force {
    /** Returns the highest sequence that is durable now. Is called by one thread at a time. */
    long force() throws IOException;
  }

  /**
   * @param forced the highest sequence that is durable already
   */
  GroupCommit(long forced, Force force) {
    this.forced = forced;
    this.force = force;
  }

  /** The highest sequence that is known to be durable. */
  long forced() {
    return forced;
  }

  boolean hasFailed() {
    return failure != null;
  }

  /**
   * @throws LogFailedException if a force has failed
   */
  void check() throws LogFailedException {
    Throwable cause = failure;
    if (cause != null) {
      throw new LogFailedException(
          "The log could not be forced to its device and takes no more records until it is opened"
              + " again: "
              + cause.getMessage(),
          cause);
    }
  }

  /** Takes what happened to whoever was to force as a force that has failed. */
  void fail(Throwable cause) {
    lock.lock();
    try {
      failure = failure == null ? cause : failure;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when the record with this sequence, and all before it, are durable. An interrupt does
   * not end the wait, for the answer would not be known; the flag is set on return.
   *
   * @throws LogFailedException if that cannot be known any more
   */
  void await(long sequence) throws LogFailedException {
    if (forced >= sequence) {
      return;
    }
    lock.lock();
    try {
      while (forced < sequence) {
        check();
        if (forcing) {
          ended.awaitUninterruptibly();
        } else {
          lead();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forces without holding the lock, so that others can come and wait. */
  private void lead() {
    forcing = true;
    lock.unlock();
    long reached = forced;
    try {
      reached = force.force();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      lockAgain();
      forcing = false;
      forced = reached;
      ended.signalAll();
    }
  }

  private void lockAgain() {
    try {
      lock.lock();
    } catch (OutOfMemoryError e) {
      // For want of a place in the queue. Without the lock, all others would wait for ever.
      while (!lock.tryLock()) {
        Thread.onSpinWait();
      }
    }
  }
}
