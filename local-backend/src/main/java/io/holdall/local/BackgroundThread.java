package io.holdall.local;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A daemon thread that is there only while there is something to do, and shortly after. */
final class BackgroundThread {
  private BackgroundThread() {}

  static Executor create() {
    return new ThreadPoolExecutor(
        0,
        1,
        1,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> {
          Thread thread = new Thread(work, "holdall-log-upkeep");
          thread.setDaemon(true);
          return thread;
        });
  }
}
