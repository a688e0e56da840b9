package io.holdall.tck.broken;

import io.holdall.BlobStores;
import io.holdall.PresignedUrl;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.StoredHeaders;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Authentication;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.CredentialsLookup;
import io.holdall.endpoint.sigv4.PresignedRequest;
import io.holdall.endpoint.sigv4.Presigner;
import io.holdall.endpoint.sigv4.SigV4Verifier;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose presigned URLs lead to a broken endpoint. That stands in front of a sound one and
 * knows its secret, so it can let in what the sound one would refuse: it signs the request anew.
 */
public final class Front extends ForwardingDriver {
  private static final String REGION = "us-east-1";
  private static final Credentials CREDENTIALS = new Credentials("HOLDALL", "a secret of tests");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What the broken endpoint does with a request. */
  @FunctionalInterface
  public interface Answer {
    /**
     * @param front which can have it answered by the sound endpoint
     */
    S3Response to(S3Request request, Front front);
  }

  private final Clock clock;
  private final S3Handler sound;
  private final EndpointServer server;

  /**
   * @param clock that URLs are signed by
   */
  public Front(StoreDriver driver, Clock clock, Answer answer) {
    super(driver);
    this.clock = clock;
    this.sound =
        S3Endpoint.over(BlobStores.of(driver))
            .credentials(CREDENTIALS)
            .region(REGION)
            .baseDomains(List.of())
            .clock(clock)
            .build();
    this.server = start(request -> answer.to(request, this));
  }

  static BrokenStore.Defect answering(Answer answer) {
    return (driver, clock) -> BlobStores.of(new Front(driver, clock, answer));
  }

  private static EndpointServer start(S3Handler handler) {
    try {
      return EndpointServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<PresignDriver> presign() {
    return Optional.of(
        (bucket, request) -> {
          Headers.Builder headers = Headers.builder();
          request.headers().forEach(headers::add);
          PresignedRequest signed =
              new Presigner(CREDENTIALS, REGION, clock)
                  .presign(
                      request.method().name(),
                      server.uri(),
                      '/' + bucket + '/' + request.key(),
                      Query.of(StoredHeaders.overrides(request.response())),
                      headers.build(),
                      request.validFor());
          return new PresignedUrl(
              signed.uri(), request.method(), request.headers(), signed.expiry());
        });
  }

  @Override
  public void close() {
    server.close();
    super.close();
  }

  /** The sound endpoint's answer. */
  public S3Response pass(S3Request request) {
    return sound.handle(request);
  }

  /** The sound endpoint's answer, whoever has signed the request. */
  public S3Response letIn(S3Request request) {
    URI signed = signed(request, clock, Duration.ofHours(1), "");
    return pass(with(request, request.method(), signed.getRawQuery(), request.headers()));
  }

  /** Whether the URL was signed for this method, and has not expired. */
  boolean isGood(S3Request request, String method) {
    return isGood(request, method, clock);
  }

  /** Whether the URL was ever good. */
  boolean wasGood(S3Request request) {
    try {
      Clock then = Clock.fixed(signedAt(request), ZoneOffset.UTC);
      return isGood(request, request.method(), then);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isGood(S3Request request, String method, Clock when) {
    try {
      SigV4Verifier verifier = new SigV4Verifier(CredentialsLookup.only(CREDENTIALS), REGION, when);
      return verifier.verify(withMethod(request, method)) instanceof Authentication.Signed;
    } catch (S3Exception e) {
      return false;
    }
  }

  /** Whether the URL has expired, be it signed or not. */
  boolean isOver(S3Request request) {
    long lifetime = Long.parseLong(parameter(request, "X-Amz-Expires"));
    return !clock.instant().isBefore(signedAt(request).plusSeconds(lifetime));
  }

  /** The signature that the URL should have. */
  String rightSignature(S3Request request) {
    Clock then = Clock.fixed(signedAt(request), ZoneOffset.UTC);
    Duration lifetime = Duration.ofSeconds(Long.parseLong(parameter(request, "X-Amz-Expires")));
    URI right = signed(request, then, lifetime, parameter(request, "X-Amz-SignedHeaders"));
    return right.getRawQuery().replaceFirst(".*X-Amz-Signature=", "");
  }

  private URI signed(S3Request request, Clock when, Duration lifetime, String bound) {
    Headers.Builder headers = Headers.builder();
    List<String> names = Arrays.asList(bound.split(";", -1));
    request.headers().fields().stream()
        .filter(it -> isAmz(it) || names.contains(it.name().toLowerCase(Locale.ROOT)))
        .filter(it -> !it.name().equalsIgnoreCase("host"))
        .forEach(it -> headers.add(it.name(), it.value()));
    Query query = only(request.query(), it -> !it.name().startsWith("X-Amz-"));
    return new Presigner(CREDENTIALS, REGION, when)
        .presign(request.method(), server.uri(), request.path(), query, headers.build(), lifetime)
        .uri();
  }

  private static boolean isAmz(Headers.Header header) {
    return header.name().toLowerCase(Locale.ROOT).startsWith("x-amz-");
  }

  private static Instant signedAt(S3Request request) {
    return DATE.parse(parameter(request, "X-Amz-Date"), Instant::from);
  }

  static String parameter(S3Request request, String name) {
    return request.query().value(name).orElse("");
  }

  private static Query only(Query query, Predicate<Query.Parameter> kept) {
    return Query.of(query.parameters().stream().filter(kept).toList());
  }

  /** The request without the parameters that are not kept. */
  static S3Request without(S3Request request, Predicate<String> dropped) {
    String query =
        Arrays.stream(String.valueOf(request.rawQuery()).split("&", -1))
            .filter(it -> !dropped.test(it.replaceFirst("=.*", "")))
            .reduce((a, b) -> a + "&" + b)
            .orElse("");
    return with(request, request.method(), query, request.headers());
  }

  /** The request without some of its headers, which are asked about in lower case. */
  static S3Request withoutHeaders(S3Request request, Predicate<String> dropped) {
    Headers.Builder headers = request.headers().toBuilder();
    request.headers().names().stream().filter(dropped).forEach(headers::remove);
    return request.withHeaders(headers.build());
  }

  static S3Request withMethod(S3Request request, String method) {
    return with(request, method, request.rawQuery(), request.headers());
  }

  private static S3Request with(
      S3Request request, String method, @Nullable String rawQuery, Headers headers) {
    return new S3Request(method, request.rawPath(), rawQuery, headers, request.body());
  }
}
