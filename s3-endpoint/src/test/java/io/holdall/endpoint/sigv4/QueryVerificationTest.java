package io.holdall.endpoint.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryVerificationTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final URI ENDPOINT = URI.create("http://127.0.0.1:9000");
  private static final Credentials CREDENTIALS = new Credentials("AKID", "secret");

  private final MovableClock clock = new MovableClock(NOW);
  private final SigV4Verifier verifier =
      new SigV4Verifier(CredentialsLookup.only(CREDENTIALS), "eu-west-1", clock);
  private final Presigner presigner = new Presigner(CREDENTIALS, "eu-west-1", clock);

  private PresignedRequest presign(Duration lifetime) {
    return presigner.presign(
        "GET", ENDPOINT, "/bucket/key", Query.empty(), Headers.empty(), lifetime);
  }

  private static S3Request request(String method, PresignedRequest presigned) {
    Headers headers = presigned.headers().toBuilder().set("Host", "127.0.0.1:9000").build();
    return S3Request.of(method, target(presigned), headers);
  }

  private static String target(PresignedRequest presigned) {
    return presigned.uri().getRawPath() + "?" + presigned.uri().getRawQuery();
  }

  private static S3Request edit(PresignedRequest presigned, String from, String to) {
    assertThat(target(presigned)).contains(from);
    return S3Request.of(
        "GET", target(presigned).replace(from, to), request("GET", presigned).headers());
  }

  private static S3Request withHeader(S3Request request, String name, String value) {
    return request.withHeaders(request.headers().toBuilder().add(name, value).build());
  }

  private S3Exception refused(S3Request request) {
    S3Exception refusal = catchThrowableOfType(S3Exception.class, () -> verifier.verify(request));
    assertThat(refusal).as("%s should be refused", request).isNotNull();
    return refusal;
  }

  @Test
  void isGoodUntilTheInstantOfExpiryAndNotAtIt() {
    clock.move(Duration.ofMillis(900));
    PresignedRequest presigned = presign(Duration.ofSeconds(10));
    assertThat(presigned.expiry()).isEqualTo(NOW.plusSeconds(10));
    S3Request request = request("GET", presigned);

    clock.set(NOW.plusSeconds(10).minusNanos(1));
    assertThat(verifier.verify(request))
        .isEqualTo(
            new Authentication.Signed(
                "AKID", Authentication.Form.QUERY, NOW, request.headers(), new Payload.Unsigned()));
    clock.set(NOW.plusSeconds(10));
    S3Exception refusal = refused(request);
    assertThat(refusal.error()).isEqualTo(S3Error.ACCESS_DENIED);
    assertThat(refusal.text()).isEqualTo("Request has expired");
    assertThat(refusal.details())
        .containsEntry("X-Amz-Expires", "10")
        .containsEntry("Expires", "2026-03-04T05:06:17Z")
        .containsEntry("ServerTime", "2026-03-04T05:06:17Z");
  }

  @Test
  void livesAWeekAtMost() {
    S3Request request = request("GET", presign(Duration.ofDays(7)));
    clock.set(NOW.plus(Duration.ofDays(7)).minusSeconds(1));
    assertThat(verifier.verify(request)).isInstanceOf(Authentication.Signed.class);
  }

  @ParameterizedTest
  @CsvSource({"-900, true", "-901, false"})
  void mayBeAheadOfUsByAQuarterOfAnHour(long seconds, boolean accepted) {
    S3Request request = request("GET", presign(Duration.ofHours(1)));
    clock.move(Duration.ofSeconds(seconds));
    if (accepted) {
      assertThat(verifier.verify(request)).isInstanceOf(Authentication.Signed.class);
    } else {
      S3Exception refusal = refused(request);
      assertThat(refusal.error()).isEqualTo(S3Error.ACCESS_DENIED);
      assertThat(refusal.text()).isEqualTo("Request is not valid yet");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ACCESS_DENIED, expired",
    "604801, AUTHORIZATION_QUERY_PARAMETERS_ERROR, less than a week",
    "99999999999999999999999, AUTHORIZATION_QUERY_PARAMETERS_ERROR, less than a week",
    "-1, AUTHORIZATION_QUERY_PARAMETERS_ERROR, non-negative",
    "-99999999999999999999999, AUTHORIZATION_QUERY_PARAMETERS_ERROR, non-negative",
    "abc, AUTHORIZATION_QUERY_PARAMETERS_ERROR, should be a number",
    "1.5, AUTHORIZATION_QUERY_PARAMETERS_ERROR, should be a number",
    "%2B5, AUTHORIZATION_QUERY_PARAMETERS_ERROR, should be a number",
    "%D9%A1, AUTHORIZATION_QUERY_PARAMETERS_ERROR, should be a number"
  })
  void lifetimesOutOfRange(String lifetime, S3Error error, String message) {
    S3Request request =
        edit(presign(Duration.ofSeconds(77)), "X-Amz-Expires=77", "X-Amz-Expires=" + lifetime);
    S3Exception refusal = refused(request);
    assertThat(refusal.error()).isEqualTo(error);
    assertThat(refusal.text()).contains(message);
  }

  @Test
  void everyChangedCharacterIsRefused() {
    PresignedRequest presigned =
        presigner.presign(
            "GET",
            ENDPOINT,
            "/bucket/a b/../\u00e9",
            Query.parse("response-content-type=text%2Fplain&versionId"),
            Headers.of("x-amz-meta-a", "v"),
            Duration.ofSeconds(77));
    S3Request signed = request("GET", presigned);
    assertThat(verifier.verify(signed)).isInstanceOf(Authentication.Signed.class);
    String target = target(presigned);
    for (int i = 0; i < target.length(); i++) {
      for (char c : "Zz/&=%09".toCharArray()) {
        S3Request changed =
            S3Request.of(
                "GET", target.substring(0, i) + c + target.substring(i + 1), signed.headers());
        if (!decodesToTheSame(signed, changed)) {
          notSigned(changed);
        }
      }
      notSigned(S3Request.of("GET", target.substring(0, i), signed.headers()));
    }
  }

  /** Refused; or, where nothing of the signature is left, a request of nobody's. */
  private void notSigned(S3Request request) {
    try {
      assertThat(verifier.verify(request))
          .as("%s", request)
          .isInstanceOf(Authentication.Anonymous.class);
    } catch (S3Exception refusal) {
      assertThat(refusal.error().status()).isIn(400, 403);
    }
  }

  private static boolean decodesToTheSame(S3Request one, S3Request other) {
    try {
      return one.path().equals(other.path())
          && Signing.canonicalQuery(one.query()).equals(Signing.canonicalQuery(other.query()));
    } catch (S3Exception e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "POST"})
  void isBoundToItsMethod(String method) {
    assertThat(refused(request(method, presign(Duration.ofHours(1)))).error())
        .isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @Test
  void isBoundToItsHost() {
    S3Request request = request("GET", presign(Duration.ofHours(1)));
    Headers elsewhere = request.headers().toBuilder().set("Host", "127.0.0.1:9001").build();
    assertThat(refused(request.withHeaders(elsewhere)).error())
        .isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @Test
  void isBoundToTheHeadersItWasSignedWith() {
    PresignedRequest presigned =
        presigner.presign(
            "PUT",
            ENDPOINT,
            "/bucket/key",
            Query.empty(),
            Headers.of("Content-Type", "text/plain", "x-amz-meta-a", "v"),
            Duration.ofHours(1));
    assertThat(presigned.headers())
        .isEqualTo(Headers.of("Content-Type", "text/plain", "x-amz-meta-a", "v"));
    S3Request good = request("PUT", presigned);
    assertThat(verifier.verify(good)).isInstanceOf(Authentication.Signed.class);
    for (String name : List.of("Content-Type", "x-amz-meta-a")) {
      Headers changed = good.headers().toBuilder().set(name, "w").build();
      assertThat(refused(good.withHeaders(changed)).error())
          .isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
      Headers without = good.headers().toBuilder().remove(name).build();
      assertThat(refused(good.withHeaders(without)).error())
          .isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
    }
  }

  @Test
  void otherHeadersMayBeSentUnsignedButNoAmzHeader() {
    S3Request request = request("GET", presign(Duration.ofHours(1)));
    S3Request ranged = withHeader(withHeader(request, "Range", "bytes=0-1"), "If-Match", "\"e\"");
    assertThat(verifier.verify(ranged).headers()).isEqualTo(ranged.headers());
    S3Exception refusal = refused(withHeader(request, "x-amz-acl", "public-read"));
    assertThat(refusal.error()).isEqualTo(S3Error.ACCESS_DENIED);
    assertThat(refusal.details()).containsEntry("HeadersNotSigned", "x-amz-acl");
  }

  @Test
  void hostMustBeSigned() {
    S3Exception refusal =
        refused(
            edit(
                presign(Duration.ofHours(1)),
                "X-Amz-SignedHeaders=host",
                "X-Amz-SignedHeaders=range"));
    assertThat(refusal.error()).isEqualTo(S3Error.ACCESS_DENIED);
    assertThat(refusal.details()).containsEntry("HeadersNotSigned", "host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host%3Bhost", "Host", "range%3Bhost", "host%3Ba"})
  void theNamesOfSignedHeadersAreSortedInLowerCaseAndEachOnce(String names) {
    S3Exception refusal =
        refused(
            edit(
                presign(Duration.ofHours(1)),
                "X-Amz-SignedHeaders=host",
                "X-Amz-SignedHeaders=" + names));
    assertThat(refusal.error()).isEqualTo(S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR);
    assertThat(refusal.text()).contains("signed headers").contains("sorted");
  }

  @Test
  void anUnsignedPayloadHeaderStillSaysWhatTheBodyIs() {
    S3Request request = request("GET", presign(Duration.ofHours(1)));
    String hex = "0".repeat(64);
    assertThat(verifier.verify(withHeader(request, "x-amz-content-sha256", hex)).payload())
        .isEqualTo(new Payload.Sha256(hex));
    assertThat(
            verifier
                .verify(withHeader(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"))
                .payload())
        .isEqualTo(new Payload.Unsigned());
    assertThat(
            refused(
                    withHeader(
                        request, "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"))
                .error())
        .isEqualTo(S3Error.INVALID_REQUEST);
  }

  @Test
  void aPayloadMayBeSigned() {
    String hex = "ab".repeat(32);
    PresignedRequest inHeader =
        presigner.presign(
            "PUT",
            ENDPOINT,
            "/b/k",
            Query.empty(),
            Headers.of("x-amz-content-sha256", hex),
            Duration.ofHours(1));
    S3Request request = request("PUT", inHeader);
    assertThat(verifier.verify(request).payload()).isEqualTo(new Payload.Sha256(hex));
    Headers changed =
        request.headers().toBuilder().set("x-amz-content-sha256", "UNSIGNED-PAYLOAD").build();
    assertThat(refused(request.withHeaders(changed)).error())
        .isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @Test
  void amzHeadersMayTravelInTheQuery() {
    PresignedRequest presigned =
        presigner.presign(
            "PUT",
            ENDPOINT,
            "/b/k",
            Query.parse("x-amz-meta-foo=b%C3%A4r&X-Amz-Acl=private&partNumber=1"),
            Headers.empty(),
            Duration.ofHours(1));
    Headers headers = verifier.verify(request("PUT", presigned)).headers();
    assertThat(headers.first("x-amz-meta-foo")).contains("b\u00c3\u00a4r");
    assertThat(headers.first("x-amz-acl")).contains("private");
    assertThat(headers.names()).containsExactlyInAnyOrder("host", "x-amz-meta-foo", "x-amz-acl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-amz-meta-a=1%0A2", "x-amz-meta-a%20b=1"})
  void aParameterThatCouldBeNoHeader(String query) {
    PresignedRequest presigned =
        presigner.presign(
            "PUT", ENDPOINT, "/b/k", Query.parse(query), Headers.empty(), Duration.ofHours(1));
    assertThat(refused(request("PUT", presigned)).error()).isEqualTo(S3Error.INVALID_ARGUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature"
      })
  void everyParameterIsRequiredOnce(String name) {
    PresignedRequest presigned = presign(Duration.ofHours(1));
    for (String bad :
        List.of("x-other=", name.toLowerCase(java.util.Locale.ROOT) + "=", name + "=&was=")) {
      S3Exception refusal = refused(edit(presigned, name + "=", bad));
      assertThat(refusal.error()).isEqualTo(S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR);
      assertThat(refusal.text()).contains("X-Amz-SignedHeaders, and X-Amz-Expires");
    }
    S3Exception twice = refused(edit(presigned, name + "=", name + "=1&" + name + "="));
    assertThat(twice.error()).isEqualTo(S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR);
    assertThat(twice.text()).contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS4-HMAC-SHA256, AWS4-HMAC-SHA1, X-Amz-Algorithm",
    "AKID%2F20260304%2F, AKID%252F20260304%252F, mal-formed",
    "AKID%2F, %2F, mal-formed",
    "%2F20260304%2F, %2F20260305%2F, not the same",
    "%2F20260304%2F, %2F260304%2F, date",
    "eu-west-1, us-east-1, expecting 'eu-west-1'",
    "%2Fs3%2F, %2Fiam%2F, service",
    "aws4_request, aws4_requests, terminal",
    "X-Amz-Date=20260304T050607Z, X-Amz-Date=20260305T050607Z, not the same",
    "X-Amz-Date=20260304T050607Z, X-Amz-Date=now, ISO8601"
  })
  void parametersThatAreMalformed(String from, String to, String message) {
    S3Exception refusal = refused(edit(presign(Duration.ofHours(1)), from, to));
    assertThat(refusal.error()).isEqualTo(S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR);
    assertThat(refusal.text()).contains(message);
  }

  @Test
  void anUnknownKeyId() {
    S3Exception refusal = refused(edit(presign(Duration.ofHours(1)), "=AKID", "=NOBODY"));
    assertThat(refusal.error()).isEqualTo(S3Error.INVALID_ACCESS_KEY_ID);
  }

  @Test
  void aSessionTokenTravelsInTheQuery() {
    Credentials temporary = new Credentials("ASIA", "s", "to/ken=");
    SigV4Verifier strict = new SigV4Verifier(CredentialsLookup.only(temporary), "r", clock);
    PresignedRequest presigned =
        new Presigner(temporary, "r", clock)
            .presign("GET", ENDPOINT, "/b/k", Query.empty(), Headers.empty(), Duration.ofHours(1));
    assertThat(presigned.uri().getRawQuery()).contains("X-Amz-Security-Token=to%2Fken%3D");
    assertThat(strict.verify(request("GET", presigned))).isInstanceOf(Authentication.Signed.class);
    S3Exception refusal =
        catchThrowableOfType(
            S3Exception.class, () -> strict.verify(edit(presigned, "=to%2Fken", "=to%2Fkem")));
    assertThat(refusal.error()).isEqualTo(S3Error.INVALID_TOKEN);
  }
}
