package io.holdall.endpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EndpointServerTest {
  private static final int BIG = 20 << 20;

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final AtomicReference<S3Request> seen = new AtomicReference<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private EndpointServer start(S3Handler handler) throws IOException {
    EndpointServer server = EndpointServer.start(LOOPBACK, handler);
    open.add(server);
    return server;
  }

  private RawClient connect(EndpointServer server) throws IOException {
    RawClient client = new RawClient(server.address());
    open.add(client);
    return client;
  }

  private RawClient client(S3Handler handler) throws IOException {
    return connect(start(handler));
  }

  private S3Response remember(S3Request request) {
    seen.set(request);
    return S3Response.of(200, Headers.empty());
  }

  private static S3Response text(int status, String text) {
    return new S3Response(
        status, Headers.empty(), new S3Response.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] body(S3Request request) {
    try {
      return request.body().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  private static String put(int length, String more) {
    return "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n" + more + "\r\n";
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/, /, ",
        "/b/k?, /b/k, ``",
        "//b//k//, //b//k//, ",
        "/b/../../x/./, /b/../../x/./, ",
        "/b/%2E%2E/%2e%2e/%2E%2E/x, /b/%2E%2E/%2e%2e/%2E%2E/x, ",
        "/.., /.., ",
        "/b/%2e%2E/%2F%5c%41, /b/%2e%2E/%2F%5c%41, ",
        "/b/a;b=c;d, /b/a;b=c;d, ",
        "/b/a+b%2Bc?x=a+b%20c&y&z=, /b/a+b%2Bc, x=a+b%20c&y&z=",
        "/b/\u00c3\u00a9?\u00c3\u00a9, /b/\u00c3\u00a9, \u00c3\u00a9",
        "/b/%ff%C3%28%u0041?%ff%zz, /b/%ff%C3%28%u0041, %ff%zz",
        "/b/[]{}|\"<>^'\\~!$&*()@:, /b/[]{}|\"<>^'\\~!$&*()@:, ",
        "/b/k?a?b/c?d, /b/k, a?b/c?d",
        "/b/%zz%?%, /b/%zz%, %",
        "/b/%00\u0080\u00ff?\u00ff, /b/%00\u0080\u00ff, \u00ff",
        "/b/k#f?q, /b/k#f, q",
        "b/k, b/k, ",
        "*, *, ",
        "HTTP://h, /, ",
        "http://h?q, ``, q",
        "http://h//b/../k?q, //b/../k, q"
      })
  void theTargetArrivesAsItWasSent(String target, String path, String query) throws IOException {
    assertThat(client(this::remember).send(get(target)).receive().status()).isEqualTo(200);
    assertThat(seen.get().rawPath()).isEqualTo(path);
    assertThat(seen.get().rawQuery()).isEqualTo(query);
  }

  @Test
  void methodHeadersAndPeerArriveAsTheyWereSent() throws IOException {
    RawClient client = client(this::remember);
    client.send(
        "FROB /b HTTP/1.1\r\nhOST: x.localhost:1\r\nX-Amz-Meta-A:  \u00e9\u00ff\u0080 b \r\nx-amz-meta-a:\r\n\r\n");
    assertThat(client.receive().status()).isEqualTo(200);
    S3Request request = seen.get();
    assertThat(request.method()).isEqualTo("FROB");
    assertThat(request.headers().all("x-amz-meta-a")).containsExactly("\u00e9\u00ff\u0080 b", "");
    assertThat(request.headers().first("Host")).contains("x.localhost:1");
  }

  @Test
  void headersLeaveAsTheyWereGiven() throws IOException {
    Headers headers =
        Headers.of("ETag", "\"e\"", "x-amz-meta-a", "\u00e9\u00ff", "Server", "AmazonS3");
    RawClient client = client(request -> S3Response.of(200, headers));
    RawClient.Answer answer = client.send(get("/")).receive();
    assertThat(answer.headers())
        .containsEntry("etag", "\"e\"")
        .containsEntry("x-amz-meta-a", "\u00e9\u00ff")
        .containsEntry("server", "AmazonS3")
        .containsEntry("content-length", "0")
        .containsKey("date")
        .doesNotContainKeys("content-type", "connection");
  }

  @Test
  void answersWithoutABodyHaveNone() throws IOException {
    RawClient client =
        client(
            request ->
                switch (request.rawPath()) {
                  case "/head" -> S3Response.of(200, Headers.of("Content-Length", "1234"));
                  case "/error" -> text(404, "no such key");
                  default ->
                      S3Response.of(
                          Integer.parseInt(request.rawPath().substring(1)), Headers.empty());
                });
    client.send("HEAD /head HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(client.receiveHead().headers()).containsEntry("content-length", "1234");
    client.send("HEAD /error HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(client.receiveHead().status()).isEqualTo(404);
    for (String status : List.of("204", "304")) {
      RawClient.Answer answer = client.send(get("/" + status)).receive();
      assertThat(answer.status()).hasToString(status);
      assertThat(answer.headers())
          .doesNotContainKeys("content-length", "content-type", "transfer-encoding");
    }
    // The same connection is still in step.
    assertThat(client.send(get("/200")).receive().headers()).containsEntry("content-length", "0");
  }

  @Test
  void bodiesOfAllFramingsArrive() throws IOException {
    RawClient client =
        client(
            request -> new S3Response(200, Headers.empty(), new S3Response.Bytes(body(request))));
    assertThat(client.send(put(3, "") + "abc").receive().text()).isEqualTo("abc");
    assertThat(client.send(put(0, "")).receive().text()).isEmpty();
    assertThat(client.send(get("/")).receive().text()).isEmpty();
    client.send(
        "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
    assertThat(client.receive().text()).isEqualTo("abc");
  }

  @Test
  void bigBodiesPassThroughInBothDirections() throws IOException {
    RawClient client =
        client(
            request -> {
              if (request.method().equals("PUT")) {
                return text(200, Integer.toString(Arrays.hashCode(body(request))));
              }
              return new S3Response(
                  200, Headers.empty(), new S3Response.Stream(new Counting(BIG), BIG));
            });
    byte[] expected = new Counting(BIG).readAllBytes();
    client.send(put(BIG, "")).send(expected);
    assertThat(client.receive().text()).isEqualTo(Integer.toString(Arrays.hashCode(expected)));
    assertThat(client.send(get("/")).receive().body()).isEqualTo(expected);
    assertThat(client.send(get("/")).receiveHead().headers())
        .containsEntry("content-length", "" + BIG);
  }

  @Test
  void aBodyIsAskedForWhenItIsFirstRead() throws Exception {
    CountDownLatch mayRead = new CountDownLatch(1);
    RawClient client =
        client(
            request -> {
              await(mayRead);
              return new S3Response(200, Headers.empty(), new S3Response.Bytes(body(request)));
            });
    client.send(put(3, "Expect: 100-continue\r\n"));
    assertThat(client.in().available()).isZero();
    mayRead.countDown();
    assertThat(client.receiveHead().status()).isEqualTo(100);
    assertThat(client.send("abc").receive().text()).isEqualTo("abc");
    assertThat(client.send(put(1, "Expect: 100-continue\r\n") + "x").receiveHead().status())
        .isIn(100, 200);
  }

  @Test
  void aRequestThatIsRefusedIsNotAskedForItsBody() throws IOException {
    RawClient client = client(request -> text(403, "no"));
    client.send(put(1 << 30, "Expect: 100-continue\r\n"));
    RawClient.Answer answer = client.receive();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers()).containsEntry("connection", "close");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void aClientThatSendsUnaskedLivesToSeeTheRefusal() throws IOException {
    RawClient client = client(request -> text(403, "no"));
    // Well below what a slow machine takes in while the server is willing to.
    int length = 2 << 20;
    client.send(put(length, "")).send(new byte[length]);
    assertThat(client.receive().status()).isEqualTo(403);
    assertThat(client.send(get("/")).receive().status()).isEqualTo(403);
  }

  @Test
  void whatIsLeftOfABodyIsNotTakenForTheNextRequest() throws IOException {
    RawClient client =
        client(
            request -> {
              try {
                return text(200, "" + request.body().read());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    String smuggled = get("/smuggled");
    client.send(put(smuggled.length(), "") + smuggled + put(1, "") + "b");
    assertThat(client.receive().text()).isEqualTo(Integer.toString('G'));
    assertThat(client.receive().text()).isEqualTo(Integer.toString('b'));
  }

  /** It has its answer, and the worker is wanted by others. */
  @Test
  void aClientThatTakesItsTimeWithABodyThatNobodyReadsIsHungUpOn() throws IOException {
    EndpointServer server =
        EndpointServer.start(LOOPBACK, request -> text(403, "no"), Duration.ofMinutes(10));
    open.add(server);
    RawClient client = connect(server).send(put(1_000_000, "") + "a");
    assertThat(client.receive().text()).isEqualTo("no");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void aClientThatHangsUpIsAnIOExceptionToTheReader() throws Exception {
    for (String head :
        List.of(
            put(1000, ""),
            "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n")) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      CountDownLatch reading = new CountDownLatch(1);
      RawClient client =
          client(
              request -> {
                try {
                  reading.countDown();
                  failure.complete(
                      new AssertionError(request.body().readAllBytes().length + " bytes"));
                } catch (IOException e) {
                  failure.complete(e);
                }
                return text(400, "");
              });
      client.send(head + "abc");
      await(reading);
      client.close();
      assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAnswerThatFailsIsBrokenOffAndItsStreamClosed() throws Exception {
    for (boolean throwing : new boolean[] {true, false}) {
      CountDownLatch closed = new CountDownLatch(1);
      InputStream stream =
          new Counting(100_000) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
              int count = super.read(buffer, offset, length);
              if (count < 0 && throwing) {
                throw new IOException("the disk is gone");
              }
              return count;
            }

            @Override
            public void close() {
              closed.countDown();
            }
          };
      RawClient client =
          client(
              request ->
                  new S3Response(200, Headers.empty(), new S3Response.Stream(stream, 200_000)));
      client.send(get("/"));
      assertThat(client.receiveHead().headers()).containsEntry("content-length", "200000");
      assertThat(client.rest()).hasSizeLessThan(200_000);
      await(closed);
    }
  }

  private static S3Response failing(int length, IOException failure, int after) {
    InputStream stream =
        new Counting(after) {
          @Override
          public int read(byte[] buffer, int offset, int count) throws IOException {
            int read = super.read(buffer, offset, count);
            if (read < 0) {
              throw failure;
            }
            return read;
          }
        };
    return new S3Response(200, Headers.empty(), new S3Response.Stream(stream, length));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void anAnswerWhoseFirstBytesCannotBeReadIsAnErrorThatIsLogged(int length) throws IOException {
    List<LogRecord> log = listen();
    IOException damage = new IOException("secret");
    RawClient client =
        client(
            request ->
                request.rawPath().equals("/good") ? text(200, "good") : failing(length, damage, 5));
    RawClient.Answer answer = client.send(get("/")).receive();
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("<Code>InternalError</Code>").doesNotContain("secret");
    assertThat(log).extracting(LogRecord::getThrown).containsExactly(damage);
    assertThat(client.send(get("/good")).receive().text()).isEqualTo("good");
  }

  @Test
  void anAnswerThatCannotBeReadToItsEndIsLogged() throws IOException {
    List<LogRecord> log = listen();
    IOException damage = new IOException("bad sector");
    RawClient client = client(request -> failing(200_000, damage, 100_000));
    assertThat(client.send(get("/")).receiveHead().status()).isEqualTo(200);
    assertThat(client.rest()).hasSizeLessThan(200_000);
    assertThat(log).extracting(LogRecord::getThrown).containsExactly(damage);
  }

  @Test
  void aClientThatHangsUpIsNoMatterForTheLog() throws Exception {
    List<LogRecord> log = listen();
    hangUpWhileAnswered();
    assertThat(log).isEmpty();
  }

  @Test
  void aStreamIsClosedThoughNothingOfItIsSent() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    InputStream stream =
        new ByteArrayInputStream(new byte[10]) {
          @Override
          public void close() {
            closed.countDown();
          }
        };
    RawClient client =
        client(request -> new S3Response(200, Headers.empty(), new S3Response.Stream(stream, 10)));
    client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(client.receiveHead().headers()).containsEntry("content-length", "10");
    await(closed);
  }

  @Test
  void aClientThatHangsUpWhileItIsAnsweredClosesTheStream() throws Exception {
    hangUpWhileAnswered();
  }

  /** Returns when the stream of the answer has been closed. */
  private void hangUpWhileAnswered() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    InputStream endless =
        new Counting(Integer.MAX_VALUE) {
          @Override
          public void close() {
            closed.countDown();
          }
        };
    RawClient client =
        client(
            request ->
                new S3Response(
                    200, Headers.empty(), new S3Response.Stream(endless, Integer.MAX_VALUE)));
    client.send(get("/")).receiveHead();
    client.close();
    await(closed);
  }

  /** What is logged from now on. */
  private List<LogRecord> listen() {
    List<LogRecord> log = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(EndpointServer.class.getName());
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            log.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(listener);
    logger.setUseParentHandlers(false);
    open.add(() -> logger.setUseParentHandlers(true));
    open.add(() -> logger.removeHandler(listener));
    return log;
  }

  static List<Throwable> defects() {
    return List.of(new IllegalStateException("secret"), new OutOfMemoryError("secret"));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void aDefectIsLoggedAndAnInternalErrorThatTellsNothing(Throwable defect) throws IOException {
    List<LogRecord> log = listen();
    RawClient client =
        client(
            request -> {
              if (request.rawPath().equals("/good")) {
                return text(200, "good");
              }
              if (defect instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) defect;
            });
    RawClient.Answer answer = client.send(get("/")).receive();
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.headers())
        .containsEntry("content-type", "application/xml")
        .containsKey("x-amz-request-id");
    assertThat(answer.text())
        .contains(
            "<Code>InternalError</Code>", "<RequestId>" + answer.headers().get("x-amz-request-id"))
        .doesNotContain("secret", "Exception");
    assertThat(log).extracting(LogRecord::getThrown).containsExactly(defect);
    assertThat(client.send(get("/good")).receive().text()).isEqualTo("good");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /a b HTTP/1.1\\nHost: h|BadRequest",
        "GET /a HTTP/1.1|BadRequest",
        "GET /a HTTP/1.1\\nHost: h\\nHost: i|BadRequest",
        "GET /a HTTP/1.1\\nHost: h\\na b: c|BadRequest",
        "PUT /a HTTP/1.1\\nHost: h\\nContent-Length: -1|BadRequest",
        "PUT /a HTTP/1.1\\nHost: h\\nContent-Length: 1\\nContent-Length: 2|BadRequest",
        "GET /a HTTP/1.1\\nHost: h\\na: b\u0001c|BadRequest",
        "GET /a\u0001b HTTP/1.1\\nHost: h|BadRequest",
        "FROB|BadRequest"
      })
  void whatIsNotARequestIsRefusedInXml(String head, String code) throws IOException {
    RawClient client = client(this::remember);
    RawClient.Answer answer = client.send(head.replace("\\n", "\r\n") + "\r\n\r\n").receive();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("<Code>" + code + "</Code>");
    assertThat(seen.get()).isNull();
  }

  @Test
  void headersHaveALimit() throws IOException {
    EndpointServer server = start(this::remember);
    String key = "k".repeat(10_000);
    assertThat(connect(server).send(get("/" + key)).receive().status()).isEqualTo(200);
    for (String request : List.of(get("/" + key + key), put(0, "x: " + key + key + "\r\n"))) {
      RawClient.Answer answer = connect(server).send(request).receive();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("<Code>RequestHeaderSectionTooLarge</Code>");
    }
  }

  @Test
  void requestsMayArriveInPiecesAndInHeaps() throws IOException {
    RawClient client =
        client(
            request ->
                text(200, request.rawPath() + new String(body(request), StandardCharsets.UTF_8)));
    for (char c : (put(3, "") + "abc").toCharArray()) {
      client.send(String.valueOf(c));
    }
    assertThat(client.receive().text()).isEqualTo("/b/kabc");
    String chunked =
        "PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n0\r\n\r\n";
    client.send((get("/1") + put(3, "") + "abc" + chunked).repeat(20));
    for (int i = 0; i < 20; i++) {
      assertThat(client.receive().text()).isEqualTo("/1");
      assertThat(client.receive().text()).isEqualTo("/b/kabc");
      assertThat(client.receive().text()).isEqualTo("/cxy");
    }
  }

  @Test
  void aClientMayCloseItsHalfOnceItHasSentAll() throws IOException {
    RawClient client = client(request -> text(200, "" + body(request).length));
    client.send(put(BIG, "")).send(new byte[BIG]).shutdownOutput();
    assertThat(client.receive().text()).isEqualTo("" + BIG);
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void aClientThatEndsTooEarlyIsTold() throws IOException {
    RawClient client = client(EndpointServerTest::answerRefusals);
    client.send(put(5, "") + "abc").shutdownOutput();
    assertThat(client.receive().text()).isEqualTo("IncompleteBody");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void aClientThatStopsSendingIsTold() throws IOException {
    EndpointServer server =
        EndpointServer.start(LOOPBACK, EndpointServerTest::answerRefusals, Duration.ofMillis(500));
    open.add(server);
    RawClient client = connect(server).send(put(5, "") + "abc");
    assertThat(client.receive().text()).isEqualTo("RequestTimeout");
    assertThat(client.rest()).isEmpty();
    // Nor may a connection be held open without a request.
    assertThat(connect(server).rest()).isEmpty();
    assertThat(connect(server).send("GET / HT").rest()).isEmpty();
  }

  @Test
  void framingThatIsBrokenIsAnIOException() throws IOException {
    RawClient client = client(EndpointServerTest::answerRefusals);
    client.send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    assertThat(client.receive().text()).contains("framed");
  }

  private static S3Response answerRefusals(S3Request request) {
    try {
      return text(200, "" + request.body().readAllBytes().length);
    } catch (BodyRefusedException e) {
      return text(400, e.refusal().error().code());
    } catch (IOException e) {
      return text(400, e.getMessage());
    }
  }

  @Test
  void tooManyRequestsAtOnceAreToldToSlowDown() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(200);
    EndpointServer server =
        start(
            request -> {
              held.countDown();
              await(release);
              return text(200, "late");
            });
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      clients.add(connect(server).send(get("/")));
    }
    await(held);
    RawClient.Answer refused = connect(server).send(get("/")).receive();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text()).contains("<Code>SlowDown</Code>");
    release.countDown();
    for (RawClient client : clients) {
      assertThat(client.receive().text()).isEqualTo("late");
    }
  }

  @Test
  void clientsThatKeepTheirBodiesBackDoNotShutOutTheOthers() throws Exception {
    EndpointServer server = start(EndpointServerTest::answerRefusals);
    List<RawClient> silent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      silent.add(connect(server).send(put(1000, "") + "x"));
    }
    List<RawClient> told = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (told.size() < 50) {
      assertThat(System.nanoTime()).as("%d have been told", told.size()).isLessThan(end);
      for (RawClient client : silent) {
        if (client.in().available() > 0) {
          told.add(client);
        }
      }
      silent.removeAll(told);
      Thread.sleep(10);
    }
    for (RawClient client : told) {
      assertThat(client.receive().text()).isEqualTo("SlowDown");
    }
    assertThat(connect(server).send(get("/")).receive().status()).isEqualTo(200);
    // Who sends in the end is served.
    assertThat(silent).hasSize(150);
    assertThat(silent.get(0).send("y".repeat(999)).receive().text()).isEqualTo("1000");
  }

  @Test
  void ordinaryClientsAreServedAtOnce() throws Exception {
    EndpointServer server =
        start(
            request ->
                text(200, request.rawPath() + new String(body(request), StandardCharsets.UTF_8)));
    HttpClient client = HttpClient.newHttpClient();
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("/" + i))
              .PUT(HttpRequest.BodyPublishers.ofString("body" + i))
              .expectContinue(i % 2 == 0)
              .build();
      answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }
    for (int i = 0; i < 64; i++) {
      assertThat(answers.get(i).get(60, TimeUnit.SECONDS).body()).isEqualTo("/" + i + "body" + i);
    }
  }

  @Test
  void itsThreadsKeepNoJvmAlive() throws IOException {
    RawClient client = client(this::remember);
    client.send(get("/")).receive();
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("holdall-endpoint"))
            .toList();
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
  }

  @Test
  void aPortInUseIsSaidInOneSentence() throws IOException {
    EndpointServer server = start(this::remember);
    assertThatThrownBy(() -> EndpointServer.start(server.address(), this::remember))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1:"
                + server.address().getPort()
                + ": Address already in use");
  }

  @Test
  void anAddressThatIsNotOursIsSaidInOneSentence() {
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 0);
    assertThatThrownBy(() -> EndpointServer.start(elsewhere, this::remember))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot listen on 192.0.2.1:0: ");
    assertThatThrownBy(
            () ->
                EndpointServer.start(
                    InetSocketAddress.createUnresolved("no.invalid", 9000), this::remember))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot listen on no.invalid:9000: the host is not known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "0.0.0.0"})
  void itSaysWhereItListens(String host) throws IOException {
    EndpointServer server =
        EndpointServer.start(
            new InetSocketAddress(InetAddress.getAllByName(host)[0], 0), this::remember);
    open.add(server);
    URI uri = server.uri();
    assertThat(uri.getPort()).isEqualTo(server.address().getPort()).isPositive();
    assertThat(uri.getScheme()).isEqualTo("http");
    InetAddress listening = server.address().getAddress();
    assertThat(InetAddress.getByName(uri.getHost()))
        .isEqualTo(listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening);
    assertThat(uri.getRawPath()).isEmpty();
    assertThat(connect(server).send(get("/")).receive().status()).isEqualTo(200);
  }

  @Test
  void onAllAddressesItIsReachedByTheLoopbackInterface() throws IOException {
    EndpointServer server = EndpointServer.start(new InetSocketAddress(0), this::remember);
    open.add(server);
    assertThat(server.address().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(InetAddress.getByName(server.uri().getHost()).isLoopbackAddress()).isTrue();
    assertThat(connect(server).send(get("/")).receive().status()).isEqualTo(200);
  }

  /** As the command line does it when it is told to end. */
  @Test
  void whoClosesWithAnInterruptSetWaitsForTheHandlers() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean closedBefore = new AtomicBoolean();
    EndpointServer server =
        start(
            request -> {
              reading.countDown();
              try {
                return text(200, String.valueOf(body(request).length));
              } finally {
                closedBefore.set(comesWithin(closed, Duration.ofMillis(200)));
                ended.countDown();
              }
            });
    connect(server).send(put(10, ""));
    await(reading);
    Thread.currentThread().interrupt();
    server.close();
    closed.countDown();
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    await(ended);
    assertThat(closedBefore).isFalse();
  }

  /** In a handler that does not heed interrupts. */
  private static boolean comesWithin(CountDownLatch latch, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      try {
        return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // What is left of the time is waited for all the same.
      }
    }
  }

  @Test
  void afterCloseNothingIsServed() throws Exception {
    HeldPort port = new HeldPort();
    open.add(port);
    CountDownLatch served = new CountDownLatch(1);
    EndpointServer server =
        EndpointServer.start(
            port.onLoopback(),
            request -> {
              served.countDown();
              return new S3Response(
                  200,
                  Headers.empty(),
                  new S3Response.Stream(new Counting(Integer.MAX_VALUE), Integer.MAX_VALUE));
            });
    open.add(server);
    RawClient client = connect(server).send(get("/"));
    await(served);
    server.close();
    server.close();
    assertThat(client.rest()).hasSizeLessThan(Integer.MAX_VALUE);
    assertThatThrownBy(() -> new RawClient(server.address())).isInstanceOf(ConnectException.class);
    // The port is free again.
    try (EndpointServer again = EndpointServer.start(server.address(), this::remember)) {
      assertThat(connect(again).send(get("/")).receive().status()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionWithoutARequestIsNoMatter() throws IOException {
    EndpointServer server = start(this::remember);
    connect(server).close();
    try (RawClient half = connect(server).send("GET / HT")) {
      assertThat(half.in().available()).isZero();
    }
    assertThat(connect(server).send(get("/")).receive().status()).isEqualTo(200);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing happened");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes that count upwards. */
  private static class Counting extends InputStream {
    private final int length;
    private int at;

    Counting(int length) {
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      if (at == length) {
        return -1;
      }
      int some = Math.min(count, length - at);
      for (int i = 0; i < some; i++) {
        buffer[offset + i] = (byte) ((at++ * 31) >> 3);
      }
      return some;
    }
  }
}
