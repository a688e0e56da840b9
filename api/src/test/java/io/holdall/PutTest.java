package io.holdall;

import static io.holdall.MapDriver.BUCKET;
import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Testing.Source;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that travel in one piece. */
class PutTest {
  private static final byte[] OLD = {0};
  private static final byte[] BYTES = random(100);

  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @Test
  void anInterruptIsNoFailureOfTheBody(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), BYTES);
    Thread.currentThread().interrupt();
    BlobStoreException e = thrown(ErrorCode.UNAVAILABLE, () -> bucket.put("key", Body.of(file)));
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(e).hasMessageContaining("interrupted");
    assertThat(driver.blobs).isEmpty();
  }

  @Test
  void everyKindOfBody(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), BYTES);
    for (Body body :
        List.of(
            Body.of(BYTES),
            Body.of(file),
            Body.of(new Source(BYTES), 100),
            Body.of(new Source(BYTES)),
            Body.of(() -> new ByteArrayInputStream(BYTES), 100))) {
      PutResult result = bucket.put("key", body);
      assertThat(driver.bytes("key")).isEqualTo(BYTES);
      assertThat(result.etag()).isEqualTo(ETag.ofMd5(Digests.md5().digest(BYTES)));
      assertThat(result.checksum()).contains(Digests.of(ChecksumAlgorithm.CRC64NVME, BYTES));
      driver.blobs.clear();
    }
    assertThat(driver.calls).containsOnly("put key");
  }

  @Test
  void aBlobWithoutContentTypeGetsTheDefaultOne() {
    bucket.put("a", Body.empty());
    bucket.put("b", Body.empty(), PutOptions.defaults().metadata("x", "y"));
    bucket.put("c", Body.empty(), PutOptions.defaults().contentType("text/plain"));
    assertThat(bucket.head("a").headers().contentType()).contains("binary/octet-stream");
    assertThat(bucket.head("b").headers().contentType()).contains("binary/octet-stream");
    assertThat(bucket.head("b").metadata().asMap()).containsEntry("x", "y");
    assertThat(bucket.head("c").headers().contentType()).contains("text/plain");
  }

  @Test
  void mistakesInArgumentsCostNoCall() {
    assertThatIllegalArgumentException().isThrownBy(() -> bucket.put("", Body.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> bucket.put("\uD800", Body.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bucket.put("a".repeat(1025), Body.empty()));
    assertThatNullPointerException().isThrownBy(() -> bucket.put(null, Body.empty()));
    assertThatNullPointerException().isThrownBy(() -> bucket.put("key", null));
    assertThatNullPointerException().isThrownBy(() -> bucket.put("key", Body.empty(), null));
    driver.limits = new Limits(1000, 1000, 10, 10);
    Bucket demanding = driver.bucket();
    PutOptions small = PutOptions.defaults().transfer(TransferOptions.defaults().partSize(9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> demanding.put("key", Body.empty(), small))
        .withMessage("the part size must be at least 10 bytes for this store, not 9");
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void aFailedBodyLeavesTheOldBlob(@TempDir Path directory) {
    bucket.put("key", Body.of(OLD));
    thrown(ErrorCode.INCOMPLETE_BODY, () -> bucket.put("key", Body.of(new Source(BYTES), 101)));
    BlobStoreException failed =
        thrown(
            ErrorCode.BODY_FAILED,
            () -> bucket.put("key", Body.of(new Source(BYTES, 50, () -> {}), 100)));
    assertThat(failed).hasRootCauseMessage("the source broke");
    thrown(
        ErrorCode.BODY_FAILED, () -> bucket.put("key", Body.of(new Source(BYTES, 50, () -> {}))));
    thrown(
        ErrorCode.BAD_DIGEST,
        () -> bucket.put("key", Body.of(BYTES).expecting(ContentMd5.of(new byte[16]))));
    thrown(
        ErrorCode.BAD_DIGEST,
        () -> bucket.put("key", Body.of(new Source(BYTES)).expecting(ContentMd5.of(new byte[16]))));
    BlobStoreException missing =
        thrown(
            ErrorCode.BODY_FAILED, () -> bucket.put("key", Body.of(directory.resolve("missing"))));
    assertThat(missing).hasCauseInstanceOf(NoSuchFileException.class);
    assertThat(driver.bytes("key")).isEqualTo(OLD);
  }

  @Test
  void theBodysFailureIsReportedAndNotWhatTheDriverMadeOfIt() {
    MapDriver wrapping = new MapDriver();
    Bucket wrapped =
        BlobStores.of(
                new ForwardingDriver(wrapping) {
                  @Override
                  public PutResult put(
                      String name, String key, Payload payload, PutOptions options) {
                    try {
                      return super.put(name, key, payload, options);
                    } catch (RuntimeException e) {
                      throw new DriverException(
                          ErrorCode.UNAVAILABLE, "the connection broke", true, e);
                    }
                  }
                })
            .bucket(BUCKET);
    BlobStoreException e =
        thrown(ErrorCode.INCOMPLETE_BODY, () -> wrapped.put("k", Body.of(new Source(OLD), 2)));
    assertThat(e.isRetryable()).isFalse();
    assertThat(e.getSuppressed()).hasSize(1);
    RuntimeException stop = new RuntimeException("stop");
    TransferListener stopping =
        (bytes, total) -> {
          throw stop;
        };
    assertThatThrownBy(
            () ->
                wrapped.put(
                    "k",
                    Body.of(BYTES),
                    PutOptions.defaults().transfer(TransferOptions.defaults().listener(stopping))))
        .isSameAs(stop);
  }

  @Test
  void errorsSayWhatWasToBeDoneWhere() {
    driver.failAt("put", ErrorCode.STORAGE_FULL);
    BlobStoreException e = thrown(ErrorCode.STORAGE_FULL, () -> bucket.put("a/b", Body.of(BYTES)));
    assertThat(e).hasMessage("put bucket/a/b: made to fail (STORAGE_FULL)");
    assertThat(e.operation()).isEqualTo(Operation.PUT);
    assertThat(e.bucket()).contains(BUCKET);
    assertThat(e.key()).contains("a/b");
  }

  @Test
  void theStoreChecksConditions() {
    PutOptions ifAbsent = PutOptions.defaults().ifAbsent();
    ETag etag = bucket.put("key", Body.of(BYTES), ifAbsent).etag();
    thrown(
        ErrorCode.PRECONDITION_FAILED, () -> bucket.put("key", Body.of(new Source(OLD)), ifAbsent));
    bucket.put("key", Body.of(OLD), PutOptions.defaults().ifMatch(etag));
    assertThat(driver.bytes("key")).isEqualTo(OLD);
  }

  @Test
  void tooLargeForTheStore() {
    driver.limits = new Limits(50, 80, 1, 100);
    Bucket small = driver.bucket();
    BlobStoreException e =
        thrown(ErrorCode.ENTITY_TOO_LARGE, () -> small.put("key", Body.of(new byte[81])));
    assertThat(e).hasMessageContaining("a body of 81 bytes is larger than the store accepts");
    assertThat(driver.calls).isEmpty();
    thrown(ErrorCode.ENTITY_TOO_LARGE, () -> small.put("k", Body.of(new Source(new byte[81]))));
    driver.features.remove(Feature.MULTIPART);
    thrown(ErrorCode.ENTITY_TOO_LARGE, () -> driver.bucket().put("k", Body.of(new byte[51])));
    thrown(
        ErrorCode.ENTITY_TOO_LARGE,
        () -> driver.bucket().put("k", Body.of(new Source(new byte[51]))));
    assertThat(driver.blobs).isEmpty();
  }

  @Test
  void progressOfASinglePut() {
    List<Long> heard = new ArrayList<>();
    TransferOptions told = TransferOptions.defaults().listener((bytes, total) -> heard.add(bytes));
    bucket.put("key", Body.of(new Source(BYTES)), PutOptions.defaults().transfer(told));
    assertThat(heard).isSorted().endsWith(100L);
  }
}
