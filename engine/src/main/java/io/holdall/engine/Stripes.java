package io.holdall.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Locks for keys: changes of one key come one after the other, those of different keys, but for a
 * few that happen to share a lock, at the same time. What concerns a bucket as a whole takes all
 * locks.
 */
final class Stripes {
  private static final int COUNT = 64;

  private final ReentrantLock[] locks = new ReentrantLock[COUNT];

  Stripes() {
    for (int i = 0; i < COUNT; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  <R> R withKey(String bucket, String key, Supplier<R> action) {
    int hash = (bucket.hashCode() * 31 + key.hashCode()) * 0x9E3779B9;
    ReentrantLock lock = locks[hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(COUNT))];
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void withAll(Runnable action) {
    int held = 0;
    try {
      while (held < COUNT) {
        locks[held].lock();
        held++;
      }
      action.run();
    } finally {
      while (held > 0) {
        locks[--held].unlock();
      }
    }
  }
}
