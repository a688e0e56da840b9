package io.holdall.benchmarks.disk;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ListOptions;
import io.holdall.local.Durability;
import io.holdall.local.LocalStore;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/**
 * A mixed load for as long as one likes, on a store whose contents stay as much: puts of small and
 * large blobs over one another, gets, deletes, copies, pages. Neither heap nor disk may grow.
 */
final class Soak {
  private static final int KEYS = 50_000;
  private static final int SEGMENT = 64 << 20;
  private static final int REPORTS = 20;

  /** What a blob takes in the log and its index beside its bytes, with room to spare. */
  private static final int AROUND_BLOB = 500;

  private static final int INLINE = 64 << 10;

  private final Bucket bucket;
  private final Path directory;
  private final Random random = new Random(1);

  /** The length of each blob, -1 for none. */
  private final int[] lengths = new int[KEYS];

  private final byte[] bytes = new byte[200_000];

  private Soak(Bucket bucket, Path directory) {
    this.bucket = bucket;
    this.directory = directory;
    java.util.Arrays.fill(lengths, -1);
    random.nextBytes(bytes);
  }

  static void run(Path directory, long operations) throws IOException {
    Path root = directory.resolve("holdall");
    try (BlobStore store =
        LocalStore.builder(root).durability(Durability.RELAXED).segmentSize(SEGMENT).open()) {
      new Soak(store.createBucket("benchmark"), root).run(operations);
    }
  }

  private void run(long operations) throws IOException {
    System.out.println("operations    a second   heap MB    disk MB    live MB   bound MB");
    long start = System.nanoTime();
    long step = Math.max(1, operations / REPORTS);
    long most = Long.MIN_VALUE;
    for (long i = 1; i <= operations; i++) {
      operate();
      if (i % (step / 20 + 1) == 0 || i % step == 0) {
        long disk = disk();
        most = Math.max(most, disk - bound());
        if (disk > bound()) {
          throw new IOException(
              "after %s operations the disk holds %s bytes, and %s are allowed"
                  .formatted(i, disk, bound()));
        }
      }
      if (i % step == 0) {
        System.out.printf(
            Locale.ROOT,
            "%,10d %,11.0f %9d %10d %10d %10d%n",
            i,
            i * 1e9 / (System.nanoTime() - start),
            heap() >> 20,
            disk() >> 20,
            live() >> 20,
            bound() >> 20);
      }
    }
    System.out.printf("never nearer to the bound than %d MB%n", -(most >> 20));
  }

  private void operate() throws IOException {
    int at = random.nextInt(KEYS);
    String key = "key-" + at;
    int what = random.nextInt(100);
    if (what < 50) {
      int length =
          random.nextInt(200) == 0 ? 70_000 + random.nextInt(100_000) : random.nextInt(8000);
      bucket.put(key, Body.of(java.util.Arrays.copyOf(bytes, length)));
      lengths[at] = length;
    } else if (what < 85) {
      if (lengths[at] >= 0 && bucket.getBytes(key).length != lengths[at]) {
        throw new IOException(key + " has another length");
      }
    } else if (what < 93) {
      bucket.delete(key);
      lengths[at] = -1;
    } else if (what < 99) {
      int to = random.nextInt(KEYS);
      if (lengths[at] >= 0 && to != at) {
        bucket.copy(key, "key-" + to);
        lengths[to] = lengths[at];
      }
    } else {
      bucket.listPage(ListOptions.all().startAfter(key));
    }
  }

  private long live() {
    long live = 0;
    for (int length : lengths) {
      live += length < 0 ? 0 : length + AROUND_BLOB;
    }
    return live;
  }

  /** Twice the live bytes that are in the log, those that are in files, and two segments. */
  private long bound() {
    long log = 0;
    long files = 0;
    for (int length : lengths) {
      if (length > INLINE) {
        files += length + AROUND_BLOB;
        log += AROUND_BLOB;
      } else if (length >= 0) {
        log += length + AROUND_BLOB;
      }
    }
    return 2 * log + files + 2L * SEGMENT;
  }

  private long disk() throws IOException {
    LongAdder size = new LongAdder();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            size.add(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // It was removed meanwhile.
            return FileVisitResult.CONTINUE;
          }
        });
    return size.sum();
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
