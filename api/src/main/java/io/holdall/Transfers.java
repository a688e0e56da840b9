package io.holdall;

import io.holdall.spi.DriverException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What parallel transfers share: their threads, and how they end. */
final class Transfers {
  private static final String INTERRUPTED = "the thread was interrupted during a transfer";

  private Transfers() {}

  /** A thread that does not keep the process alive. */
  static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "holdall-transfer");
    thread.setDaemon(true);
    return thread;
  }

  /** The result of a task, or what it threw, thrown here. */
  static <T> T result(Future<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw unchecked(cause == null ? e : cause);
    }
  }

  /** As {@link #result}, however often the thread is interrupted meanwhile, which it keeps. */
  static <T> T resultInTheEnd(Future<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result(task);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns the failure to be thrown again, or throws it if it is an error. */
  static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  /** What a transfer ends with whose thread was interrupted, in whatever it did or waited for. */
  static BlobStoreException interrupted(
      Access access, Operation operation, String key, Exception e) {
    return access.error(ErrorCode.UNAVAILABLE, operation, key, INTERRUPTED, e);
  }

  /** As a failure of the body, of a temporary file, and the like. */
  static DriverException failure(ErrorCode code, String detail, Exception e) {
    // Files end the read or write of a thread that is interrupted, and close themselves.
    return e instanceof ClosedByInterruptException
        ? new DriverException(ErrorCode.UNAVAILABLE, INTERRUPTED, false, e)
        : new DriverException(code, detail, false, e);
  }
}
