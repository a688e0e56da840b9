package io.holdall.local;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** What a store would do in the background, done when a test says so. For one thread. */
final class Steps implements Executor {
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Override
  public void execute(Runnable step) {
    waiting.add(step);
  }

  /** Does the next step, if there is one. */
  void runOne() {
    Runnable step = waiting.poll();
    if (step != null) {
      step.run();
    }
  }

  /** Does all steps, and those that they lead to. */
  void runAll() {
    while (!waiting.isEmpty()) {
      runOne();
    }
  }

  /** Forgets what was to be done: the process has ended. */
  void clear() {
    waiting.clear();
  }
}
