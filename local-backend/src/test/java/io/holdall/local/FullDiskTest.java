package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores on a disk that becomes full, and that is emptied by deleting blobs. */
class FullDiskTest {
  private static final int DISK = 2 << 20;

  private final Path root =
      Jimfs.newFileSystem(
              Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(DISK).build())
          .getPath("/root");

  private BlobStore open() {
    return LocalStore.builder(root).segmentSize(1 << 16).inlineLimit(1000).open();
  }

  private static void failsForWantOfRoom(Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            BlobStoreException.class,
            e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.STORAGE_FULL));
  }

  /** Puts blobs of a length until there is no room for one more, and returns their keys. */
  private static List<String> fill(Bucket bucket, int length) {
    List<String> keys = new ArrayList<>();
    while (true) {
      String key = length + "-" + keys.size();
      try {
        bucket.put(key, Body.of(new byte[length]));
      } catch (BlobStoreException e) {
        assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.STORAGE_FULL);
        return keys;
      }
      keys.add(key);
    }
  }

  @Test
  void aFullDiskIsEmptiedByDeleting() throws IOException {
    for (int round = 0; round < 5; round++) {
      List<String> keys;
      try (BlobStore store = open()) {
        Bucket bucket = round == 0 ? store.createBucket("photos") : store.bucket("photos");
        keys = fill(bucket, 50_000);
        // What is too small for the next large one.
        fill(bucket, 900);
        fill(bucket, 0);
        if (round % 2 == 0) {
          keys.forEach(bucket::delete);
          bucket.put("a", Body.of(new byte[500_000]));
          bucket.delete("a");
        }
      }
      // And so is one that was full when the store was opened.
      try (BlobStore store = open()) {
        Bucket bucket = store.bucket("photos");
        keys.forEach(bucket::delete);
        bucket.put("a", Body.of(new byte[500_000]));
        assertThat(bucket.getBytes("a")).hasSize(500_000);
        bucket.delete("a");
      }
    }
  }

  @Test
  void whatMakesRoomWorksManyTimesOnAFullDisk() {
    try (BlobStore store = open()) {
      Bucket bucket = store.createBucket("photos");
      List<String> keys = fill(bucket, 0);
      assertThat(keys).hasSizeGreaterThan(1000);
      List<String> some = keys.subList(0, 1000);
      some.forEach(bucket::delete);
      assertThat(bucket.exists(keys.get(0))).isFalse();
      assertThat(bucket.exists(keys.get(1000))).isTrue();
    }
  }

  private Path larger() {
    return Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(3 * DISK).build())
        .getPath("/root");
  }

  private static void order(List<String> keys, Order order) {
    switch (order) {
      case AS_PUT -> {}
      case BACKWARDS -> Collections.reverse(keys);
      case SHUFFLED -> Collections.shuffle(keys, new Random(1));
    }
  }

  private enum Order {
    AS_PUT,
    BACKWARDS,
    SHUFFLED
  }

  /** Whether the background comes to do anything, or the writers have to do it all, and so on. */
  private static Stream<Arguments> waysToEmptyADisk() {
    return Stream.of(false, true)
        .flatMap(
            background ->
                Stream.of(Order.values())
                    .flatMap(
                        order ->
                            Stream.of(1 << 15, 1 << 18, 64 << 20)
                                .map(size -> Arguments.of(background, order, size))));
  }

  @ParameterizedTest
  @MethodSource("waysToEmptyADisk")
  void aDiskFullOfSmallBlobsIsEmptiedOneByOne(boolean background, Order order, int segmentSize) {
    Steps steps = new Steps();
    try (BlobStore store =
        LocalStore.builder(larger()).segmentSize(segmentSize).background(steps).open()) {
      Bucket bucket = store.createBucket("photos");
      List<String> keys = fill(bucket, 300);
      assertThat(keys).hasSizeGreaterThan(5000);
      order(keys, order);
      for (String key : keys) {
        bucket.delete(key);
        if (background) {
          steps.runAll();
        }
      }
      assertThat(bucket.list().stream()).isEmpty();
      assertThat(fill(bucket, 300)).hasSizeGreaterThan(keys.size() / 2);
    }
  }

  @Test
  void aFullDiskIsEmptiedThoughTheStoreIsClosedBetweenDeletions() {
    Path path = larger();
    List<String> keys;
    try (BlobStore store = LocalStore.builder(path).segmentSize(1 << 18).open()) {
      keys = fill(store.createBucket("photos"), 300);
    }
    Collections.shuffle(keys, new Random(1));
    int deleted = 0;
    while (deleted < keys.size()) {
      try (BlobStore store =
          LocalStore.builder(path).segmentSize(1 << 18).background(new Steps()).open()) {
        Bucket bucket = store.bucket("photos");
        int end = Math.min(deleted + 211, keys.size());
        keys.subList(deleted, end).forEach(bucket::delete);
        deleted = end;
      }
    }
    Steps steps = new Steps();
    try (BlobStore store = LocalStore.builder(path).segmentSize(1 << 18).background(steps).open()) {
      Bucket bucket = store.bucket("photos");
      int found = fill(bucket, 300).size();
      steps.runAll();
      assertThat(found + fill(bucket, 300).size()).isGreaterThan(keys.size() / 2);
    }
  }

  @Test
  void theReserveIsKeptAgainAsSoonAsThereIsRoom() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = store.createBucket("photos");
      assertThat(Files.size(root.resolve(Reserve.NAME))).isEqualTo(Reserve.SIZE);
      List<String> keys = fill(bucket, 50_000);
      // Deleting these gives no room at once.
      fill(bucket, 900);
      for (String key : fill(bucket, 0)) {
        bucket.delete(key);
        if (!Files.exists(root.resolve(Reserve.NAME))) {
          break;
        }
      }
      assertThat(root.resolve(Reserve.NAME)).doesNotExist();
      failsForWantOfRoom(() -> bucket.put("small", Body.of("1")));
      keys.forEach(bucket::delete);
      bucket.put("small", Body.of("1"));
      // Beside what removals take, as much as the longest segment has.
      assertThat(Files.size(root.resolve(Reserve.NAME)))
          .isBetween((long) Reserve.SIZE, (long) Reserve.SIZE + (1 << 16));
    }
  }
}
