package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.MultipartUpload;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the space of what is superfluous comes back. */
@ExtendWith(QuietLog.class)
class CleanerTest {
  private static final int SEGMENT = 10_000;

  @TempDir Path temporary;

  private final Steps steps = new Steps();

  private LocalStore.Builder builder(Path root) {
    return LocalStore.builder(root)
        .segmentSize(SEGMENT)
        .inlineLimit(1000)
        .limits(new io.holdall.Limits(1 << 30, 1 << 30, 0, 10_000))
        .background(steps);
  }

  private static long logSize(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("log"))) {
      long size = 0;
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[300];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** What the log of a store that has only what this one has would take, with its indexes. */
  private long liveBytes(BlobStore store, Path scratch) throws IOException {
    Steps indexing = new Steps();
    try (BlobStore fresh = builder(scratch).background(indexing).open()) {
      Bucket to = fresh.createBucket("photos");
      Bucket from = store.bucket("photos");
      from.list().forEach(blob -> to.put(blob.key(), Body.of(from.getBytes(blob.key()))));
      indexing.runAll();
      return logSize(scratch);
    }
  }

  // ---- what is there

  /**
   * A record that says a blob again is forced later than it is written. Until then the blob may be
   * replaced, and its body removed; the replacement has been acknowledged.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatIsReplacedWhileItIsBeingMovedStaysReplaced(int stepsDone) throws IOException {
    Path root = Disk.UNIX.root(temporary);
    int mib = 1 << 20;
    try (BlobStore store =
        LocalStore.builder(root).segmentSize(12 * mib).inlineLimit(mib).background(steps).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("moved", Body.of(new byte[2 * mib]));
      for (int i = 0; i < 14; i++) {
        bucket.put("hot", Body.of(new byte[mib]));
      }
      for (int i = 0; i < stepsDone; i++) {
        steps.runOne();
      }
      bucket.put("moved", Body.of("replaced"));
      Path killed = Disk.copy(root, root.resolveSibling("killed"));
      try (BlobStore reopened = LocalStore.builder(killed).open()) {
        assertThat(reopened.bucket("photos").getString("moved")).isEqualTo("replaced");
      }
    }
  }

  // ---- how much there is

  /**
   * Nothing is done in the background, so the writers do it all, and just what they must: with the
   * cold blobs in front, the worst of cases.
   */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void atMostTwiceWhatLivesAndTwoSegmentsAreHeld(Durability durability) throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).durability(durability).open()) {
      Bucket bucket = store.createBucket("photos");
      for (int i = 0; i < 300; i++) {
        bucket.put("cold" + i, Body.of(bytes(i)));
      }
      bucket.put("hot", Body.of(bytes(0)));
      long bound = 2 * liveBytes(store, root.resolveSibling("scratch")) + 2 * SEGMENT;
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 6000; i++) {
        bucket.put("hot", Body.of(bytes(i)));
        long size = logSize(root);
        assertThat(size).isLessThanOrEqualTo(bound);
        if (i > 3000) {
          least = Math.min(least, size);
        }
      }
      assertThat(least).as("something came back").isLessThan(bound - SEGMENT);
      assertCold(bucket);
    }
    try (BlobStore store = builder(root).open()) {
      assertCold(store.bucket("photos"));
      assertThat(store.bucket("photos").getBytes("hot")).isEqualTo(bytes(5999));
    }
  }

  /** Uploads that stay open are said again and again, and each time as often as it takes. */
  @Test
  void openUploadsMakeTheLogNoLonger() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      List<MultipartUpload> uploads = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        uploads.add(bucket.startUpload("upload" + i));
      }
      for (int number = 1; number <= 25; number++) {
        for (MultipartUpload upload : uploads) {
          upload.uploadPart(number, Body.of(new byte[10]));
        }
      }
      long once = logSize(root);
      for (int i = 0; i < 20_000; i++) {
        bucket.put("hot", Body.of(bytes(i)));
        if (i % 10 == 0) {
          // The indexes have at most as much again.
          assertThat(logSize(root)).isLessThanOrEqualTo(4 * once + 2 * SEGMENT);
        }
      }
      assertThat(uploads).allSatisfy(upload -> assertThat(upload.parts()).hasSize(25));
    }
    try (BlobStore store = builder(root).open()) {
      assertThat(store.bucket("photos").listUploads("")).hasSize(40);
    }
  }

  /** Each upload that was started for the key may have become the blob under it. */
  @Test
  void uploadsThatWereAbortedMakeTheLogNoLonger() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      MultipartUpload whole = bucket.startUpload("parts");
      List<UploadedPart> parts = new ArrayList<>();
      for (int number = 1; number <= 25; number++) {
        parts.add(whole.uploadPart(number, Body.of(bytes(number))));
      }
      whole.complete(parts);
      long once = logSize(root);
      for (int i = 0; i < 10_000; i++) {
        bucket.startUpload("parts").abort();
        if (i % 10 == 0) {
          assertThat(logSize(root)).isLessThanOrEqualTo(4 * once + 2 * SEGMENT);
        }
      }
    }
    try (BlobStore store = builder(root).open()) {
      assertThat(store.bucket("photos").getBytes("parts")).hasSize(25 * 300);
    }
  }

  private static void assertCold(Bucket bucket) {
    for (int i = 0; i < 300; i++) {
      assertThat(bucket.getBytes("cold" + i)).isEqualTo(bytes(i));
    }
  }

  @Test
  void whatWasDeletedIsGoneAndSoAreTheDeletions() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 200; i++) {
          bucket.put("k" + i, Body.of(bytes(i)));
        }
        for (int i = 0; i < 200; i++) {
          bucket.delete("k" + i);
        }
        steps.runAll();
        assertThat(logSize(root)).isLessThan(2 * SEGMENT);
      }
      bucket.put("last", Body.of("1"));
    }
    try (BlobStore store = builder(root).open()) {
      assertThat(store.bucket("photos").list()).hasSize(1);
      store.bucket("photos").delete("last");
      store.deleteBucket("photos");
    }
  }

  @Test
  void aLogThatIsInOrderIsLeftAlone() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      for (int i = 0; i < 300; i++) {
        bucket.put("k" + i, Body.of(bytes(i)));
        steps.runAll();
      }
      assertThat(root.resolve("log/0000000001.seg")).exists();
    }
  }

  // ---- what stays

  /** Has all segments but the last cleaned, by making enough of them superfluous. */
  private void churn(BlobStore store) {
    Bucket bucket =
        store.bucketExists("churn") ? store.bucket("churn") : store.createBucket("churn");
    for (int i = 0; i < 400; i++) {
      bucket.put("churn", Body.of(bytes(i)));
      steps.runAll();
    }
  }

  private static void assertCleaned(Path root) {
    assertThat(root.resolve("log/0000000001.seg")).doesNotExist();
  }

  @Test
  void aBodyThatOnlyACopyNamesStays() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of(bytes(1)));
      bucket.copy("a", "b");
      bucket.delete("a");
      for (int i = 0; i < 3; i++) {
        churn(store);
        assertThat(bucket.getBytes("b")).isEqualTo(bytes(1));
      }
      assertCleaned(root);
    }
    try (BlobStore store = builder(root).open()) {
      churn(store);
      assertThat(store.bucket("photos").getBytes("b")).isEqualTo(bytes(1));
    }
  }

  @Test
  void whatComesOfSeveralChangesStays() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    Contents before;
    String open;
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      store.createBucket("empty");
      bucket.put("tagged", Body.of(bytes(1)));
      bucket.put("large", Body.of(new byte[5000]));
      churn(store);
      bucket.setTags("tagged", Tags.none().with("x", "1"));
      MultipartUpload whole = bucket.startUpload("parts");
      churn(store);
      UploadedPart first = whole.uploadPart(1, Body.of(bytes(2)));
      churn(store);
      UploadedPart second =
          whole.copyPart(2, bucket.ref("tagged"), Optional.empty(), ReadConditions.none());
      MultipartUpload unfinished = bucket.startUpload("unfinished");
      open = unfinished.id();
      unfinished.uploadPart(7, Body.of(bytes(3)));
      whole.complete(List.of(first, second));
      bucket.delete("tagged");
      before = photos(store);
      for (int i = 0; i < 3; i++) {
        churn(store);
        assertThat(photos(store)).isEqualTo(before);
      }
      assertCleaned(root);
    }
    try (BlobStore store = builder(root).open()) {
      assertThat(photos(store)).isEqualTo(before);
      Bucket bucket = store.bucket("photos");
      churn(store);
      MultipartUpload unfinished = bucket.upload("unfinished", open);
      unfinished.complete(List.of(unfinished.parts().get(0).part()));
      churn(store);
      assertThat(bucket.getBytes("unfinished")).isEqualTo(bytes(3));
      assertThat(bucket.getBytes("parts")).startsWith(bytes(2)).endsWith(bytes(1));
    }
  }

  /**
   * Several records call for the blob of an upload. Wherever between them the store is opened
   * again, the body that goes with one of them stays.
   */
  @Test
  void theBodyOfAPartStaysThoughTheStoreIsOpenedInBetween() throws IOException {
    for (int i = 0; i < 15 * 15; i++) {
      Path root = Disk.UNIX.root(temporary);
      LocalStore.Builder builder = builder(root).segmentSize(2000);
      try (BlobStore store = builder.open()) {
        Bucket bucket = store.createBucket("photos");
        MultipartUpload upload = bucket.startUpload("parts");
        heat(bucket, 10 + i % 15);
        UploadedPart part = upload.uploadPart(1, Body.of(bytes(1)));
        heat(bucket, i / 15);
        upload.complete(List.of(part));
        heat(bucket, i / 15);
      }
      for (int opened = 0; opened < 3; opened++) {
        try (BlobStore store = builder.open()) {
          assertThat(store.bucket("photos").getBytes("parts")).isEqualTo(bytes(1));
          heat(store.bucket("photos"), 8);
        }
      }
      assertCleaned(root);
    }
  }

  private void heat(Bucket bucket, int times) {
    for (int i = 0; i < times; i++) {
      bucket.put("hot", Body.of(bytes(i)));
      steps.runAll();
    }
  }

  /** All but what makes the churn. */
  private static Contents photos(BlobStore store) {
    Contents all = Contents.of(store);
    all.buckets().keySet().removeIf(bucket -> bucket.name().equals("churn"));
    return all;
  }

  // ---- while it is used

  /** Everybody checks everything, and the real background works along. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void readsAndWritesGoOn(Durability durability) throws Exception {
    useByThreads(durability, log -> {});
  }

  /** Each time, all that the store knows is said again in the midst of changes. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void readsAndWritesGoOnThoughSegmentsBecomeUnreadable(Durability durability) throws Exception {
    Spoiler spoiler = new Spoiler();
    useByThreads(durability, spoiler::spoil);
    assertThat(spoiler.gone).isGreaterThan(5);
  }

  /** What else happens to the log while the threads work. */
  private interface Trouble {
    void make(Path log) throws IOException;
  }

  /** Changes the header of an old segment; when that is gone, of another. */
  private static final class Spoiler {
    private Path spoiled = Path.of("");
    private int gone;

    void spoil(Path log) throws IOException {
      if (Files.exists(spoiled) && !spoiled.toString().isEmpty()) {
        return;
      }
      gone += spoiled.toString().isEmpty() ? 0 : 1;
      spoiled = Path.of("");
      List<Integer> segments = SegmentFiles.list(log);
      if (segments.size() > 2) {
        Path oldest = SegmentFiles.path(log, segments.get(0));
        try (FileChannel file = FileChannel.open(oldest, StandardOpenOption.WRITE)) {
          file.write(ByteBuffer.allocate(8), 24);
          spoiled = oldest;
        } catch (NoSuchFileException e) {
          // It was cleaned away just now.
        }
      }
    }
  }

  private void useByThreads(Durability durability, Trouble trouble) throws Exception {
    Path root = Disk.REAL.root(temporary);
    LocalStore.Builder builder =
        LocalStore.builder(root).durability(durability).segmentSize(SEGMENT).inlineLimit(1000);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Contents before;
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.createBucket("photos");
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String prefix = i + "/";
        work.add(threads.submit(() -> use(bucket, prefix)));
      }
      while (work.stream().anyMatch(each -> !each.isDone())) {
        trouble.make(root.resolve("log"));
        Thread.onSpinWait();
      }
      for (Future<?> each : work) {
        each.get(10, TimeUnit.MINUTES);
      }
      // Whatever is left of the log that cannot be read is cleaned away.
      for (int i = 0; i < 400; i++) {
        bucket.put("hot", Body.of(bytes(i)));
      }
      before = Contents.of(store);
    } finally {
      threads.shutdownNow();
    }
    assertCleaned(root);
    try (BlobStore store = builder.open()) {
      assertThat(Contents.of(store)).isEqualTo(before);
    }
  }

  /** Puts, copies and deletes blobs of its own, and reads each again at once and later. */
  private static void use(Bucket bucket, String prefix) {
    Random random = new Random(prefix.hashCode());
    byte[][] expected = new byte[8][];
    for (int i = 0; i < 500; i++) {
      int at = random.nextInt(expected.length);
      int from = random.nextInt(expected.length);
      String key = prefix + at;
      if (random.nextInt(5) == 0) {
        bucket.delete(key);
        expected[at] = null;
      } else if (random.nextInt(4) == 0 && at != from && expected[from] != null) {
        bucket.copy(prefix + from, key);
        expected[at] = expected[from];
      } else {
        expected[at] = new byte[random.nextInt(10) == 0 ? 2000 : random.nextInt(600)];
        Arrays.fill(expected[at], (byte) i);
        bucket.put(key, Body.of(expected[at]));
      }
      int any = random.nextInt(expected.length);
      assertThat(bucket.exists(prefix + any)).isEqualTo(expected[any] != null);
      if (expected[any] != null) {
        assertThat(bucket.getBytes(prefix + any)).isEqualTo(expected[any]);
      }
    }
  }
}
