package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A daemon thread that forces a log at intervals, until that fails. */
final class BackgroundForce implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(BackgroundForce.class.getName());

  private final ScheduledExecutorService executor;
  private final Future<?> task;

  /** Forces a log, and lets the log remember a failure. */
  interface Force {
    void force() throws IOException;
  }

  BackgroundForce(Duration interval, Force force) {
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "holdall-log-force");
              thread.setDaemon(true);
              return thread;
            });
    this.task =
        executor.scheduleWithFixedDelay(
            () -> run(force), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void run(Force force) {
    try {
      force.force();
    } catch (IOException e) {
      // Nobody may change anything for a long time, and so be told.
      LOGGER.log(
          System.Logger.Level.WARNING,
          "What was changed last may be lost if the machine ends. " + e.getMessage(),
          e);
      // Ends the task; the log has the failure, and tells it to the next who appends or closes.
      throw new UncheckedIOException(e);
    }
  }

  /** A force under way comes to its end; no other begins. */
  @Override
  public void close() {
    task.cancel(false);
    executor.shutdown();
  }
}
