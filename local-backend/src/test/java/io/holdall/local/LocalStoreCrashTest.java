package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PutOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores whose process ends in the middle of something. */
class LocalStoreCrashTest {
  private static final String SEGMENT = "0000000001.seg";

  @TempDir Path temporary;

  // ---- a record cut off

  /**
   * Whatever prefix of the last record reached the disk: the old blob is there, or all of the new.
   */
  @ParameterizedTest
  @CsvSource({"UNIX, 100, 1", "UNIX, 70000, 97", "OSX, 300, 3", "WINDOWS, 300, 3", "REAL, 300, 37"})
  void aPutCutOffAnywhereLeavesTheOldBlobOrTheNew(Disk disk, int length, int step)
      throws IOException {
    Path root = disk.root(temporary);
    byte[] old = new byte[50];
    byte[] renewed = new byte[length];
    Arrays.fill(renewed, (byte) 7);
    long before;
    byte[] whole;
    Path crashed;
    try (BlobStore store = LocalStore.builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of(old), PutOptions.defaults().metadata("version", "old"));
      before = Files.size(root.resolve("log").resolve(SEGMENT));
      bucket.put("a", Body.of(renewed), PutOptions.defaults().metadata("version", "new"));
      crashed = Disk.copy(root, root.resolveSibling("crashed"));
      whole = Files.readAllBytes(root.resolve("log").resolve(SEGMENT));
    }
    for (int end = (int) before; end <= whole.length; end += stepTo(end, whole.length, step)) {
      Path copy =
          end == whole.length ? crashed : Disk.copy(crashed, root.resolveSibling("c" + end));
      Files.write(copy.resolve("log").resolve(SEGMENT), Arrays.copyOf(whole, end));
      try (BlobStore store = LocalStore.builder(copy).open()) {
        Bucket bucket = store.bucket("photos");
        boolean isNew = end == whole.length;
        assertThat(bucket.getBytes("a")).isEqualTo(isNew ? renewed : old);
        assertThat(bucket.head("a").metadata().asMap())
            .containsEntry("version", isNew ? "new" : "old");
        bucket.put("b", Body.of("goes on"));
      }
    }
  }

  private static int stepTo(int at, int end, int step) {
    return at < end ? Math.min(step, end - at) : 1;
  }

  /** A copy of the directory at any moment is what the end of the process leaves. */
  @ParameterizedTest
  @EnumSource
  void whatIsOnTheDiskAfterEachCallIsTheStore(Disk disk) throws IOException {
    for (Durability durability : Durability.values()) {
      Path root = disk.root(temporary).resolveSibling(durability.name());
      Steps steps = new Steps();
      try (BlobStore store =
          LocalStore.builder(root)
              .durability(durability)
              .segmentSize(2000)
              .background(steps)
              .open()) {
        Bucket bucket = store.createBucket("photos");
        Random random = new Random(42);
        for (int i = 0; i < 60; i++) {
          change(bucket, random);
          steps.runOne();
          Path copy = Disk.copy(root, root.resolveSibling(durability + "-copy-" + i));
          Contents expected = Contents.of(store);
          try (BlobStore reopened = LocalStore.builder(copy).open()) {
            assertThat(Contents.of(reopened)).isEqualTo(expected);
          }
        }
      }
    }
  }

  private static void change(Bucket bucket, Random random) {
    String key = "k" + random.nextInt(3);
    switch (random.nextInt(5)) {
      case 0 -> bucket.delete(key);
      case 1 -> {
        if (bucket.exists(key)) {
          bucket.copy(key, "k" + (random.nextInt(3) + 3));
        }
      }
      case 2 -> bucket.put(key, Body.of(new byte[65_537 + random.nextInt(100_000)]));
      case 3 -> bucket.startUpload(key).uploadPart(1, Body.of(new byte[random.nextInt(100_000)]));
      default -> bucket.put(key, Body.of("small " + random.nextInt()));
    }
  }

  // ---- a process killed

  /** What one of the writer's threads does in one round, always the same. */
  private static final class Work {
    private final Random random;
    private final String prefix;
    private long number;

    Work(int thread, int round) {
      random = new Random(100L * round + thread);
      prefix = thread + "-";
      number = round * 1_000_000L;
    }

    /** The next change; a negative number stands for a deletion. */
    Map.Entry<String, Long> next() {
      String key = prefix + random.nextInt(4);
      number++;
      return Map.entry(key, random.nextInt(6) == 0 ? -number : number);
    }
  }

  /**
   * Changes blobs in two threads for as long as it lives, and says of each change that it is done.
   */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      BlobStore store =
          LocalStore.builder(Path.of(args[0]))
              .durability(Durability.valueOf(args[1]))
              .segmentSize(1 << 16)
              .inlineLimit(2000)
              .open();
      Bucket bucket = store.bucket("photos");
      ExecutorService threads = Executors.newFixedThreadPool(2);
      for (int thread = 0; thread < 2; thread++) {
        int mine = thread;
        threads.execute(() -> write(bucket, mine, Integer.parseInt(args[2])));
      }
    }

    private static void write(Bucket bucket, int thread, int round) {
      Work work = new Work(thread, round);
      while (true) {
        Map.Entry<String, Long> change = work.next();
        if (change.getValue() < 0) {
          bucket.delete(change.getKey());
        } else {
          bucket.put(change.getKey(), Body.of(body(change.getValue())));
        }
        System.out.println(thread);
      }
    }
  }

  /** A body that tells its number throughout, and is small or large by it. */
  private static byte[] body(long number) {
    ByteBuffer body = ByteBuffer.allocate(8 * (number % 3 == 0 ? 1000 : 20));
    while (body.hasRemaining()) {
      body.putLong(number);
    }
    return body.array();
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void whatAKilledProcessHadDoneIsThere(Durability durability) throws Exception {
    Path root = temporary.resolve("root");
    try (BlobStore store = LocalStore.builder(root).open()) {
      store.createBucket("photos");
    }
    Map<String, Long> before = new TreeMap<>();
    for (int round = 1; round <= 6; round++) {
      Process writer = start(root, durability, round);
      int[] done;
      try {
        done = readUntilKilled(writer, 30 * round);
      } finally {
        writer.destroyForcibly();
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      try (BlobStore store = LocalStore.builder(root).open()) {
        before = checked(numbers(store.bucket("photos")), before, done, round);
      }
    }
  }

  private static Process start(Path root, Durability durability, int round) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            root.toString(),
            durability.name(),
            "" + round)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Kills the writer after so many changes, and counts what each thread had said by then. */
  private static int[] readUntilKilled(Process writer, int changes) throws IOException {
    int[] done = new int[2];
    try (BufferedReader reader = writer.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        done[Integer.parseInt(line)]++;
        if (done[0] + done[1] == changes) {
          // Process.destroyForcibly would close the stream, with what was said last.
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(done[0] + done[1]).isGreaterThanOrEqualTo(changes);
    return done;
  }

  private static Map<String, Long> numbers(Bucket bucket) {
    Map<String, Long> numbers = new TreeMap<>();
    for (BlobInfo blob : bucket.list()) {
      byte[] bytes = bucket.getBytes(blob.key());
      long number = ByteBuffer.wrap(bytes).getLong(0);
      assertThat(bytes).as("the whole body").isEqualTo(body(number));
      numbers.put(blob.key(), number);
    }
    return numbers;
  }

  /** All that was said to be done is found, and of each thread perhaps the next change. */
  private static Map<String, Long> checked(
      Map<String, Long> found, Map<String, Long> before, int[] done, int round) {
    for (int thread = 0; thread < 2; thread++) {
      Work work = new Work(thread, round);
      Map<String, Long> expected = ofThread(before, thread);
      for (int i = 0; i < done[thread]; i++) {
        apply(expected, work.next());
      }
      Map<String, Long> orNext = new TreeMap<>(expected);
      apply(orNext, work.next());
      assertThat(ofThread(found, thread)).isIn(expected, orNext);
    }
    return found;
  }

  private static Map<String, Long> ofThread(Map<String, Long> numbers, int thread) {
    Map<String, Long> own = new TreeMap<>(numbers);
    own.keySet().removeIf(key -> !key.startsWith(thread + "-"));
    return own;
  }

  private static void apply(Map<String, Long> numbers, Map.Entry<String, Long> change) {
    if (change.getValue() < 0) {
      numbers.remove(change.getKey());
    } else {
      numbers.put(change.getKey(), change.getValue());
    }
  }
}
