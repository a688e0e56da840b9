package io.holdall.benchmarks.disk;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ListOptions;
import io.holdall.local.Durability;
import io.holdall.local.LocalStore;
import io.holdall.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Pages of 1,000 in a bucket of 1,000,000, and what it takes to open such a store. */
final class Pages {
  private static final int BLOBS = 1_000_000;
  private static final int LENGTH = 4096;

  /** What a key takes on the heap: a string of 34 bytes, with the headers of two objects. */
  private static final int KEY = 24 + 56;

  private static final long ROUND = 1_000_000_000L;

  private Pages() {}

  private static String key(long number) {
    return String.format(Locale.ROOT, "experiments/run-%07d/model.bin", number * 7919 % BLOBS);
  }

  static void run(Path directory, Path pictures) throws Exception {
    LocalStore.Builder builder =
        LocalStore.builder(directory.resolve("holdall")).durability(Durability.RELAXED);
    fill(builder);
    long before = heap();
    long start = System.nanoTime();
    try (BlobStore store = builder.open();
        BlobStore memory = MemoryStore.builder().open()) {
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "a store of %,d blobs of %,d bytes is open after %.2f s,"
              + " with %.1f bytes of heap for each beside its key%n",
          BLOBS,
          LENGTH,
          seconds,
          (double) (heap() - before) / BLOBS - KEY);
      Bucket onDisk = store.bucket("benchmark");
      Bucket inMemory = memory.createBucket("benchmark");
      for (int i = 0; i < BLOBS; i++) {
        inMemory.put(key(i), Body.empty());
      }
      Rounds rounds = new Rounds(1, ROUND);
      rounds.add("holdall in memory", number -> page(inMemory, number));
      rounds.add("holdall on disk", number -> page(onDisk, number));
      String page = "a page of 1,000 in a bucket of 1,000,000";
      BarChart.write(pictures.resolve("disk-page.svg"), page, rounds.run(page));
    }
  }

  private static void fill(LocalStore.Builder builder) {
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.createBucket("benchmark");
      byte[] body = new byte[LENGTH];
      for (int i = 0; i < BLOBS; i++) {
        bucket.put(key(i), Body.of(body));
      }
    }
  }

  /** What is alive, once the collector has settled. */
  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }

  private static void page(Bucket bucket, long number) throws IOException {
    String start = key(number * 31 % (BLOBS - 2000));
    if (bucket.listPage(ListOptions.all().startAfter(start)).entries().isEmpty()
        && number % BLOBS != 0) {
      throw new IOException("a page is empty");
    }
  }
}
