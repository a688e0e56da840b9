package io.holdall.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes Ctrl-C an orderly end: the running command is told and gets time to clean up. */
final class Interrupts {
  /** For what is under way. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** For cleaning up; longer than a server may be silent before a store gives up on it. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean stopping;
  private final Runnable interrupt;
  private volatile @Nullable Runnable instead;

  private Interrupts(Runnable interrupt) {
    this.interrupt = interrupt;
  }

  /** For a command whose process is somebody else's. */
  static Interrupts none() {
    return new Interrupts(() -> {});
  }

  /**
   * From now on, when the process is asked to end, the calling thread is interrupted and the
   * process waits for {@link #done}, so that temporary files are removed and uploads aborted.
   */
  static Interrupts watch() {
    Interrupts interrupts = new Interrupts(Thread.currentThread()::interrupt);
    Runtime.getRuntime().addShutdownHook(new Thread(interrupts::stop, "holdall-stop"));
    return interrupts;
  }

  /** Whether the process has been asked to end. */
  boolean isStopping() {
    return stopping;
  }

  /**
   * What is done in place of interrupting the thread, by a command that has a better way. If the
   * command has not ended soon after, because the request under way hangs, the thread is
   * interrupted all the same.
   */
  void instead(Runnable action) {
    instead = action;
  }

  /** The command has ended; nothing is to be waited for. */
  void done() {
    done.countDown();
  }

  private void stop() {
    if (done.getCount() == 0) {
      return;
    }
    stopping = true;
    Runnable first = instead;
    try {
      if (first != null) {
        first.run();
        done.await(GRACE.toSeconds(), TimeUnit.SECONDS);
      }
      if (done.getCount() > 0) {
        interrupt.run();
      }
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("holdall: gave up waiting for the command to clean up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
