package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.UploadedPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each test does a set number of operations, whatever the threads' luck. */
class ConcurrencyTest {
  private static final int THREADS = 4;

  private final TestStore test = new TestStore();
  private final Bucket bucket = test.bucket;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void nothingIsLeftBehind() {
    threads.shutdownNow();
    assertThat(test.bodies.holds()).isEqualTo(Snapshots.holdsOf(test.engine.state()));
    assertThat(test.engine.state().bytes()).isEqualTo(Snapshots.bytesOf(test.engine.state()));
  }

  /** Runs a task in each thread, all starting together, and gives what they return. */
  private <T> List<T> together(IntFunction<Callable<T>> tasks) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Callable<T> task = tasks.apply(i);
      futures.add(
          threads.submit(
              () -> {
                await(start);
                return task.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
    return results;
  }

  private static void await(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The code that the action failed with; null if it did not. */
  private static ErrorCode codeOf(Runnable action) {
    try {
      action.run();
      return null;
    } catch (BlobStoreException e) {
      return e.code();
    }
  }

  /** Until a change is published, the log has one that the state lacks. */
  @Test
  void theSettledStateHasEveryChangeThatWasAppendedBefore() throws Exception {
    CountDownLatch appended = new CountDownLatch(1);
    CountDownLatch published = new CountDownLatch(1);
    test.log.afterAppend =
        () -> {
          appended.countDown();
          await(published);
        };
    Future<PutResult> put = threads.submit(() -> bucket.put("a", body(1)));
    appended.await();
    FutureTask<State> settled = new FutureTask<>(test.engine::settledState);
    Thread asking = new Thread(settled);
    asking.start();
    while (!settled.isDone() && asking.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    published.countDown();
    assertThat(settled.get().bucket("photos").blob("a")).isNotNull();
    put.get();
  }

  /** As when a reader is done just as somebody gives up waiting for it. */
  @Test
  void whoeverClosesABlobItIsClosedOnce() throws InterruptedException {
    MultipartUpload upload = bucket.startUpload("a");
    UploadedPart first = upload.uploadPart(1, body(1));
    upload.complete(List.of(first, upload.uploadPart(2, body(2))));
    List<Blob> blobs = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      blobs.add(bucket.get("a"));
    }
    AtomicInteger arrived = new AtomicInteger();
    together(
        thread ->
            () -> {
              // In pairs, which meet as closely as they can; a barrier would wake them in turn.
              for (int i = 0; thread < 2 && i < blobs.size(); i++) {
                arrived.incrementAndGet();
                while (arrived.get() < 2 * (i + 1)) {
                  Thread.onSpinWait();
                }
                blobs.get(i).close();
              }
              return null;
            });
    assertThat(bucket.getBytes("a")).isNotEmpty();
  }

  @Test
  void readersSeeOneVersion() throws InterruptedException {
    bucket.put("a", body(0));
    together(
        thread ->
            () -> {
              for (int i = 0; i < 400; i++) {
                if (thread % 2 == 0) {
                  bucket.put("a", body(i));
                } else {
                  try (Blob blob = bucket.get("a")) {
                    byte[] bytes = blob.bytes();
                    assertThat(bytes).hasSize((int) blob.attributes().size());
                    assertThat(bytes).containsOnly(bytes[0]);
                    assertThat(Samples.etag(bytes)).isEqualTo(blob.attributes().etag());
                  }
                }
              }
              return true;
            });
  }

  /** Bytes that are all alike, and more or fewer of them. */
  private static Body body(int i) {
    byte[] bytes = new byte[1 + (i * 37) % 900];
    Arrays.fill(bytes, (byte) i);
    return Body.of(bytes);
  }

  @Test
  void oneOfManyPutsTheFirst() throws InterruptedException {
    for (int round = 0; round < 100; round++) {
      String key = "key" + round;
      List<ErrorCode> codes =
          together(
              thread ->
                  () ->
                      codeOf(
                          () ->
                              bucket.put(
                                  key, Body.of("by " + thread), PutOptions.defaults().ifAbsent())));
      assertThat(codes).containsOnlyOnce((ErrorCode) null);
      assertThat(codes.stream().filter(ErrorCode.PRECONDITION_FAILED::equals)).hasSize(THREADS - 1);
      assertThat(bucket.getString(key)).isEqualTo("by " + codes.indexOf(null));
    }
  }

  @Test
  void noUpdateIsLost() throws InterruptedException {
    bucket.put("counter", Body.of("0"));
    int each = 100;
    together(
        thread ->
            () -> {
              for (int done = 0; done < each; ) {
                done += increment() ? 1 : 0;
              }
              return true;
            });
    assertThat(bucket.getString("counter")).isEqualTo(Integer.toString(THREADS * each));
  }

  private boolean increment() {
    try (Blob blob = bucket.get("counter")) {
      Body next = Body.of(Integer.toString(Integer.parseInt(blob.string()) + 1));
      PutOptions options = PutOptions.defaults().ifMatch(blob.attributes().etag());
      return codeOf(() -> bucket.put("counter", next, options)) == null;
    }
  }

  @Test
  void listingsShowWhatStays() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      bucket.put("%03d stays".formatted(i), Body.of(""));
    }
    together(
        thread ->
            () -> {
              for (int i = 0; i < 300; i++) {
                if (thread > 0) {
                  String key = "%03d of %d".formatted((i * 7) % 300, thread);
                  bucket.put(key, Body.of("x"));
                  bucket.delete(key);
                } else if (i % 10 == 0) {
                  List<String> keys = bucket.list().stream().map(BlobInfo::key).toList();
                  assertThat(keys).isSorted().doesNotHaveDuplicates();
                  assertThat(keys.stream().filter(key -> key.endsWith(" stays"))).hasSize(300);
                }
              }
              return true;
            });
    assertThat(bucket.list().stream()).hasSize(300);
  }

  @Test
  void copiesAreOfOneVersionThoughTheSourceGoes() throws InterruptedException {
    together(
        thread ->
            () -> {
              for (int i = 0; i < 300; i++) {
                if (thread == 0) {
                  bucket.put("source", body(i));
                } else if (thread == 1) {
                  bucket.delete("source");
                } else {
                  String copy = "copy" + thread;
                  ErrorCode code = codeOf(() -> bucket.copy("source", copy));
                  assertThat(code).isIn(null, ErrorCode.NO_SUCH_KEY);
                  if (code == null) {
                    byte[] bytes = bucket.getBytes(copy);
                    assertThat(bytes).containsOnly(bytes[0]);
                  }
                }
              }
              return true;
            });
  }

  @Test
  void aBucketGoesEmptyOrNotAtAll() throws InterruptedException {
    for (int round = 0; round < 100; round++) {
      String name = "bucket" + round;
      test.store.createBucket(name);
      List<ErrorCode> codes =
          together(
              thread ->
                  () ->
                      codeOf(
                          () -> {
                            if (thread == 0) {
                              test.store.deleteBucket(name);
                            } else {
                              test.store.bucket(name).put("key" + thread, Body.of("1"));
                            }
                          }));
      if (codes.get(0) == null) {
        assertThat(codes.subList(1, THREADS)).containsOnly(ErrorCode.NO_SUCH_BUCKET);
      } else {
        assertThat(codes.get(0)).isEqualTo(ErrorCode.BUCKET_NOT_EMPTY);
        assertThat(codes.subList(1, THREADS)).containsOnlyNulls();
      }
    }
  }

  @Test
  void partsComeAtTheSameTime() throws InterruptedException {
    MultipartUpload upload = bucket.startUpload("a");
    List<UploadedPart> parts = new ArrayList<>();
    together(
            thread ->
                () -> {
                  List<UploadedPart> own = new ArrayList<>();
                  for (int i = 0; i < 50; i++) {
                    int number = 1 + THREADS * i + thread;
                    own.add(upload.uploadPart(number, Body.of("%05d".formatted(number))));
                  }
                  return own;
                })
        .forEach(parts::addAll);
    parts.sort((a, b) -> a.number() - b.number());
    upload.complete(parts);
    StringBuilder expected = new StringBuilder();
    for (int number = 1; number <= 50 * THREADS; number++) {
      expected.append("%05d".formatted(number));
    }
    assertThat(bucket.getString("a")).isEqualTo(expected.toString());
  }

  @Test
  void anUploadIsCompletedOnce() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      MultipartUpload upload = bucket.startUpload("a");
      List<UploadedPart> parts = List.of(upload.uploadPart(1, Body.of("1")));
      List<ErrorCode> codes = together(thread -> () -> codeOf(() -> upload.complete(parts)));
      assertThat(codes).containsOnlyOnce((ErrorCode) null);
      assertThat(codes.stream().filter(ErrorCode.NO_SUCH_UPLOAD::equals)).hasSize(THREADS - 1);
    }
  }
}
