package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdall.Blob;
import io.holdall.Body;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A store that is closed while it is used: the caller did it, and not the server. */
final class ClosingTest extends WireTest {
  private static final String ENDS = "the store was closed while the call was under way";
  private static final int MIB = 1 << 20;

  /** What ends a call whose request the server has, and does not answer. */
  private Throwable closedDuring(ThrowingCallable call) throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    server.then(
        exchange -> {
          exchange.readBody();
          arrived.countDown();
          exchange.readBody(Long.MAX_VALUE);
        });
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(() -> catchThrowable(call));
    arrived.await();
    store.close();
    return failure.join();
  }

  @Test
  void aWrite() throws InterruptedException {
    assertThat(closedDuring(() -> bucket.put("key", Body.of("hello"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(ENDS);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aPartOfMany() throws InterruptedException {
    server.thenXml(
        200,
        "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
    assertThat(closedDuring(() -> bucket.put("key", Body.of(new byte[17 * MIB]))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(ENDS);
  }

  @Test
  void aRead() throws InterruptedException {
    assertThat(closedDuring(() -> bucket.list().stream().count()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(ENDS);
  }

  /** The pool of connections has words of its own for it. */
  @Test
  void aBodyThatIsStillRead() {
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(new byte[100_000])) {
          @Override
          public int read(byte[] target, int offset, int most) throws IOException {
            store.close();
            return super.read(target, offset, most);
          }
        };
    assertThatThrownBy(() -> bucket.put("key", Body.of(slow, 100_000)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(ENDS);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aBlobThatIsBeingRead() throws Exception {
    server.then(
        exchange -> {
          exchange.head(
              200,
              20 * MIB,
              "ETag: \"" + Fixtures.ETAG + "\"",
              "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT");
          exchange.write("hello".getBytes(StandardCharsets.UTF_8));
          exchange.readBody(Long.MAX_VALUE);
        });
    try (Blob blob = bucket.get("key")) {
      InputStream bytes = blob.stream();
      assertThat(bytes.readNBytes(5)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
      store.close();
      for (ThrowingCallable read :
          List.<ThrowingCallable>of(bytes::read, () -> bytes.readNBytes(5))) {
        assertThatThrownBy(read).isInstanceOf(IllegalStateException.class).hasMessage(ENDS);
      }
    }
  }
}
