package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Servers that do not answer: one sentence that names the endpoint, and the truth about writes. */
final class OutageTest {
  private static S3Store.Builder at(String url) {
    return S3Store.builder()
        .endpoint(URI.create(url))
        .pathStyle(true)
        .region("eu-west-1")
        .credentials(Fixtures.CREDENTIALS);
  }

  private static BlobStoreException put(S3Store.Builder builder) {
    try (BlobStore store = builder.open()) {
      return Fixtures.failure(() -> store.bucket(Fixtures.BUCKET).put("key", Body.of("hello")));
    }
  }

  private static void nothingHappened(BlobStoreException failure, String sentence) {
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure).hasMessage("put some-bucket/key: " + sentence + " (UNAVAILABLE)");
    assertThat(failure.getCause()).isNotNull();
  }

  @Test
  void aRefusedConnection() throws IOException {
    try (Socket reserved = new Socket()) {
      // Bound and not listening: nobody else gets the port, and connections are refused.
      reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "http://127.0.0.1:" + reserved.getLocalPort();
      BlobStoreException failure = put(at(url));
      nothingHappened(failure, url + " does not accept a connection");
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void anUnknownHost() {
    nothingHappened(
        put(at("http://no-such-host.invalid:81")),
        "http://no-such-host.invalid:81 cannot be found by its name");
  }

  @Test
  void aServerWithoutTls() throws IOException {
    try (WireServer server = new WireServer()) {
      String url = "https://127.0.0.1:" + server.url().getPort();
      BlobStoreException failure = put(at(url));
      nothingHappened(failure, "no secure connection can be made to " + url);
      assertThat(failure.isRetryable()).isFalse();
    }
  }

  @Test
  void aServerThatIsSilent() throws IOException {
    try (WireServer server = new WireServer()) {
      server.then(exchange -> exchange.readBody(Long.MAX_VALUE));
      BlobStoreException failure = put(server.store().readTimeout(Duration.ofSeconds(2)));
      assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(failure)
          .hasMessage(
              "put some-bucket/key: "
                  + server.url()
                  + " did not answer in time; the outcome is unknown (UNAVAILABLE)");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aServerThatDoesNotSpeakHttp() throws IOException {
    try (WireServer server = new WireServer()) {
      server.then(
          exchange -> {
            exchange.readBody();
            exchange.write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
            exchange.hangUp();
          });
      BlobStoreException failure = put(server.store());
      assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(failure).hasMessageContaining(server.url() + " hung up");
    }
  }

  @Test
  void aServerThatDoesNotSpeakS3() throws IOException {
    try (WireServer server = new WireServer();
        BlobStore store = server.store().open()) {
      server.thenXml(200, "<html><p>Welcome<p></html>");
      BlobStoreException failure =
          Fixtures.failure(() -> store.bucket(Fixtures.BUCKET).list().stream().count());
      assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
      assertThat(failure).hasMessageContaining(server.url() + " does not answer as S3 does");
    }
  }

  @Test
  void aWebServerOfAnotherKindDoesNotKnowThatThereIsNoSuchKey() throws IOException {
    try (WireServer server = new WireServer();
        BlobStore store = server.store().open()) {
      server.thenXml(404, "<html><p>Not found</p></html>");
      BlobStoreException failure =
          Fixtures.failure(() -> store.bucket(Fixtures.BUCKET).list().stream().count());
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
      assertThat(failure).hasMessageContaining(server.url() + " does not answer as S3 does: 404");
    }
  }

  @Test
  void norThatThereIsNoSuchBucketOrBlob() throws IOException {
    try (WireServer server = new WireServer();
        BlobStore store = server.store().open()) {
      WireServer.Act page = exchange -> exchange.head(404, 29, "Content-Type: text/html");
      server.then(page);
      isNoS3(server, () -> store.bucketExists(Fixtures.BUCKET));
      server.then(page);
      isNoS3(server, () -> store.createBucket(Fixtures.BUCKET));
      server.then(page).thenXml(404, "<html><p>Not found</p></html>");
      isNoS3(server, () -> store.bucket(Fixtures.BUCKET).exists("key"));
    }
  }

  private static void isNoS3(WireServer server, ThrowingCallable call) {
    assertThat(Fixtures.failure(call))
        .hasMessageContaining(server.url() + " does not answer as S3 does: 404")
        .returns(ErrorCode.INVALID_REQUEST, BlobStoreException::code);
  }
}
