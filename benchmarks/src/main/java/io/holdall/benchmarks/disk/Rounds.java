package io.holdall.benchmarks.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures several things in turn, again and again, so that what disturbs the machine disturbs all
 * of them; the first round warms up and does not count. The figure of each is the median of its
 * rounds, and the spread is from the slowest to the fastest.
 */
final class Rounds {
  private static final int ROUNDS = 5;

  private final int threads;
  private final long nanos;
  private final List<Measured> all = new ArrayList<>();

  /** One operation; told how many there were before, in the thread and in all. */
  interface Work {
    void run(long number) throws IOException;
  }

  private static final class Measured {
    final String name;
    final Work work;
    final double[] perSecond = new double[ROUNDS - 1];

    Measured(String name, Work work) {
      this.name = name;
      this.work = work;
    }

    double median() {
      double[] sorted = perSecond.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  /**
   * @param threads how many do the work at once
   * @param nanos how long a round takes for each
   */
  Rounds(int threads, long nanos) {
    this.threads = threads;
    this.nanos = nanos;
  }

  void add(String name, Work work) {
    all.add(new Measured(name, work));
  }

  /** Measures all, prints how fast each is, and returns that beside the first. */
  List<Bar> run(String title) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        for (Measured each : all) {
          double rate = rate(executor, each.work);
          if (round > 0) {
            each.perSecond[round - 1] = rate;
          }
        }
      }
    } finally {
      executor.shutdown();
    }
    System.out.println(title);
    double first = all.get(0).median();
    for (Measured each : all) {
      System.out.printf(
          Locale.ROOT,
          "  %-24s %,12.1f a second (%,.1f to %,.1f), %6.2f of the first%n",
          each.name,
          each.median(),
          Arrays.stream(each.perSecond).min().orElseThrow(),
          Arrays.stream(each.perSecond).max().orElseThrow(),
          each.median() / first);
    }
    return all.stream().map(each -> new Bar(each.name, each.median() / first)).toList();
  }

  /**
   * How fast something was.
   *
   * @param ratio to the first
   */
  record Bar(String name, double ratio) {}

  private double rate(ExecutorService executor, Work work) throws Exception {
    LongAdder done = new LongAdder();
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      long offset = thread * 1_000_003L;
      running.add(
          executor.submit(
              () -> {
                long count = 0;
                do {
                  work.run(offset + count++);
                  done.increment();
                } while (System.nanoTime() - start < nanos);
                return count;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    return done.sum() * 1e9 / (System.nanoTime() - start);
  }
}
