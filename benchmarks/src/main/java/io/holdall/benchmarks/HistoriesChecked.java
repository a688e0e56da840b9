package io.holdall.benchmarks;

import io.holdall.BlobStore;
import io.holdall.memory.MemoryStore;
import io.holdall.tck.linear.Clients;
import io.holdall.tck.linear.KeyHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Tells how many operations of concurrent histories the kit records and checks in a second, on a
 * store in memory: three clients, up to three keys, ten calls each, a new bucket for each history.
 */
public final class HistoriesChecked {
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  private HistoriesChecked() {}

  public static void main(String[] args) {
    Random random = new Random(1);
    try (BlobStore store = MemoryStore.builder().open()) {
      during(store, random, WARM_UP);
      long operations = during(store, random, MEASURED);
      System.out.printf(
          "%,d operations a second, recorded and checked%n", operations / MEASURED.toSeconds());
    }
  }

  private static long during(BlobStore store, Random random, Duration time) {
    long operations = 0;
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      String name = "histories-" + random.nextInt(1 << 30) + "-" + i;
      List<KeyHistory> histories = clients(random).run(store.createBucket(name));
      for (KeyHistory history : histories) {
        history.check();
        operations += history.operations().size();
      }
    }
    return operations;
  }

  private static Clients clients(Random random) {
    Clients.Act[] acts = Clients.Act.values();
    List<List<Clients.Step>> scripts = new ArrayList<>();
    for (int client = 0; client < 3; client++) {
      scripts.add(
          random
              .ints(10, 0, acts.length)
              .mapToObj(act -> new Clients.Step(acts[act], random.nextInt(3)))
              .toList());
    }
    return new Clients(3, 100, scripts);
  }
}
