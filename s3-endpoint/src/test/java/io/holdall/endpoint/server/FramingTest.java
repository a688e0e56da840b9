package io.holdall.endpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a proxy and the server could differ about where a request ends, the one would pass on as a
 * body what the other serves as a request (RFC 9112, 11.2). So whatever can be read in two ways is
 * refused, and nothing behind it is read.
 */
@Timeout(60)
class FramingTest {
  private static final String HIDDEN = "DELETE /hidden HTTP/1.1\r\nHost: h\r\n\r\n";

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 \\d{3} ");

  private final List<String> served = new CopyOnWriteArrayList<>();
  private final Map<String, String> stored = new ConcurrentHashMap<>();
  private EndpointServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        EndpointServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::serve);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Stores a body once it is whole; does not look at those of {@code /unread}. */
  private S3Response serve(S3Request request) {
    served.add(request.method() + ' ' + request.rawPath());
    if (request.rawPath().equals("/unread")) {
      return S3Response.of(403, Headers.empty());
    }
    try {
      String body = new String(request.body().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (request.method().equals("PUT")) {
        stored.put(request.rawPath(), body);
      }
      return S3Response.of(200, Headers.empty());
    } catch (IOException e) {
      return S3Response.of(400, Headers.empty());
    }
  }

  /** All that is answered to these bytes, after which the client sends no more. */
  private String exchange(String sent) throws IOException {
    try (RawClient client = new RawClient(server.address())) {
      client.send(sent);
      client.shutdownOutput();
      return new String(client.rest(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String put(String headers) {
    return "PUT /b/k HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n\r\n";
  }

  private void assertRefused(String sent) throws IOException {
    assertAnsweredOnce(400, sent);
    assertThat(served).isEmpty();
  }

  private void assertAnsweredOnce(int status, String sent) throws IOException {
    String answers = exchange(sent);
    assertThat(stored).isEmpty();
    assertThat(served).doesNotContain("DELETE /hidden");
    assertThat(answers).startsWith("HTTP/1.1 " + status + ' ');
    assertThat(STATUS_LINE.matcher(answers).results()).hasSize(1);
  }

  @Test
  void whatIsFramedWellIsServedAndSoIsWhatFollows() throws IOException {
    exchange(put("Content-Length: 3") + "abc" + HIDDEN);
    exchange(
        put("Transfer-Encoding: Chunked").replace("/k", "/c") + "3\r\nabc\r\n0\r\n\r\n" + HIDDEN);

    assertThat(stored).containsOnly(Map.entry("/b/k", "abc"), Map.entry("/b/c", "abc"));
    assertThat(served).containsExactly("PUT /b/k", "DELETE /hidden", "PUT /b/c", "DELETE /hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0\r\nContent-Length: 36",
        "Content-Length: 36\r\nContent-Length: 0",
        "Content-Length: 0, 36",
        "Content-Length: -1",
        "Content-Length: -36",
        "Content-Length: +36",
        "Content-Length: 0x24",
        "Content-Length: 36.0",
        "Content-Length: many",
        "Content-Length: 3 6",
        "Content-Length:",
        "Content-Length: 99999999999999999999"
      })
  void aLengthThatIsNone(String headers) throws IOException {
    assertRefused(put(headers) + HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding:",
        "Transfer-Encoding: xchunked\r\nContent-Length: 5"
      })
  void aCodingThatIsNotChunkedAlone(String headers) throws IOException {
    assertRefused(put(headers) + "0\r\n\r\n" + HIDDEN);
  }

  /** What would be stored is not what its sender had before it coded it. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "xchunked, chunked"})
  void aCodingThatIsNotKnown(String codings) throws IOException {
    assertAnsweredOnce(501, put("Transfer-Encoding: " + codings) + "0\r\n\r\n" + HIDDEN);
    assertThat(served).isEmpty();
  }

  @Test
  void chunksBeforeThereWereAny() throws IOException {
    assertRefused(
        put("Transfer-Encoding: chunked\r\nConnection: keep-alive").replace("P/1.1", "P/1.0")
            + "0\r\n\r\n"
            + HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n",
        "-1\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "3 3\r\nabc\r\n0\r\n\r\n",
        "\r\n",
        "ffffffffffffffff1\r\nabc\r\n0\r\n\r\n",
        "100000003\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\r\nabc0\r\n\r\n",
        "3\nabc\r\n0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n",
        "3;a\nb\r\nabc\r\n0\r\n\r\n"
      })
  void aChunkThatIsNone(String body) throws IOException {
    String put = put("Transfer-Encoding: chunked") + body + HIDDEN;
    assertAnsweredOnce(400, put);
    assertAnsweredOnce(403, put.replace("/b/k", "/unread"));
    assertThat(served).containsExactly("PUT /b/k", "PUT /unread");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "Content-Length 36",
        "Content-Length : 36",
        "Content-Length\t: 36",
        "Transfer-Encoding : chunked",
        ": 36",
        "x: y\nContent-Length: 36",
        "x: y\rContent-Length: 36",
        "x\u0000: y",
        "x: y\u0000"
      })
  void aHeaderLineThatIsNone(String headers) throws IOException {
    assertRefused(put(headers) + HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /b/k HTTP/1.1\nHost: h\r\nContent-Length: 36\r\n\r\n",
        "PUT /b/k HTTP/1.1\r\nHost: h\nContent-Length: 36\n\n",
        "PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 36\r\n\n"
      })
  void aLineThatEndsInALineFeedAlone(String head) throws IOException {
    assertRefused(head + HIDDEN);
  }
}
