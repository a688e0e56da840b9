package io.holdall;

import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriterTest {
  private static final PutOptions OPTIONS =
      PutOptions.defaults()
          .transfer(TransferOptions.defaults().threshold(40).partSize(10).parallelism(4));

  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @Test
  void everyLengthInPiecesOfEverySize() throws IOException {
    for (int length : new int[] {0, 1, 9, 10, 11, 39, 40, 41, 50, 95, 200}) {
      byte[] bytes = random(length);
      for (int piece : new int[] {1, 7, 10, 1000}) {
        driver.calls.clear();
        try (BlobWriter writer = bucket.writer("key", OPTIONS)) {
          for (int at = 0; at < length; at += piece) {
            writer.write(bytes, at, Math.min(piece, length - at));
            writer.flush();
          }
          assertThat(driver.blobs).as("nothing is visible before the commit").isEmpty();
          writer.commit();
        }
        assertThat(driver.bytes("key")).isEqualTo(bytes);
        assertThat(driver.count("put")).isEqualTo(length <= 40 ? 1 : 0);
        driver.blobs.clear();
      }
    }
    assertThat(driver.uploads).isEmpty();
  }

  @Test
  void singleBytes() throws IOException {
    try (BlobWriter writer = bucket.writer("key")) {
      writer.write(300);
      writer.write(-1);
      writer.commit();
    }
    assertThat(driver.bytes("key")).containsExactly(300, -1);
  }

  @Test
  void whatWasWrittenMayChangeAfterwards() throws IOException {
    byte[] bytes = random(95);
    byte[] reused = bytes.clone();
    try (BlobWriter writer = bucket.writer("key", OPTIONS)) {
      writer.write(reused);
      Arrays.fill(reused, (byte) 0);
      writer.commit();
    }
    assertThat(driver.bytes("key")).isEqualTo(bytes);
  }

  @Test
  void closingWithoutACommitAborts() throws IOException {
    for (int length : new int[] {0, 10, 95}) {
      BlobWriter writer = bucket.writer("key", OPTIONS);
      writer.write(random(length));
      writer.close();
      writer.close();
      assertThatIllegalStateException()
          .isThrownBy(writer::commit)
          .withMessageContaining("it is closed");
      assertThatIOException().isThrownBy(() -> writer.write(1));
    }
    assertThat(driver.blobs).isEmpty();
    assertThat(driver.uploads).isEmpty();
    assertThat(driver.count("abort")).isEqualTo(1);
  }

  @Test
  void closingNeverThrows() throws IOException {
    driver.failAt("abort", ErrorCode.UNAVAILABLE);
    BlobWriter writer = bucket.writer("key", OPTIONS);
    writer.write(random(95));
    writer.close();
    assertThat(driver.count("abort")).isEqualTo(1);
  }

  @Test
  void aFailedWriteCannotBeCommitted() {
    driver.failAt("uploadPart 2", ErrorCode.STORAGE_FULL);
    BlobWriter writer = bucket.writer("key", OPTIONS);
    assertThatIOException()
        .isThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                writer.write(i);
              }
            })
        .satisfies(
            e -> {
              assertThat(e).hasCauseInstanceOf(BlobStoreException.class);
              assertThat(((BlobStoreException) e.getCause()).code())
                  .isEqualTo(ErrorCode.STORAGE_FULL);
            });
    assertThat(driver.uploads).as("aborted at once").isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(writer::commit)
        .withMessageContaining("an earlier write failed");
    assertThatIOException().isThrownBy(() -> writer.write(1));
    writer.close();
    assertThat(driver.blobs).isEmpty();
  }

  @Test
  void aFailedCommitLeavesTheOldBlob() throws IOException {
    bucket.put("key", Body.of("old"));
    for (int length : new int[] {10, 95}) {
      try (BlobWriter writer = bucket.writer("key", OPTIONS.ifAbsent())) {
        writer.write(random(length));
        BlobStoreException e = thrown(ErrorCode.PRECONDITION_FAILED, writer::commit);
        assertThat(e.operation()).isEqualTo(Operation.PUT);
        assertThatIllegalStateException().isThrownBy(writer::commit);
      }
    }
    assertThat(bucket.getString("key")).isEqualTo("old");
    assertThat(driver.uploads).isEmpty();
  }

  @Test
  void aCommitIsMadeOnce() throws IOException {
    BlobWriter writer = bucket.writer("key");
    writer.write(1);
    writer.commit();
    assertThatIllegalStateException()
        .isThrownBy(writer::commit)
        .withMessageContaining("it is committed already");
    assertThatIOException().isThrownBy(() -> writer.write(1));
    writer.close();
    assertThat(driver.calls).containsExactly("put key");
  }

  @Test
  void withoutMultipartItGoesThroughAFile() throws IOException {
    driver.features.remove(Feature.MULTIPART);
    byte[] bytes = random(995);
    try (BlobWriter writer = driver.bucket().writer("key", OPTIONS)) {
      writer.write(bytes);
      writer.commit();
    }
    assertThat(driver.bytes("key")).isEqualTo(bytes);
    assertThat(driver.calls).containsExactly("put key");
    try (BlobWriter writer = driver.bucket().writer("key", OPTIONS)) {
      writer.write(new byte[995]);
    }
    assertThat(driver.bytes("key")).isEqualTo(bytes);
  }

  @Test
  void theStoreClosedUnderIt() throws IOException {
    BlobStore store = BlobStores.of(driver);
    BlobWriter writer = store.bucket(MapDriver.BUCKET).writer("key", OPTIONS);
    writer.write(random(95));
    // Parts that are on their way to the driver when the store is closed still come to it.
    driver.awaitCalls("uploadPart", 9);
    store.close();
    driver.calls.clear();
    assertThatIllegalStateException().isThrownBy(writer::commit).withMessage("the store is closed");
    writer.close();
    assertThat(driver.calls).as("nothing is asked of a closed driver").isEmpty();
  }

  @Test
  void theListenersExceptionIsThrownAsItIs() {
    RuntimeException stop = new RuntimeException("stop");
    TransferListener listener =
        (bytes, total) -> {
          throw stop;
        };
    BlobWriter writer =
        bucket.writer("key", PutOptions.defaults().transfer(OPTIONS.transfer().listener(listener)));
    assertThatThrownBy(
            () -> {
              writer.write(random(95));
              writer.commit();
            })
        .isSameAs(stop);
    assertThat(driver.uploads).isEmpty();
  }
}
