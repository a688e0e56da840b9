package io.holdall.local;

import java.util.ArrayList;
import java.util.List;

/**
 * Actions that must not be done before the log proves, to whoever opens it next, that its records
 * up to some sequence had been forced.
 *
 * <p>Thread-safe. An action runs in the thread that adds it, or in the one that brings the proof.
 */
final class Deferred {
  private List<Action> waiting = new ArrayList<>();
  private long proven;

  private record Action(long sequence, Runnable work) {}

  /**
   * @param proven the highest sequence for which there is a proof already
   */
  Deferred(long proven) {
    this.proven = proven;
  }

  /** Runs {@code work} as soon as the records up to {@code sequence} are proven to be forced. */
  void add(long sequence, Runnable work) {
    synchronized (this) {
      if (proven < sequence) {
        waiting.add(new Action(sequence, work));
        return;
      }
    }
    work.run();
  }

  /** There is a proof, itself durable, that the records up to {@code sequence} were forced. */
  void proven(long sequence) {
    for (Action action : take(sequence)) {
      action.work().run();
    }
  }

  private synchronized List<Action> take(long sequence) {
    proven = Math.max(proven, sequence);
    List<Action> ready = new ArrayList<>();
    List<Action> others = new ArrayList<>();
    for (Action action : waiting) {
      (action.sequence() <= proven ? ready : others).add(action);
    }
    waiting = others;
    return ready;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }
}
