package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.TransferOptions;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A store with fewer connections than calls. */
final class ConnectionsTest extends WireTest {
  private static final int MIB = 1 << 20;
  private static final Duration SILENCE = Duration.ofMillis(1500);

  /** Where somebody has to be answered in time, on a busy machine too. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Override
  S3Store.Builder settings(S3Store.Builder builder) {
    return builder.connections(1).connectTimeout(SILENCE).readTimeout(SILENCE);
  }

  /** All of them together take longer than a connection is waited for. */
  @Test
  void partsWaitForOneAnother() {
    int parts = 6;
    for (int i = 0; i < parts + 2; i++) {
      server.then(ConnectionsTest::serve);
    }
    try (BlobStore patient =
        server.store().connections(1).connectTimeout(PATIENCE).readTimeout(PATIENCE).open()) {
      PutResult result =
          patient
              .bucket(Fixtures.BUCKET)
              .put(
                  "key",
                  Body.of(new byte[parts * 5 * MIB]),
                  PutOptions.defaults()
                      .transfer(
                          TransferOptions.defaults()
                              .threshold(5 * MIB)
                              .partSize(5 * MIB)
                              .parallelism(parts)));
      assertThat(result.etag()).isEqualTo(ETag.of("x-8"));
    }
  }

  private static void serve(WireServer.Exchange exchange) throws IOException {
    String target = exchange.seen().target();
    if (target.contains("partNumber")) {
      slowly();
      exchange.answer(200, "", "ETag: \"x\"");
    } else if (target.endsWith("?uploads")) {
      exchange.answer(
          200,
          "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
    } else {
      exchange.answer(
          200,
          "<CompleteMultipartUploadResult><ETag>\"x-8\"</ETag></CompleteMultipartUploadResult>");
    }
  }

  /** Sockets know no clock but the system's. */
  private static void slowly() {
    try {
      Thread.sleep(PATIENCE.toMillis() / 4);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nobodyWaitsForeverForABlobThatIsOpen() {
    server.thenBlob("hello");
    try (Blob blob = bucket.get("key")) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> bucket.put("other", Body.of("hello")), () -> bucket.exists("other"))) {
        isCrowdedOut(Fixtures.failure(call));
      }
      assertThat(blob.attributes().size()).isEqualTo(5);
    }
    server.then(200, "ETag: \"x\"");
    bucket.put("other", Body.of("hello"));
    assertThat(server.requests()).hasSize(2);
  }

  private void isCrowdedOut(BlobStoreException failure) {
    assertThat(failure)
        .hasMessageContaining(
            "all connections to %s are in use, by other calls or by blobs that are open for reading",
            server.url())
        .returns(ErrorCode.UNAVAILABLE, BlobStoreException::code)
        .returns(true, BlobStoreException::isRetryable);
    assertThat(failure.getMessage()).doesNotContain("outcome");
  }

  @Test
  void norForABodyThatWaitsForTheSameConnection() {
    InputStream asking =
        new FilterInputStream(new ByteArrayInputStream(new byte[17 * MIB])) {
          @Override
          public int read(byte[] target, int offset, int most) throws IOException {
            return bucket.exists("other") ? -1 : super.read(target, offset, most);
          }
        };
    server.then(exchange -> exchange.readBody());
    BlobStoreException failure =
        Fixtures.failure(
            () ->
                bucket.put(
                    "key",
                    Body.of(asking, 17 * MIB),
                    PutOptions.defaults()
                        .transfer(TransferOptions.defaults().threshold(100 * MIB))));
    assertThat(failure)
        .hasMessageContaining("all connections to %s are in use", server.url())
        .returns(ErrorCode.BODY_FAILED, BlobStoreException::code);
  }
}
