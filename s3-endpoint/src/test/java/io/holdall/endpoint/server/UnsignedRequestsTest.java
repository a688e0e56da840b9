package io.holdall.endpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStores;
import io.holdall.endpoint.MapDriver;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.PresignedRequest;
import io.holdall.endpoint.sigv4.Presigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What someone can ask for who knows an access key id, as every presigned URL shows it. */
@Timeout(60)
class UnsignedRequestsTest {
  private static final Credentials CREDENTIALS = new Credentials("AKID", "secret");

  /** So many times its request is an answer at most, with a few hundred bytes for itself. */
  private static final int MOST = 12;

  private final EndpointServer server = start();
  private PresignedRequest url;

  private static EndpointServer start() {
    Clock clock = Clock.systemUTC();
    S3Endpoint endpoint =
        S3Endpoint.over(BlobStores.of(new MapDriver(clock))).credentials(CREDENTIALS).build();
    try {
      return EndpointServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), endpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void presign() {
    url =
        new Presigner(CREDENTIALS, "us-east-1", Clock.systemUTC())
            .presign(
                "GET",
                server.uri(),
                "/bucket/key",
                Query.empty(),
                Headers.empty(),
                Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private RawClient.Answer ask(String query, String headers) throws IOException {
    String request =
        "GET "
            + url.uri().getRawPath()
            + '?'
            + query
            + " HTTP/1.1\r\nHost: "
            + url.uri().getAuthority()
            + "\r\n"
            + headers
            + "\r\n";
    try (RawClient client = new RawClient(server.address())) {
      client.send(request);
      RawClient.Answer answer = client.receive();
      assertThat(answer.body().length).isLessThan(MOST * request.length() + 2000);
      return answer;
    }
  }

  private String signedHeaders(String names) {
    return url.uri().getRawQuery().replace("SignedHeaders=host", "SignedHeaders=" + names);
  }

  @Test
  void aHeaderThatIsSaidToBeSignedManyTimesIsNotRepeatedSoOften() throws IOException {
    RawClient.Answer answer =
        ask(signedHeaders("host" + ";a".repeat(3000)), "a:x\r\n".repeat(3000));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .contains("<Code>AuthorizationQueryParametersError</Code>", "each once");
  }

  @Test
  void manyHeadersThatAreSaidToBeSignedAreNotRepeatedAsAWhole() throws IOException {
    Set<String> names = new TreeSet<>();
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      String name = Integer.toString(10_000 + i, 36);
      names.add(name);
      headers.append(name).append(":'\r\n");
    }
    names.add("host");
    RawClient.Answer answer = ask(signedHeaders(String.join(";", names)), headers.toString());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("<Code>SignatureDoesNotMatch</Code>");
    assertThat(answer.body().length).isLessThan(64 << 10);
  }

  @Test
  void headersThatAreSaidToBeSignedAndWereNotSentAreNotMadeUp() throws IOException {
    RawClient.Answer answer = ask(signedHeaders("host;zz"), "");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text())
        .contains("<Code>SignatureDoesNotMatch</Code>", "&#10;host;zz&#10;")
        .doesNotContain("zz:");
  }

  @Test
  void theLongestValueInCharactersThatXmlEscapes() throws IOException {
    RawClient.Answer answer = ask(signedHeaders("a;host"), "a:" + "'".repeat(16_000) + "\r\n");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().length).isLessThan(64 << 10);
  }
}
