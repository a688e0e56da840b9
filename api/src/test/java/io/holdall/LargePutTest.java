package io.holdall;

import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Testing.Source;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that travel in parts: above 40 bytes, in parts of 10, four at a time. */
@Timeout(60)
class LargePutTest {
  private static final TransferOptions TRANSFER =
      TransferOptions.defaults().threshold(40).partSize(10).parallelism(4);
  private static final PutOptions OPTIONS = PutOptions.defaults().transfer(TRANSFER);
  private static final byte[] OLD = {0};

  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  /** Every kind of body of these bytes. */
  private static List<Body> bodies(byte[] bytes, Path directory) throws IOException {
    return List.of(
        Body.of(bytes),
        Body.of(Files.write(directory.resolve("file"), bytes)),
        Body.of(() -> new ByteArrayInputStream(bytes), bytes.length),
        Body.of(new Source(bytes), bytes.length),
        Body.of(new Source(bytes)));
  }

  @Test
  void everyLengthOfEveryKindOfBody(@TempDir Path directory) throws IOException {
    for (int length = 0; length <= 123; length++) {
      byte[] bytes = random(length);
      for (Body body : bodies(bytes, directory)) {
        driver.calls.clear();
        bucket.put("key", body, OPTIONS);
        assertThat(driver.bytes("key")).isEqualTo(bytes);
        if (length <= 40) {
          assertThat(driver.calls).containsExactly("put key");
        } else {
          int parts = (length + 9) / 10;
          assertThat(driver.count("uploadPart")).isEqualTo(parts);
          assertThat(driver.count("complete")).isEqualTo(1);
          assertThat(driver.calls).hasSize(parts + 2).startsWith("start key");
        }
      }
    }
    assertThat(driver.uploads).isEmpty();
  }

  @Test
  void partsGrowSoThatTheirNumberSuffices() {
    driver.limits = new Limits(1000, 100_000, 1, 5);
    byte[] bytes = random(333);
    for (Body body : List.of(Body.of(bytes), Body.of(new Source(bytes), 333))) {
      driver.calls.clear();
      driver.bucket().put("key", body, OPTIONS);
      assertThat(driver.bytes("key")).isEqualTo(bytes);
      assertThat(driver.count("uploadPart")).isEqualTo(5);
    }
  }

  @Test
  void theDefaultPartSizeIsRaisedToTheLeastOfTheStore() {
    int mib = 1 << 20;
    driver.limits = new Limits(50 * mib, 50 * mib, 9 * mib, 100);
    byte[] bytes = random(19 * mib);
    for (Body body : List.of(Body.of(bytes), Body.of(new ByteArrayInputStream(bytes)))) {
      driver.calls.clear();
      driver.bucket().put("key", body);
      assertThat(driver.bytes("key")).isEqualTo(bytes);
      assertThat(driver.count("uploadPart")).as("parts of 9, 9 and 1 MiB").isEqualTo(3);
    }
    driver.bucket().put("key", Body.of(OLD));
    assertThat(driver.bytes("key")).isEqualTo(OLD);
  }

  @Test
  void aStreamThatOutgrowsThePartsIsTooLarge() {
    driver.limits = new Limits(10, 100_000, 1, 5);
    Bucket small = driver.bucket();
    thrown(
        ErrorCode.ENTITY_TOO_LARGE,
        () -> small.put("key", Body.of(new Source(random(51))), OPTIONS));
    assertThat(driver.uploads).isEmpty();
    assertThat(driver.blobs).isEmpty();
  }

  @Test
  void whatIsSaidAtTheStartAndAtTheEnd() {
    ETag old = bucket.put("key", Body.of(OLD)).etag();
    PutOptions options =
        OPTIONS.metadata("a", "b").tag("c", "d").checksum(ChecksumAlgorithm.SHA256).ifMatch(old);
    bucket.put("key", Body.of(random(50)), options);
    PutOptions start = driver.starts.get(0);
    assertThat(start.condition()).isEqualTo(WriteCondition.always());
    assertThat(start.headers().contentType()).contains("binary/octet-stream");
    assertThat(start.metadata()).isEqualTo(options.metadata());
    assertThat(start.tags()).isEqualTo(options.tags());
    assertThat(start.checksumAlgorithm()).contains(ChecksumAlgorithm.SHA256);
    assertThat(driver.completions)
        .containsExactly(CompleteOptions.defaults().condition(WriteCondition.ifMatch(old)));
    thrown(ErrorCode.PRECONDITION_FAILED, () -> bucket.put("key", Body.of(random(50)), options));
    assertThat(driver.uploads).as("aborted").isEmpty();
  }

  @Test
  void aConditionNeedsConditionalCompletion() {
    driver.features.remove(Feature.COMPLETE_IF);
    Bucket without = driver.bucket();
    PutOptions ifAbsent = OPTIONS.ifAbsent();
    for (Body body :
        List.of(
            Body.of(random(41)),
            Body.of(new Source(random(41)), 41),
            Body.of(new Source(random(41))))) {
      assertThat(thrown(ErrorCode.UNSUPPORTED, () -> without.put("key", body, ifAbsent)))
          .hasMessageContaining("COMPLETE_IF");
    }
    assertThat(driver.calls).isEmpty();
    without.put("key", Body.of(new Source(random(40))), ifAbsent);
    assertThat(driver.calls).containsExactly("put key");
  }

  @Test
  void aChecksumOverAllIsLeftToTheStore() {
    byte[] bytes = random(95);
    Checksum right = Digests.of(ChecksumAlgorithm.CRC32C, bytes);
    bucket.put("key", Body.of(bytes).expecting(right), OPTIONS);
    assertThat(driver.starts.get(0).checksumType()).contains(ChecksumType.FULL_OBJECT);
    assertThat(driver.completions.get(0).checksum()).contains(right);
    Body wrong = Body.of(bytes).expecting(Digests.of(ChecksumAlgorithm.CRC32C, OLD));
    thrown(ErrorCode.BAD_DIGEST, () -> bucket.put("key", wrong, OPTIONS));
    assertThat(driver.uploads).as("aborted").isEmpty();
  }

  @Test
  void digestsThatTheStoreCannotCheckAreCheckedBeforeTheEnd(@TempDir Path directory)
      throws IOException {
    byte[] bytes = random(95);
    bucket.put("key", Body.of(OLD));
    for (Body body : bodies(bytes, directory)) {
      for (Body wrong :
          List.of(
              body.expecting(ContentMd5.of(new byte[16])),
              body.expecting(Digests.of(ChecksumAlgorithm.SHA256, OLD)))) {
        if (!body.isRepeatable()) {
          continue;
        }
        thrown(ErrorCode.BAD_DIGEST, () -> bucket.put("key", wrong, OPTIONS));
      }
    }
    thrown(
        ErrorCode.BAD_DIGEST,
        () ->
            bucket.put(
                "key", Body.of(new Source(bytes)).expecting(ContentMd5.of(new byte[16])), OPTIONS));
    assertThat(driver.count("complete")).isZero();
    assertThat(driver.uploads).as("aborted").isEmpty();
    assertThat(driver.bytes("key")).isEqualTo(OLD);
  }

  @Test
  void rightDigestsPass(@TempDir Path directory) throws IOException {
    byte[] bytes = random(95);
    for (Body body : bodies(bytes, directory)) {
      bucket.put(
          "key",
          body.expecting(ContentMd5.of(Digests.md5().digest(bytes)))
              .expecting(Digests.of(ChecksumAlgorithm.SHA1, bytes)),
          OPTIONS);
      assertThat(driver.bytes("key")).isEqualTo(bytes);
    }
    assertThat(driver.starts)
        .extracting(PutOptions::checksumAlgorithm)
        .allSatisfy(algorithm -> assertThat(algorithm).contains(ChecksumAlgorithm.SHA1));
  }

  @Test
  void theFailureOfAnyPartAborts(@TempDir Path directory) throws IOException {
    byte[] bytes = random(95);
    bucket.put("key", Body.of(OLD));
    for (int part = 1; part <= 10; part++) {
      for (Body body : bodies(bytes, directory)) {
        driver.before = call -> {};
        driver.failAt("uploadPart " + part, ErrorCode.STORAGE_FULL);
        BlobStoreException e =
            thrown(ErrorCode.STORAGE_FULL, () -> bucket.put("key", body, OPTIONS));
        assertThat(e.operation()).isEqualTo(Operation.PUT);
        assertThat(driver.uploads).as("part %d of %s", part, body).isEmpty();
        if (part == 10) {
          assertThat(driver.count("complete")).isZero();
        }
      }
    }
    assertThat(driver.bytes("key")).isEqualTo(OLD);
  }

  @Test
  void theFailureOfStartAndEndAborts() {
    driver.failAt("start", ErrorCode.ACCESS_DENIED);
    thrown(ErrorCode.ACCESS_DENIED, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    assertThat(driver.calls).containsExactly("start key");
    driver.before = call -> {};
    driver.failAt("complete", ErrorCode.CONFLICT);
    thrown(ErrorCode.CONFLICT, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    assertThat(driver.count("abort")).isEqualTo(1);
    assertThat(driver.uploads).isEmpty();
  }

  @Test
  void theFailureOfTheAbortIsKeptBesideTheReason() {
    driver.failAt("uploadPart 2", ErrorCode.THROTTLED);
    driver.failAt("abort", ErrorCode.UNAVAILABLE);
    BlobStoreException e =
        thrown(ErrorCode.THROTTLED, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    assertThat(e.getSuppressed()).hasSize(1);
    assertThat(e.getSuppressed()[0]).hasMessageContaining("abort upload bucket/key");
  }

  @Test
  void aFailedSourceAborts() {
    for (int at : new int[] {0, 39, 40, 41, 50, 94}) {
      Body known = Body.of(new Source(random(95), at, () -> {}), 95);
      Body unknown = Body.of(new Source(random(95), at, () -> {}));
      thrown(ErrorCode.BODY_FAILED, () -> bucket.put("key", known, OPTIONS));
      thrown(ErrorCode.BODY_FAILED, () -> bucket.put("key", unknown, OPTIONS));
      Body early = Body.of(new Source(random(at)), 95);
      thrown(ErrorCode.INCOMPLETE_BODY, () -> bucket.put("key", early, OPTIONS));
    }
    assertThat(driver.uploads).isEmpty();
    assertThat(driver.blobs).isEmpty();
    assertThat(driver.count("complete")).isZero();
  }

  @Test
  void aTruncatedFileAborts(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), random(95));
    driver.before =
        call -> {
          if (call.startsWith("start")) {
            try {
              Files.write(file, random(45));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };
    thrown(ErrorCode.INCOMPLETE_BODY, () -> bucket.put("key", Body.of(file), OPTIONS));
    assertThat(driver.uploads).isEmpty();
    assertThat(driver.blobs).isEmpty();
  }

  @Test
  void otherPartsEndBeforeTheAbort() {
    CountDownLatch slowBegan = new CountDownLatch(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    driver.before =
        call -> {
          if (call.equals("uploadPart 1")) {
            slowBegan.countDown();
            driver.awaitCalls("uploadPart 2", 1);
            order.add("slow part ended");
          } else if (call.equals("uploadPart 2")) {
            await(slowBegan);
            throw new DriverException(ErrorCode.THROTTLED, "made to fail");
          } else if (call.startsWith("abort")) {
            order.add("abort");
          }
        };
    thrown(ErrorCode.THROTTLED, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    assertThat(order).containsExactly("slow part ended", "abort");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** All four threads get a part before any of them goes on. */
  @Test
  void partsTravelAtTheSameTime() {
    CountDownLatch together = new CountDownLatch(4);
    driver.before =
        call -> {
          if (call.startsWith("uploadPart")) {
            together.countDown();
            await(together);
          }
        };
    for (Body body : List.of(Body.of(random(95)), Body.of(new Source(random(95))))) {
      bucket.put("key", body, OPTIONS);
      assertThat(driver.bytes("key")).isEqualTo(random(95));
    }
  }

  /** At most parallelism + 1 parts are held, however slow the store is. */
  @Test
  void memoryIsBounded() {
    for (int length : new int[] {-1, 995}) {
      MapDriver slow = new MapDriver();
      slow.limits = new Limits(1000, 100_000, 1, 10_000);
      AtomicLong stored = new AtomicLong();
      AtomicLong most = new AtomicLong();
      CountDownLatch full = new CountDownLatch(1);
      Source[] source = new Source[1];
      source[0] =
          new Source(
              random(995),
              -1,
              () -> {
                long held = source[0].read.get() - stored.get();
                most.accumulateAndGet(held, Math::max);
                if (held >= 47) {
                  full.countDown();
                }
              });
      slow.before =
          call -> {
            if (call.startsWith("uploadPart")) {
              // The parts wait until the reader has read as far ahead as it ever will.
              await(full);
              stored.addAndGet(10);
            }
          };
      Body body = length < 0 ? Body.of(source[0]) : Body.of(source[0], length);
      slow.bucket().put("key", body, OPTIONS.transfer(TRANSFER.threshold(20)));
      assertThat(slow.bytes("key")).isEqualTo(random(995));
      assertThat(most.get()).isBetween(47L, 50L);
    }
  }

  @Test
  void progressNeverFallsAndReachesTheEnd(@TempDir Path directory) throws IOException {
    for (Body body : bodies(random(95), directory)) {
      List<Long> heard = Collections.synchronizedList(new ArrayList<>());
      TransferOptions told =
          TRANSFER.listener(
              (bytes, total) -> {
                assertThat(Thread.holdsLock(heard)).isFalse();
                heard.add(bytes);
              });
      bucket.put("key", body, OPTIONS.transfer(told));
      assertThat(heard).isSorted().doesNotHaveDuplicates().endsWith(95L);
    }
  }

  @Test
  void theListenerCanEndATransfer(@TempDir Path directory) throws IOException {
    RuntimeException stop = new RuntimeException("stop");
    TransferOptions stopping =
        TRANSFER.listener(
            (bytes, total) -> {
              if (bytes >= 30) {
                throw stop;
              }
            });
    for (Body body : bodies(random(95), directory)) {
      assertThatThrownBy(() -> bucket.put("key", body, OPTIONS.transfer(stopping))).isSameAs(stop);
    }
    assertThat(driver.uploads).isEmpty();
    assertThat(driver.blobs).isEmpty();
  }

  /** Whether the file is full while the body is read, or when its last bytes are written. */
  @Test
  void aFullDiskUnderATemporaryFileIsReported(@TempDir Path directory) throws IOException {
    driver.features.remove(Feature.MULTIPART);
    for (int room = 0; room < 93; room++) {
      Path file = directory.resolve("spool");
      FullDisk disk = new FullDisk(Files.newOutputStream(file), room);
      Bucket full =
          new PortableStore(driver, null, () -> new Spool(file, disk)).bucket(MapDriver.BUCKET);
      BlobStoreException e =
          thrown(
              ErrorCode.IO_FAILED, () -> full.put("key", Body.of(new Source(random(93))), OPTIONS));
      assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("no space left");
      assertThat(file).doesNotExist();
    }
    assertThat(driver.calls).isEmpty();
  }

  private static final class FullDisk extends FilterOutputStream {
    private int room;

    FullDisk(OutputStream disk, int room) {
      super(disk);
      this.room = room;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > room) {
        throw new IOException("no space left");
      }
      room -= length;
      out.write(bytes, offset, length);
    }
  }

  @Test
  void withoutMultipartEverythingGoesInOnePiece(@TempDir Path directory) throws IOException {
    driver.features.remove(Feature.MULTIPART);
    Bucket without = driver.bucket();
    byte[] bytes = random(995);
    for (Body body : bodies(bytes, directory)) {
      driver.calls.clear();
      without.put("key", body.expecting(ContentMd5.of(Digests.md5().digest(bytes))), OPTIONS);
      assertThat(driver.calls).containsExactly("put key");
      assertThat(driver.bytes("key")).isEqualTo(bytes);
    }
    thrown(
        ErrorCode.BAD_DIGEST,
        () ->
            without.put(
                "key", Body.of(new Source(bytes)).expecting(ContentMd5.of(new byte[16])), OPTIONS));
  }

  /** The threshold is more than may be held in memory, so the stream goes to a file first. */
  @Test
  void aHighThresholdDoesNotCostMemory() {
    TransferOptions high = TRANSFER.threshold(500);
    for (int length : new int[] {49, 50, 51, 499, 500, 501}) {
      driver.calls.clear();
      bucket.put("key", Body.of(new Source(random(length))), OPTIONS.transfer(high));
      assertThat(driver.bytes("key")).isEqualTo(random(length));
      assertThat(driver.count("put")).isEqualTo(length <= 500 ? 1 : 0);
    }
    TransferOptions highest = TRANSFER.threshold(Long.MAX_VALUE);
    bucket.put("key", Body.of(new Source(random(1001))), OPTIONS.transfer(highest));
    assertThat(driver.bytes("key")).isEqualTo(random(1001));
    assertThat(driver.count("put")).as("1,000 bytes are the most of one put").isZero();
  }

  @Test
  void anInterruptEndsTheTransferAndIsKept() throws Exception {
    interruptDuring("uploadPart");
    assertThat(driver.uploads).as("aborted").isEmpty();
    assertThat(driver.blobs).isEmpty();
  }

  /** Else nobody knew the upload that comes to be all the same. */
  @Test
  void anInterruptDuringTheStartAbortsWhatWasStarted() throws Exception {
    interruptDuring("start");
    assertThat(driver.count("start")).isOne();
    assertThat(driver.uploads).as("aborted").isEmpty();
    assertThat(driver.blobs).isEmpty();
  }

  /** Interrupts a put while the store is in a call that begins like this. */
  private void interruptDuring(String begin) throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread[] putting = new Thread[1];
    driver.before =
        call -> {
          if (call.startsWith(begin)) {
            began.countDown();
            await(goOn);
          }
        };
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> interrupted =
          threads.submit(
              () -> {
                putting[0] = Thread.currentThread();
                thrown(
                    ErrorCode.UNAVAILABLE, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
                return Thread.interrupted();
              });
      await(began);
      putting[0].interrupt();
      goOn.countDown();
      assertThat(interrupted.get()).as("still interrupted").isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  /** As of a store that ends a request at an interrupt, and sends none until that is cleared. */
  @Test
  void anInterruptDuringTheCompletionAborts() {
    driver.before =
        call -> {
          if (call.startsWith("complete")) {
            Thread.currentThread().interrupt();
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new DriverException(ErrorCode.UNAVAILABLE, "interrupted");
          }
        };
    thrown(ErrorCode.UNAVAILABLE, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(driver.uploads).as("aborted").isEmpty();
    assertThat(driver.blobs).isEmpty();
  }

  @Test
  void whoIsInterruptedAlreadyStartsNothing() {
    Thread.currentThread().interrupt();
    thrown(ErrorCode.UNAVAILABLE, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void noThreadIsLeft() {
    bucket.put("key", Body.of(random(95)), OPTIONS);
    driver.failAt("uploadPart 3", ErrorCode.INTERNAL);
    thrown(ErrorCode.INTERNAL, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    driver.failAt("start", ErrorCode.ACCESS_DENIED);
    thrown(ErrorCode.ACCESS_DENIED, () -> bucket.put("key", Body.of(random(95)), OPTIONS));
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("holdall-transfer")) {
        joinWithin(thread);
      }
    }
  }

  private static void joinWithin(Thread thread) {
    try {
      thread.join(30_000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(thread.isAlive()).isFalse();
  }
}
