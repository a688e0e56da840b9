package io.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.UploadedPart;
import io.holdall.engine.CommitLog;
import io.holdall.engine.Engine;
import io.holdall.engine.EngineDriver;
import io.holdall.engine.State;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
  @Test
  void keepsWhatIsPut() {
    try (BlobStore store = MemoryStore.builder().open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a/b", Body.of("hello"));
      assertThat(bucket.getString("a/b")).isEqualTo("hello");
      assertThat(bucket.list("a/").stream().map(BlobInfo::key)).containsExactly("a/b");
    }
  }

  @Test
  void isOpenedByItsUrl() {
    try (BlobStore one = BlobStores.open("memory://photos/2024/?maxTotalBytes=10&maxBlobSize=8");
        BlobStore other = BlobStores.open("memory:")) {
      one.createBucket("photos");
      one.bucket().put("a", Body.of("12345678"));
      assertThat(one.bucket("photos").getString("2024/a")).isEqualTo("12345678");
      assertCode(() -> one.bucket().put("b", Body.of("123")), ErrorCode.STORAGE_FULL);
      assertCode(() -> one.bucket().put("b", Body.of("123456789")), ErrorCode.ENTITY_TOO_LARGE);
      assertThat(other.bucketExists("photos")).isFalse();
    }
  }

  @Test
  void isFoundWhateverTheContextClassLoader() throws Exception {
    assertThat(schemesSeenWith(ClassLoader.getPlatformClassLoader())).contains("memory");
    assertThat(schemesSeenWith(null)).contains("memory");
  }

  private static SortedSet<String> schemesSeenWith(ClassLoader context) throws Exception {
    FutureTask<SortedSet<String>> opening =
        new FutureTask<>(
            () -> {
              BlobStores.open("memory:").close();
              return BlobStores.schemes();
            });
    Thread thread = new Thread(opening);
    thread.setContextClassLoader(context);
    thread.start();
    return opening.get();
  }

  @Test
  void takesPartsAsSmallAsItsUrlSays() {
    try (BlobStore store = BlobStores.open("memory:?minPartSize=7")) {
      Limits s3 = Limits.S3;
      assertThat(store.limits())
          .isEqualTo(new Limits(s3.maxPutSize(), s3.maxBlobSize(), 7, s3.maxParts()));
    }
  }

  @Test
  void refusesParametersThatAreNoNumbers() {
    assertThatThrownBy(() -> BlobStores.open("memory:?maxTotalBytes=many"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxTotalBytes")
        .hasMessageContaining("many");
    assertThatThrownBy(() -> BlobStores.open("memory:?maxBlobSize=-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBlobSize");
  }

  @Test
  void goesByTheClockItWasGiven() {
    Clock clock = Clock.fixed(Instant.parse("2024-05-06T07:08:09.999Z"), ZoneOffset.UTC);
    try (BlobStore store = MemoryStore.builder().clock(clock).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("x"));
      assertThat(bucket.head("a").lastModified()).isEqualTo("2024-05-06T07:08:09Z");
    }
  }

  @Test
  void aForkGoesItsOwnWay() {
    Limits small = new Limits(100, 1000, 1, 10);
    try (BlobStore store = MemoryStore.builder().limits(small).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("kept", Body.of("1"));
      bucket.put("replaced", Body.of("1"));
      bucket.put("deleted", Body.of("1"));
      MultipartUpload upload = bucket.startUpload("upload");
      UploadedPart part = upload.uploadPart(1, Body.of("part"));
      try (BlobStore fork = MemoryStore.fork(store)) {
        Bucket other = fork.bucket("photos");
        other.put("replaced", Body.of("2"));
        other.delete("deleted");
        other.put("new", Body.of("2"));
        other.upload("upload", upload.id()).complete(List.of(part));

        assertThat(keys(bucket)).containsExactly("deleted", "kept", "replaced");
        assertThat(bucket.getString("replaced")).isEqualTo("1");
        assertThat(upload.parts()).hasSize(1);

        bucket.delete("kept");
        upload.abort();
        assertThat(keys(other)).containsExactly("kept", "new", "replaced", "upload");
        assertThat(other.getString("kept")).isEqualTo("1");
        assertThat(other.getString("upload")).isEqualTo("part");
        assertThat(fork.limits()).isEqualTo(small);
      }
      assertThat(bucket.getString("replaced")).isEqualTo("1");
    }
  }

  /** Of small blobs it is not the bodies that fill the heap. */
  @Test
  void takesNoMoreOfTheHeapThanItMay() {
    try (BlobStore store = BlobStores.open("memory:?maxHeap=100000")) {
      Bucket bucket = store.createBucket("photos");
      AtomicInteger put = new AtomicInteger();
      assertCode(
          () -> {
            while (put.get() < 1000) {
              bucket.put("blob-" + put, Body.of("x"));
              put.incrementAndGet();
            }
          },
          ErrorCode.STORAGE_FULL);
      assertThat(put.get()).isBetween(100, 400);
      assertCode(() -> bucket.startUpload("upload"), ErrorCode.STORAGE_FULL);
      try (BlobStore fork = MemoryStore.fork(store)) {
        assertCode(() -> fork.bucket("photos").put("more", Body.empty()), ErrorCode.STORAGE_FULL);
      }
      assertThat(bucket.list().stream()).hasSize(put.get());
      assertThat(bucket.getString("blob-0")).isEqualTo("x");
      bucket.deleteAll(List.of("blob-0", "blob-1"));
      bucket.put("blob-0", Body.of("x"));
    }
  }

  @Test
  void aForkHasTheSameClockAndTotal() {
    Clock clock = Clock.fixed(Instant.parse("2024-05-06T07:08:09Z"), ZoneOffset.UTC);
    try (BlobStore store = MemoryStore.builder().clock(clock).maxTotalBytes(3).open()) {
      store.createBucket("photos").put("a", Body.of("12"));
      try (BlobStore fork = MemoryStore.fork(store)) {
        fork.bucket("photos").put("b", Body.of("3"));
        assertThat(fork.bucket("photos").head("b").lastModified()).isEqualTo(clock.instant());
        assertCode(() -> fork.bucket("photos").put("c", Body.of("4")), ErrorCode.STORAGE_FULL);
      }
      store.bucket("photos").put("c", Body.of("4"));
    }
  }

  @Test
  void aClosedStoreIsNotForked() {
    BlobStore store = MemoryStore.builder().open();
    store.close();
    assertThatThrownBy(() -> MemoryStore.fork(store)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyStoresInMemoryAreForked() {
    Engine engine =
        new Engine(
            State.empty(),
            HeapBodies.INSTANCE,
            CommitLog.NONE,
            Clock.systemUTC(),
            Limits.S3,
            Long.MAX_VALUE);
    try (BlobStore other = BlobStores.of(new EngineDriver(engine, null))) {
      assertThatThrownBy(() -> MemoryStore.fork(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not a store in memory");
    }
  }

  @Test
  void tagsAreThoseOfTheBytesAndOfTheParts() {
    Limits small = new Limits(100, 1000, 1, 10);
    try (BlobStore store = MemoryStore.builder().limits(small).open()) {
      Bucket bucket = store.createBucket("photos");
      assertThat(bucket.put("whole", Body.of("hello")).etag().value())
          .isEqualTo("5d41402abc4b2a76b9719d911017c592");
      MultipartUpload upload = bucket.startUpload("parts");
      UploadedPart one = upload.uploadPart(1, Body.of("hel"));
      UploadedPart two = upload.uploadPart(2, Body.of("lo"));
      assertThat(upload.complete(List.of(one, two)).etag().value())
          .isEqualTo("554a2f6105cc700b8cc987b5ddfb8102-2");
    }
  }

  @Test
  void takesBodiesOfUnknownLength() {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    try (BlobStore store = MemoryStore.builder().open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of(new ByteArrayInputStream(bytes)));
      assertThat(bucket.getBytes("a")).isEqualTo(bytes);
    }
  }

  private static List<String> keys(Bucket bucket) {
    return bucket.list().stream().map(BlobInfo::key).toList();
  }

  private static void assertCode(Runnable action, ErrorCode code) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            BlobStoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void presignedUrlsBeginAsTheyAreToldTo() {
    MemoryStore.Builder builder =
        MemoryStore.builder()
            .presignAddress(
                new InetSocketAddress("0.0.0.0", 0), URI.create("https://files.example"));
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.createBucket("photos");
      assertThat(bucket.presignGet("a b", Duration.ofHours(1)).url().toString())
          .startsWith("https://files.example/photos/a%20b?");
    }
  }
}
