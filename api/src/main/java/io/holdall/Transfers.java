package io.holdall;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What parallel transfers share: their threads, and how they end. */
final class Transfers {
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

  /** Returns the failure to be thrown again, or throws it if it is an error. */
  static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  static BlobStoreException interrupted(
      Access access, Operation operation, String key, InterruptedException e) {
    return access.error(
        ErrorCode.UNAVAILABLE,
        operation,
        key,
        "the thread was interrupted while it waited for a transfer",
        e);
  }
}
