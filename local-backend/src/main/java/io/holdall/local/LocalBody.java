package io.holdall.local;

import io.holdall.engine.BodyRef;

/** A body of a local store, with the account of its holds. Thread-safe. */
abstract sealed class LocalBody implements BodyRef permits InlineBody, FileBody {
  private int holds;

  /**
   * @param holds how many there are to begin with
   */
  LocalBody(int holds) {
    this.holds = holds;
  }

  /** Takes one more hold, unless the body is gone: then false. */
  final synchronized boolean hold() {
    if (holds == 0) {
      return false;
    }
    holds++;
    return true;
  }

  /** Takes one more hold, for a record that is replayed: until all are, no body is gone. */
  final synchronized void holdAgain() {
    holds++;
  }

  /** Gives one hold back, and returns whether it was the last. */
  final synchronized boolean release() {
    if (holds == 0) {
      throw new IllegalStateException("released more often than held: " + this);
    }
    holds--;
    return holds == 0;
  }

  final synchronized boolean isHeld() {
    return holds > 0;
  }
}
