package io.holdall.endpoint.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderVerificationTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Credentials CREDENTIALS = new Credentials("AKID", "secret");
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final MovableClock clock = new MovableClock(NOW);
  private final SigV4Verifier verifier =
      new SigV4Verifier(CredentialsLookup.only(CREDENTIALS), "eu-west-1", clock);
  private final RequestSigner signer = new RequestSigner(CREDENTIALS, "eu-west-1", clock);

  private static S3Request get(String target, String... headers) {
    return S3Request.of(
        "GET", target, Headers.of(headers).toBuilder().set("Host", "localhost:9000").build());
  }

  private S3Exception refused(S3Request request) {
    S3Exception refusal = catchThrowableOfType(S3Exception.class, () -> verifier.verify(request));
    assertThat(refusal).as("%s should be refused", request).isNotNull();
    return refusal;
  }

  private static S3Request set(S3Request request, String name, String value) {
    return request.withHeaders(request.headers().toBuilder().set(name, value).build());
  }

  private static S3Request edit(S3Request request, String name, String from, String to) {
    String before = request.headers().first(name).orElseThrow();
    assertThat(before).contains(from);
    return set(request, name, before.replace(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/bucket",
        "/bucket/",
        "/bucket/a//b",
        "//bucket///",
        "/bucket/../x/./y",
        "/bucket/a%2Fb",
        "/bucket/a+b",
        "/bucket/%20%22%25%26%27%3C%3E",
        "/bucket/\u00f0\u009f\u0098\u0080",
        "/bucket/%F0%9F%98%80",
        "/bucket?uploads",
        "/bucket?uploads=",
        "/bucket?b=2&a=1&a=0&A=3",
        "/bucket?prefix=a+b%2Fc%20d",
        "/bucket?=x&&y",
        "/bucket?"
      })
  void acceptsWhatWasSignedWhateverTheTarget(String target) {
    S3Request signed = signer.sign(get(target), UNSIGNED);
    assertThat(verifier.verify(signed))
        .isEqualTo(
            new Authentication.Signed(
                "AKID", Authentication.Form.HEADER, NOW, signed.headers(), new Payload.Unsigned()));
  }

  @Test
  void repeatedHeadersAreSignedTogetherAndInnerSpaceDoesNotCount() {
    Headers headers =
        Headers.of(
            "Host",
            "h",
            "x-amz-meta-a",
            " one   two\tthree ",
            "X-Amz-Meta-A",
            "",
            "x-amz-meta-b",
            "\u00e9");
    S3Request signed = signer.sign(S3Request.of("PUT", "/b/k", headers), UNSIGNED);
    assertThat(verifier.verify(signed)).isInstanceOf(Authentication.Signed.class);
    Headers same =
        Headers.builder()
            .add("host", "h")
            .add("X-AMZ-META-A", "one two three")
            .add("x-amz-meta-a", "  ")
            .add("x-amz-meta-b", "\u00e9  ")
            .add("x-amz-date", signed.headers().first("x-amz-date").orElseThrow())
            .add("x-amz-content-sha256", UNSIGNED)
            .add("authorization", signed.headers().first("Authorization").orElseThrow())
            .build();
    assertThat(verifier.verify(signed.withHeaders(same))).isInstanceOf(Authentication.Signed.class);
  }

  @Test
  void everyChangedCharacterOfTheTargetIsRefused() {
    S3Request signed = signer.sign(get("/bucket/key/%41?prefix=p&uploads&x=%2F"), UNSIGNED);
    String target = signed.toString().substring("GET ".length());
    for (int i = 0; i < target.length(); i++) {
      for (char c : "Zz/?&=+%09~\u00e9".toCharArray()) {
        String changed = target.substring(0, i) + c + target.substring(i + 1);
        S3Request other = S3Request.of("GET", changed, signed.headers());
        if (!decodesToTheSame(signed, other)) {
          assertThat(refused(other).error())
              .as(changed)
              .isIn(S3Error.SIGNATURE_DOES_NOT_MATCH, S3Error.INVALID_URI);
        }
      }
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

  @Test
  void everyChangedCharacterOfASignedHeaderOrTheMethodIsRefused() {
    S3Request signed =
        signer.sign(get("/b/k", "x-amz-meta-a", "value", "Content-Type", "text/plain"), UNSIGNED);
    for (String name : List.of("Host", "x-amz-meta-a", "Content-Type")) {
      String value = signed.headers().first(name).orElseThrow();
      for (int i = 0; i < value.length(); i++) {
        String changed = value.substring(0, i) + '!' + value.substring(i + 1);
        assertThat(refused(set(signed, name, changed)).error())
            .isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
      }
      S3Request without = signed.withHeaders(signed.headers().toBuilder().remove(name).build());
      assertThat(refused(without).error()).isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
      S3Request twice = signed.withHeaders(signed.headers().toBuilder().add(name, value).build());
      assertThat(refused(twice).error()).isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
    }
    for (String method : List.of("HEAD", "get", "PUT", "DELETE")) {
      S3Request other = S3Request.of(method, "/b/k", signed.headers());
      assertThat(refused(other).error()).isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
    }
  }

  @Test
  void everyChangedCharacterOfTheAuthorizationIsRefused() {
    S3Request signed = signer.sign(get("/b/k", "x-amz-meta-a", "v"), UNSIGNED);
    String value = signed.headers().first("Authorization").orElseThrow();
    for (int i = 0; i < value.length(); i++) {
      for (char c : "0aA/;, =".toCharArray()) {
        String changed = value.substring(0, i) + c + value.substring(i + 1);
        boolean same = changed.equals(value);
        if (!same) {
          refused(set(signed, "Authorization", changed));
        }
      }
      refused(set(signed, "Authorization", value.substring(0, i)));
    }
  }

  @Test
  void refusalOfASignatureSaysWhatWasSignedHere() {
    S3Request signed =
        edit(signer.sign(get("/b/k"), UNSIGNED), "Authorization", "Signature=", "Signature=0");
    S3Exception refusal = refused(signed);
    assertThat(refusal.error()).isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
    assertThat(refusal.details())
        .containsKeys(
            "AWSAccessKeyId",
            "StringToSign",
            "SignatureProvided",
            "StringToSignBytes",
            "CanonicalRequest",
            "CanonicalRequestBytes");
    assertThat(refusal.details().get("CanonicalRequest"))
        .isEqualTo(
            "GET\n/b/k\n\nhost:localhost:9000\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20260304T050607Z\n\n"
                + "host;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD");
    assertThat(refusal.details().get("CanonicalRequestBytes")).startsWith("47 45 54 0a 2f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-content-sha256;host;x-amz-date",
        "host;host;x-amz-content-sha256;x-amz-date",
        "Host;x-amz-content-sha256;x-amz-date",
        "host;x-amz-content-sha256;X-Amz-Date"
      })
  void theNamesOfSignedHeadersAreSortedInLowerCaseAndEachOnce(String names) {
    S3Request dated = get("/", "x-amz-date", "20260304T050607Z", "x-amz-content-sha256", UNSIGNED);
    S3Exception refusal =
        refused(signer.signAs(dated, NOW, List.of(names.split(";", -1)), UNSIGNED));
    assertThat(refusal.error()).isEqualTo(S3Error.AUTHORIZATION_HEADER_MALFORMED);
    assertThat(refusal.text()).contains("signed headers").contains("sorted");
  }

  @Test
  void refusalOfASignatureRepeatsTheBeginningOfALongRequest() {
    S3Request signed = signer.sign(get("/b/k", "x-amz-meta-a", "a".repeat(20_000)), UNSIGNED);
    S3Exception refusal = refused(edit(signed, "Authorization", "Signature=", "Signature=0"));
    assertThat(refusal.details().get("CanonicalRequest"))
        .startsWith("GET\n/b/k\n\nhost:localhost:9000\n")
        .hasSize(8192);
    assertThat(refusal.details()).doesNotContainKey("CanonicalRequestBytes");
  }

  @ParameterizedTest
  @CsvSource({"-900, true", "900, true", "-901, false", "901, false"})
  void clocksMayDifferByAQuarterOfAnHour(long seconds, boolean accepted) {
    S3Request signed = signer.sign(get("/"), UNSIGNED);
    clock.move(Duration.ofSeconds(seconds));
    if (accepted) {
      assertThat(verifier.verify(signed)).isInstanceOf(Authentication.Signed.class);
    } else {
      S3Exception refusal = refused(signed);
      assertThat(refusal.error()).isEqualTo(S3Error.REQUEST_TIME_TOO_SKEWED);
      assertThat(refusal.details())
          .containsEntry("RequestTime", "20260304T050607Z")
          .containsEntry("ServerTime", NOW.plusSeconds(seconds).toString())
          .containsEntry("MaxAllowedSkewMilliseconds", "900000");
    }
  }

  @Test
  void aDateHeaderWillDo() {
    S3Request dated =
        get("/", "Date", "Wed, 4 Mar 2026 05:06:07 GMT", "x-amz-content-sha256", UNSIGNED);
    S3Request signed =
        signer.signAs(dated, NOW, List.of("date", "host", "x-amz-content-sha256"), UNSIGNED);
    assertThat(verifier.verify(signed)).isInstanceOf(Authentication.Signed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-03-04T05:06:07Z",
        "20260304T050607",
        "20260230T050607Z",
        "20260304T250607Z",
        "+20260304T050607Z"
      })
  void aDateThatIsNone(String date) {
    S3Exception refusal = refused(set(signer.sign(get("/"), UNSIGNED), "x-amz-date", date));
    assertThat(refusal.error()).isEqualTo(S3Error.ACCESS_DENIED);
    assertThat(refusal.text()).contains("valid Date or x-amz-date");
  }

  @Test
  void noDateAtAll() {
    S3Request signed = signer.sign(get("/"), UNSIGNED);
    S3Request undated =
        signed.withHeaders(signed.headers().toBuilder().remove("x-amz-date").build());
    assertThat(refused(undated).error()).isEqualTo(S3Error.ACCESS_DENIED);
  }

  @Test
  void anUnknownKeyId() {
    S3Exception refusal =
        refused(edit(signer.sign(get("/"), UNSIGNED), "Authorization", "=AKID/", "=OTHER/"));
    assertThat(refusal.error()).isEqualTo(S3Error.INVALID_ACCESS_KEY_ID);
    assertThat(refusal.details()).containsEntry("AWSAccessKeyId", "OTHER");
  }

  @Test
  void anotherSecret() {
    RequestSigner thief = new RequestSigner(new Credentials("AKID", "guess"), "eu-west-1", clock);
    assertThat(refused(thief.sign(get("/"), UNSIGNED)).error())
        .isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @Test
  void aKeyIdMayHaveSlashes() {
    Credentials slashed = new Credentials("team/one", "s");
    S3Request signed = new RequestSigner(slashed, "r", clock).sign(get("/"), UNSIGNED);
    Authentication verified =
        new SigV4Verifier(CredentialsLookup.only(slashed), "r", clock).verify(signed);
    assertThat(((Authentication.Signed) verified).accessKeyId()).isEqualTo("team/one");
  }

  @ParameterizedTest
  @CsvSource({
    "/20260304/, /20260305/, date",
    "/20260304/, /2026-03-4/, date format",
    "/eu-west-1/, /us-east-1/, region",
    "/s3/, /sqs/, service",
    "aws4_request, aws5_request, terminal",
    "AKID/20260304, 20260304, mal-formed",
    "AKID/, /, mal-formed",
    "SignedHeaders=, Signed=, not known",
    "SignedHeaders, Signature, more than one",
    "SignedHeaders=host;x-amz-content-sha256;x-amz-date, SignedHeaders=, missing SignedHeaders"
  })
  void aScopeOrShapeThatIsWrong(String from, String to, String named) {
    S3Exception refusal = refused(edit(signer.sign(get("/"), UNSIGNED), "Authorization", from, to));
    assertThat(refusal.error()).isEqualTo(S3Error.AUTHORIZATION_HEADER_MALFORMED);
    assertThat(refusal.text())
        .startsWith("The authorization header is malformed; ")
        .contains(named);
  }

  @Test
  void theRightRegionIsNamed() {
    S3Exception refusal =
        refused(edit(signer.sign(get("/"), UNSIGNED), "Authorization", "eu-west-1", "mars"));
    assertThat(refusal.text()).endsWith("the region 'mars' is wrong; expecting 'eu-west-1'");
    assertThat(refusal.details()).containsEntry("Region", "eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS AKID:c2ln",
        "Basic dTpw",
        "Bearer x",
        "",
        "AWS4-ECDSA-P256-SHA256 Credential=a",
        "aws4-hmac-sha256 x"
      })
  void anotherMechanism(String authorization) {
    S3Exception refusal = refused(get("/", "Authorization", authorization));
    assertThat(refusal.error()).isEqualTo(S3Error.INVALID_REQUEST);
    assertThat(refusal.text()).contains("AWS4-HMAC-SHA256");
  }

  @Test
  void anotherMechanismInTheQuery() {
    S3Exception refusal = refused(get("/?AWSAccessKeyId=a&Signature=b&Expires=1"));
    assertThat(refusal.error()).isEqualTo(S3Error.INVALID_REQUEST);
  }

  @Test
  void twoMechanismsAtOnce() {
    S3Request signed = signer.sign(get("/?X-Amz-Algorithm=AWS4-HMAC-SHA256"), UNSIGNED);
    assertThat(refused(signed).error()).isEqualTo(S3Error.INVALID_ARGUMENT);
    S3Request twice = signer.sign(get("/"), UNSIGNED);
    Headers doubled = twice.headers().toBuilder().add("authorization", "AWS a:b").build();
    assertThat(refused(twice.withHeaders(doubled)).error()).isEqualTo(S3Error.INVALID_ARGUMENT);
  }

  @Test
  void amzHeadersMustBeSigned() {
    S3Request signed = signer.sign(get("/"), UNSIGNED);
    Headers more =
        signed.headers().toBuilder()
            .add("X-Amz-Acl", "private")
            .add("x-amz-meta-b", "1")
            .add("Range", "bytes=0-1")
            .build();
    S3Exception refusal = refused(signed.withHeaders(more));
    assertThat(refusal.error()).isEqualTo(S3Error.ACCESS_DENIED);
    assertThat(refusal.details()).containsEntry("HeadersNotSigned", "x-amz-acl, x-amz-meta-b");
  }

  @Test
  void hostDateAndPayloadMustBeSigned() {
    S3Request dated = get("/", "x-amz-date", "20260304T050607Z", "x-amz-content-sha256", UNSIGNED);
    List<String> all = List.of("host", "x-amz-content-sha256", "x-amz-date");
    assertThat(verifier.verify(signer.signAs(dated, NOW, all, UNSIGNED)))
        .isInstanceOf(Authentication.Signed.class);
    for (String left : all) {
      List<String> some = all.stream().filter(name -> !name.equals(left)).toList();
      S3Exception refusal = refused(signer.signAs(dated, NOW, some, UNSIGNED));
      assertThat(refusal.details()).containsEntry("HeadersNotSigned", left);
    }
  }

  @Test
  void otherHeadersNeedNotBeSigned() {
    S3Request signed = signer.sign(get("/"), UNSIGNED);
    Headers more =
        signed.headers().toBuilder()
            .add("Content-Type", "a/b")
            .add("x-amzn-trace-id", "1")
            .add("User-Agent", "me")
            .build();
    assertThat(verifier.verify(signed.withHeaders(more)).headers()).isEqualTo(more);
  }

  @Test
  void aSignedHeaderThatIsNotThereIsRefusedThoughItsValueWasEmpty() {
    S3Request signed = signer.sign(get("/", "x-amz-meta-empty", ""), UNSIGNED);
    assertThat(verifier.verify(signed)).isInstanceOf(Authentication.Signed.class);
    S3Request without =
        signed.withHeaders(signed.headers().toBuilder().remove("x-amz-meta-empty").build());
    assertThat(refused(without).error()).isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @Test
  void aSessionTokenMustBeTheOneThatWasIssued() {
    Credentials temporary = new Credentials("ASIA", "s", "token");
    SigV4Verifier strict = new SigV4Verifier(CredentialsLookup.only(temporary), "r", clock);
    S3Request signed = new RequestSigner(temporary, "r", clock).sign(get("/"), UNSIGNED);
    assertThat(strict.verify(signed)).isInstanceOf(Authentication.Signed.class);

    for (Credentials wrong :
        List.of(new Credentials("ASIA", "s", "tokem"), new Credentials("ASIA", "s"))) {
      S3Request other = new RequestSigner(wrong, "r", clock).sign(get("/"), UNSIGNED);
      S3Exception refusal = catchThrowableOfType(S3Exception.class, () -> strict.verify(other));
      assertThat(refusal.error()).isEqualTo(S3Error.INVALID_TOKEN);
    }
    S3Request unasked =
        new RequestSigner(new Credentials("AKID", "secret", "token"), "eu-west-1", clock)
            .sign(get("/"), UNSIGNED);
    assertThat(refused(unasked).error()).isEqualTo(S3Error.INVALID_TOKEN);
  }

  @Test
  void thePayloadHeader() {
    String hex = "AB".repeat(32);
    assertThat(payload(hex)).isEqualTo(new Payload.Sha256("ab".repeat(32)));
    assertThat(payload("UNSIGNED-PAYLOAD")).isEqualTo(new Payload.Unsigned());
    assertThat(payload("STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
        .isEqualTo(new Payload.UnsignedChunks());
    assertThat(payload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"))
        .isInstanceOfSatisfying(
            Payload.SignedChunks.class, chunks -> assertThat(chunks.trailer()).isFalse());
    assertThat(payload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"))
        .isInstanceOfSatisfying(
            Payload.SignedChunks.class, chunks -> assertThat(chunks.trailer()).isTrue());
  }

  private Payload payload(String value) {
    return verifier.verify(signer.sign(get("/"), value)).payload();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "unsigned-payload", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"})
  void aPayloadHeaderThatNobodyKnows(String value) {
    S3Exception refusal = refused(signer.sign(get("/"), value));
    assertThat(refusal.error()).isEqualTo(S3Error.INVALID_ARGUMENT);
    assertThat(refusal.details()).containsEntry("ArgumentName", "x-amz-content-sha256");
  }

  @Test
  void thePayloadHeaderIsRequired() {
    S3Request signed = signer.sign(get("/"), UNSIGNED);
    S3Request without =
        signed.withHeaders(signed.headers().toBuilder().remove("x-amz-content-sha256").build());
    S3Exception refusal = refused(without);
    assertThat(refusal.error()).isEqualTo(S3Error.INVALID_REQUEST);
    assertThat(refusal.text()).endsWith("x-amz-content-sha256");
  }

  @Test
  void aRequestWithoutCredentialsIsAnonymous() {
    S3Request plain = get("/b/k");
    assertThat(verifier.verify(plain))
        .isEqualTo(new Authentication.Anonymous(plain.headers(), new Payload.Unsigned()));
    S3Request chunked = get("/b/k", "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    assertThat(verifier.verify(chunked).payload()).isEqualTo(new Payload.UnsignedChunks());
    S3Request unsigned = get("/b/k", "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    assertThat(refused(unsigned).error()).isEqualTo(S3Error.INVALID_REQUEST);
  }

  @Test
  void aPathThatCannotBeDecodedIsRefusedAsSuch() {
    S3Request signed = signer.sign(get("/b/k"), UNSIGNED);
    for (String path : List.of("/b/%", "/b/%4", "/b/%zz", "/b/%FF", "/b/\u00ff", "/b/%ED%A0%80")) {
      assertThat(refused(S3Request.of("GET", path, signed.headers())).error())
          .isEqualTo(S3Error.INVALID_URI);
    }
  }

  @Test
  void credentialsDoNotPrintTheirSecret() {
    assertThat(new Credentials("AKID", "hush", "hushhush").toString())
        .contains("AKID")
        .doesNotContain("hush");
  }
}
