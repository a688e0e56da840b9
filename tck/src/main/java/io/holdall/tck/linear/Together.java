package io.holdall.tck.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same time. */
public final class Together {
  /** The name of each thread. */
  public static final String THREAD = "holdall-client";

  private Together() {}

  /**
   * Starts all at one moment, each on a thread of its own, and waits for all to end, whatever
   * becomes of one of them: what is still under way could make something that nobody takes away. An
   * interrupt is passed on to all, and their ends awaited.
   *
   * @return what they returned, in order
   * @throws RuntimeException or Error, what the first of them in order threw, with what the others
   *     threw suppressed
   */
  public static <T> List<T> run(List<Callable<T>> tasks) {
    ExecutorService threads =
        Executors.newFixedThreadPool(tasks.size(), task -> new Thread(task, THREAD));
    try {
      CountDownLatch ready = new CountDownLatch(tasks.size());
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return task.call();
                }));
      }
      return results(futures, threads);
    } finally {
      threads.shutdown();
    }
  }

  private static <T> List<T> results(List<Future<T>> futures, ExecutorService threads) {
    List<T> results = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(await(future, threads));
      } catch (ExecutionException e) {
        failures.add(Objects.requireNonNull(e.getCause()));
      }
    }
    if (failures.isEmpty()) {
      return results;
    }
    Throwable first = failures.get(0);
    failures.stream().filter(it -> !it.equals(first)).forEach(first::addSuppressed);
    throw unchecked(first);
  }

  private static <T> T await(Future<T> future, ExecutorService threads) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          threads.shutdownNow(); // so that a request that hangs is given up
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
