package io.holdall.benchmarks.disk;

import io.holdall.local.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Blobs of 4 KiB, put over one another, and got. */
final class SmallBlobs {
  private static final int KEYS = 1_000;
  private static final long ROUND = 1_000_000_000L;

  private SmallBlobs() {}

  private static String key(long number) {
    return "key-" + number * 7919 % KEYS;
  }

  /** One thread, nothing forced. */
  static void relaxed(Path directory, Path pictures) throws Exception {
    try (Contestants contestants = Contestants.open(directory)) {
      byte[] body = body();
      Rounds puts = new Rounds(1, ROUND);
      Rounds gets = new Rounds(1, ROUND);
      for (Contestant each : contestants.all()) {
        puts.add(each.name(), number -> each.put(key(number), body));
        gets.add(each.name(), number -> check(each.get(key(number))));
      }
      String put = "put of 4 KiB, one thread, nothing forced";
      BarChart.write(pictures.resolve("disk-put-relaxed.svg"), put, puts.run(put));
      for (Contestant each : contestants.all()) {
        for (int i = 0; i < KEYS; i++) {
          each.put(key(i), body);
        }
      }
      String get = "get of 4 KiB, one thread";
      BarChart.write(pictures.resolve("disk-get.svg"), get, gets.run(get));
    }
  }

  /** What has been put survives the end of the machine. No peer can do that. */
  static void durable(Path directory, Path pictures) throws Exception {
    byte[] body = body();
    for (int threads : new int[] {1, 16}) {
      Path own = directory.resolve("threads-" + threads);
      try (RawFiles raw = new RawFiles(own, true);
          Holdall ours = new Holdall(own, Durability.DURABLE)) {
        Rounds puts = new Rounds(threads, 2 * ROUND);
        puts.add(raw.name(), number -> raw.put(key(number), body));
        puts.add(ours.name(), number -> ours.put(key(number), body));
        String put = "put of 4 KiB, forced, threads: " + threads;
        BarChart.write(
            pictures.resolve("disk-put-durable-%s.svg".formatted(threads)), put, puts.run(put));
      }
    }
  }

  private static byte[] body() {
    byte[] body = new byte[4096];
    new Random(1).nextBytes(body);
    return body;
  }

  private static void check(int length) throws IOException {
    if (length != 4096) {
      throw new IOException("a blob has " + length + " bytes");
    }
  }
}
