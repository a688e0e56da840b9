package io.holdall.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.MovableClock;
import io.holdall.endpoint.sigv4.RequestSigner;
import io.holdall.spi.StoreDriver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An endpoint over a store in maps, and a client of it that needs no wire. */
public final class Wire {
  public static final Credentials CREDENTIALS = new Credentials("AKID", "secret");

  public final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
  public final MapDriver driver = new MapDriver(clock);
  public final BlobStore store;
  private final String region;
  private final S3Endpoint endpoint;

  public Wire() {
    this("us-east-1");
  }

  /**
   * @param lacking what the store cannot do
   */
  public Wire(String region, Feature... lacking) {
    this(region, UnaryOperator.identity(), endpoint -> endpoint, lacking);
  }

  /** An endpoint that clients find elsewhere. */
  public static Wire behind(URI publicUrl) {
    return new Wire(
        "us-east-1", UnaryOperator.identity(), endpoint -> endpoint.publicUrl(publicUrl));
  }

  /**
   * @param wrapping what the endpoint's store does otherwise than the one in maps
   */
  public Wire(UnaryOperator<StoreDriver> wrapping) {
    this("us-east-1", wrapping, endpoint -> endpoint);
  }

  private Wire(
      String region,
      UnaryOperator<StoreDriver> wrapping,
      UnaryOperator<S3Endpoint.Builder> described,
      Feature... lacking) {
    this.region = region;
    List.of(lacking).forEach(driver::without);
    this.store = BlobStores.of(wrapping.apply(driver));
    this.endpoint =
        described
            .apply(S3Endpoint.over(store).credentials(CREDENTIALS).region(region).clock(clock))
            .build();
  }

  /** What came back, its body read. */
  public record Answer(int status, Headers headers, String body) {
    public String header(String name) {
      return headers.first(name).orElse("");
    }

    /** Insists on an error, and gives the document back. */
    public Answer is(int expected, String code) {
      assertThat(body).contains("<Code>" + code + "</Code>");
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    public Answer is(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    /** The text of the first element with the name. */
    public String text(String element) {
      int start = body.indexOf('<' + element + '>');
      assertThat(start).as("an element %s in %s", element, body).isNotNegative();
      return body.substring(
          start + element.length() + 2, body.indexOf("</" + element + '>', start));
    }

    /** The whole document without declaration and ids. */
    public String document() {
      return body.replaceFirst("^<\\?xml[^>]*>\n", "")
          .replaceFirst(" xmlns=\"[^\"]*\"", "")
          .replaceFirst("<RequestId>.*</HostId>", "");
    }
  }

  /** A bucket that is there, with its handle for looking behind the wire. */
  public Bucket bucket(String name) {
    return store.createBucket(name);
  }

  /**
   * A request whose signature does not cover the body.
   *
   * @param bodyAndHeaders names and values of headers; before them the body, if there is one
   */
  public Answer send(String method, String target, String... bodyAndHeaders) {
    int first = bodyAndHeaders.length % 2;
    String body = first == 0 ? "" : bodyAndHeaders[0];
    String[] headers = Arrays.copyOfRange(bodyAndHeaders, first, bodyAndHeaders.length);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers.Builder all = Headers.of(headers).toBuilder();
    if (method.equals("PUT") || method.equals("POST")) {
      all.set("Content-Length", Integer.toString(bytes.length));
    }
    return sign(request(method, target, all.build(), new ByteArrayInputStream(bytes)));
  }

  /** A request just as it is, but for the Host header. */
  public static S3Request request(String method, String target, Headers headers, InputStream body) {
    Headers hosted =
        headers.has("Host") ? headers : headers.toBuilder().add("Host", "localhost:9000").build();
    return S3Request.of(method, target, hosted).withBody(body);
  }

  public Answer sign(S3Request request) {
    return sign(request, "UNSIGNED-PAYLOAD");
  }

  public Answer sign(S3Request request, String payloadHash) {
    return handle(new RequestSigner(CREDENTIALS, region, clock).sign(request, payloadHash));
  }

  /** What the endpoint makes of a request as it is. */
  public Answer handle(S3Request request) {
    try (S3Response response = endpoint.handle(request)) {
      Optional<String> length = response.headers().first("Content-Length");
      String body = new String(response.body().stream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(length.isPresent()).isEqualTo(length.isPresent() && body.isEmpty());
      return new Answer(response.status(), response.headers(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
