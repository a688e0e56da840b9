package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PutOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is on the disk at any moment, on every kind of disk, opened as a store. */
class LocalStoreCrashTest {
  private static final String SEGMENT = "0000000001.seg";

  @TempDir Path temporary;

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
              // Nothing is to change while it is copied.
              .forceInterval(Duration.ofDays(1))
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
}
