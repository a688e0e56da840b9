package io.holdall.benchmarks.s3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Contenders that take turns in one process, in another order each round, so that whatever else
 * befalls the machine befalls all of them. The first is the measure: of every other the median over
 * the rounds is told of its time in relation to that of the first in the same round, with the
 * quartiles. (Forks of JMH run one after the other, minutes apart, which hides differences of a few
 * percent in a process that waits for a network.)
 */
final class Rounds {
  /** What is timed. */
  interface Work {
    void run() throws Exception;
  }

  private record Contender(String name, Work work) {}

  private final String title;
  private final int threads;
  private final Duration slice;
  private final List<Contender> contenders = new ArrayList<>();

  /**
   * @param threads that repeat the work at the same time
   * @param slice how long a contender's turn lasts at least; zero for once
   */
  Rounds(String title, int threads, Duration slice) {
    this.title = title;
    this.threads = threads;
    this.slice = slice;
  }

  Rounds add(String name, Work work) {
    contenders.add(new Contender(name, work));
    return this;
  }

  /** Measures and prints. */
  void run(int warmups, int rounds) throws Exception {
    double[][] times = new double[contenders.size()][rounds];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      order.add(i);
    }
    Random random = new Random(1);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      for (int round = -warmups; round < rounds; round++) {
        Collections.shuffle(order, random);
        for (int i : order) {
          double time = turn(workers, contenders.get(i).work());
          if (round >= 0) {
            times[i][round] = time;
          }
        }
      }
    } finally {
      workers.shutdown();
    }
    System.out.printf("%s, %d at a time, %d rounds%n", title, threads, rounds);
    for (int i = 0; i < contenders.size(); i++) {
      print(contenders.get(i).name(), times[i], times[0]);
    }
  }

  /** Seconds for one run of the work. */
  private double turn(ExecutorService workers, Work work) throws Exception {
    Callable<Long> repeated =
        () -> {
          long end = System.nanoTime() + slice.toNanos();
          long count = 0;
          do {
            work.run();
            count++;
          } while (System.nanoTime() - end < 0);
          return count;
        };
    List<Future<Long>> running = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      running.add(workers.submit(repeated));
    }
    long count = 0;
    for (Future<Long> one : running) {
      count += result(one);
    }
    return (System.nanoTime() - start) / 1e9 / count;
  }

  private static long result(Future<Long> running) throws Exception {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static void print(String name, double[] times, double[] measure) {
    double[] ratios = new double[times.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = times[i] / measure[i];
    }
    System.out.printf(
        "  %-40s %6.3f  (%.3f to %.3f)   %.3f ms%n",
        name,
        quantile(ratios, 0.5),
        quantile(ratios, 0.25),
        quantile(ratios, 0.75),
        quantile(times, 0.5) * 1e3);
  }

  private static double quantile(double[] values, double quantile) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = quantile * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
