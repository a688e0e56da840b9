package io.holdall.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ContentHeaders;
import io.holdall.ErrorCode;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.endpoint.server.HeldPort;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.MovableClock;
import io.holdall.spi.DriverException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPresignerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final MapDriver driver = new MapDriver(clock);
  private final EndpointPresigner presigner = new EndpointPresigner(driver, clock);
  private Bucket bucket;

  @BeforeEach
  void make() {
    bucket = BlobStores.of(driver).createBucket("bucket");
  }

  @AfterEach
  void stop() {
    presigner.close();
    assertThat(driver.isClosed()).isFalse();
  }

  private static HttpResponse<String> send(String method, URI url, PresignedUrl signed, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    signed.headers().forEach(request::header);
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> use(PresignedUrl signed, String body)
      throws IOException, InterruptedException {
    return send(signed.method().name(), signed.url(), signed, body);
  }

  @Test
  void lendsEachOfTheFourMethods() throws Exception {
    Duration hour = Duration.ofHours(1);
    PresignedUrl put = presigner.presign("bucket", PresignRequest.put("key", hour));
    assertThat(put.expiresAt()).isEqualTo(clock.instant().plus(hour));
    assertThat(put.method()).isEqualTo(PresignRequest.Method.PUT);
    assertThat(use(put, "hello").statusCode()).isEqualTo(200);
    assertThat(bucket.getString("key")).isEqualTo("hello");
    PresignedUrl get = presigner.presign("bucket", PresignRequest.get("key", hour));
    assertThat(use(get, "").body()).isEqualTo("hello");
    PresignedUrl head = presigner.presign("bucket", PresignRequest.head("key", hour));
    HttpResponse<String> headed = use(head, "");
    assertThat(headed.statusCode()).isEqualTo(200);
    assertThat(headed.headers().firstValue("content-length")).contains("5");
    PresignedUrl delete = presigner.presign("bucket", PresignRequest.delete("key", hour));
    assertThat(use(delete, "").statusCode()).isEqualTo(204);
    assertThat(bucket.exists("key")).isFalse();
  }

  @Test
  void refusesFromTheExpiryOnByTheStoresClock() throws Exception {
    bucket.put("key", Body.of("x"));
    PresignedUrl get =
        presigner.presign("bucket", PresignRequest.get("key", Duration.ofSeconds(1)));
    clock.move(Duration.ofMillis(999));
    assertThat(use(get, "").statusCode()).isEqualTo(200);
    clock.move(Duration.ofMillis(1));
    HttpResponse<String> late = use(get, "");
    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(late.body()).contains("Request has expired");
  }

  @Test
  void isBoundToMethodKeyAndHeaders() throws Exception {
    bucket.put("key", Body.of("x"));
    bucket.put("kez", Body.of("y"));
    Duration hour = Duration.ofHours(1);
    PresignedUrl get = presigner.presign("bucket", PresignRequest.get("key", hour));
    assertThat(send("DELETE", get.url(), get, "").statusCode()).isEqualTo(403);
    URI other = URI.create(get.url().toString().replace("/key?", "/kez?"));
    assertThat(send("GET", other, get, "").statusCode()).isEqualTo(403);

    PresignedUrl put =
        presigner.presign(
            "bucket",
            PresignRequest.put("typed", hour)
                .header("Content-Type", "text/plain")
                .header("x-amz-meta-a", "b"));
    assertThat(put.headers()).containsOnlyKeys("content-type", "x-amz-meta-a");
    PresignedUrl bare =
        new PresignedUrl(put.url(), put.method(), java.util.Map.of(), put.expiresAt());
    assertThat(use(bare, "z").statusCode()).isEqualTo(403);
    assertThat(use(put, "z").statusCode()).isEqualTo(200);
    assertThat(bucket.head("typed").contentType()).isEqualTo("text/plain");
    assertThat(bucket.head("typed").metadata().asMap()).containsEntry("a", "b");
  }

  @Test
  void overridesHeadersOfTheAnswer() throws Exception {
    bucket.put("key", Body.of("x"));
    PresignedUrl get =
        presigner.presign(
            "bucket",
            PresignRequest.get("key", Duration.ofHours(1))
                .response(
                    ContentHeaders.none()
                        .contentType("text/html; charset=utf-8")
                        .contentDisposition("attachment; filename=\"a b.txt\"")));
    HttpResponse<String> answer = use(get, "");
    assertThat(answer.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"a b.txt\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b", "a+b", "a%2Fb", "//", "a//b", ".", "..", "a/../b", "ä/€/😀", "?x=y&z", "#", "'\"<>&",
        "~_-.", "a\\b", "%", "a\nb"
      })
  void keepsKeysExactly(String key) throws Exception {
    Duration hour = Duration.ofHours(1);
    assertThat(use(presigner.presign("bucket", PresignRequest.put(key, hour)), key).statusCode())
        .isEqualTo(200);
    assertThat(bucket.list().stream().map(blob -> blob.key())).containsExactly(key);
    assertThat(use(presigner.presign("bucket", PresignRequest.get(key, hour)), "").body())
        .isEqualTo(key);
  }

  @Test
  void startsOneServerForAll() {
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 16)
        .parallel()
        .forEach(
            i -> {
              PresignRequest request = PresignRequest.get("key" + i, Duration.ofHours(1));
              ports.add(presigner.presign("bucket", request).url().getPort());
            });
    assertThat(ports).hasSize(1);
  }

  @Test
  void stopsItWithTheStore() throws Exception {
    bucket.put("key", Body.of("x"));
    PresignRequest request = PresignRequest.get("key", Duration.ofHours(1));
    PresignedUrl get = presigner.presign("bucket", request);
    assertThat(use(get, "").statusCode()).isEqualTo(200);
    presigner.close();
    presigner.close();
    // A client of its own: the other may keep a connection and find it closed.
    HttpRequest again = HttpRequest.newBuilder(get.url()).build();
    assertThat(
            catchThrowableOfType(
                ConnectException.class,
                () -> HttpClient.newHttpClient().send(again, BodyHandlers.discarding())))
        .isNotNull();
    assertThatIllegalStateException().isThrownBy(() -> presigner.presign("bucket", request));
  }

  @Test
  void servesWhereAndWithWhatItIsTold() throws Exception {
    try (HeldPort port = new HeldPort();
        EndpointPresigner told =
            new EndpointPresigner(
                driver, clock, port.onLoopback(), null, new Credentials("AKID", "secret"))) {
      PresignedUrl url = told.presign("bucket", PresignRequest.get("key", Duration.ofHours(1)));
      assertThat(url.url().getPort()).isEqualTo(port.number());
      assertThat(url.url().getRawQuery()).contains("X-Amz-Credential=AKID%2F20260301%2F");
    }
  }

  @Test
  void saysSoIfThePortIsInUse() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      InetSocketAddress address = new InetSocketAddress(loopback, taken.getLocalPort());
      try (EndpointPresigner late = new EndpointPresigner(driver, clock, address, null, null)) {
        PresignRequest request = PresignRequest.get("key", Duration.ofHours(1));
        DriverException e =
            catchThrowableOfType(DriverException.class, () -> late.presign("bucket", request));
        assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILED);
        assertThat(e).hasMessageContaining(Integer.toString(taken.getLocalPort()));
      }
    }
  }

  @Test
  void anotherStoresUrlsAreRefused() throws Exception {
    bucket.put("key", Body.of("x"));
    PresignRequest request = PresignRequest.get("key", Duration.ofHours(1));
    try (EndpointPresigner other = new EndpointPresigner(driver, clock)) {
      URI mine = presigner.presign("bucket", request).url();
      URI theirs = other.presign("bucket", request).url();
      URI mixed =
          URI.create(
              "http://" + mine.getRawAuthority() + mine.getRawPath() + "?" + theirs.getRawQuery());
      HttpRequest stranger = HttpRequest.newBuilder(mixed).build();
      assertThat(CLIENT.send(stranger, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
      assertThat(List.of(mine, theirs)).doesNotHaveDuplicates();
    }
  }

  /** Nobody else could use such a URL. */
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void urlsLeadToOneAddress(String all) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new EndpointPresigner(driver, clock, new InetSocketAddress(all, 0), null, null))
        .withMessageContaining("all addresses");
  }

  @ParameterizedTest
  @CsvSource({
    "https://files.example, https://files.example, files.example",
    "HTTPS://Files.Example:443/, https://files.example:443, files.example",
    "http://files.example:8080, http://files.example:8080, files.example:8080"
  })
  void urlsBeginWithThePublicOne(String publicUrl, String start, String host) throws Exception {
    bucket.put("a/../b", Body.of("hello"));
    try (HeldPort held = new HeldPort();
        EndpointPresigner behind =
            new EndpointPresigner(
                driver,
                clock,
                new InetSocketAddress("0.0.0.0", held.number()),
                URI.create(publicUrl),
                null)) {
      int port = held.number();
      PresignRequest request = PresignRequest.get("a/../b", Duration.ofHours(1));
      URI url = behind.presign("bucket", request).url();
      assertThat(url.toString()).startsWith(start + "/bucket/a/%2E%2E/b?");
      assertThat(passOn(port, url, host)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nhello");
      assertThat(passOn(port, url, "127.0.0.1:" + port))
          .startsWith("HTTP/1.1 403")
          .contains("SignatureDoesNotMatch");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files.example",
        "//files.example",
        "ftp://files.example",
        "https:///",
        "https://files.example/below",
        "https://me@files.example",
        "https://files.example?x",
        "https://files.example#x"
      })
  void thePublicUrlIsNothingButAPlace(String bad) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndpointPresigner(driver, clock, address, URI.create(bad), null))
        .withMessageContaining(bad);
  }

  /** As a proxy does that has ended TLS. */
  private static String passOn(int port, URI url, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET %s?%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(url.getRawPath(), url.getRawQuery(), host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
