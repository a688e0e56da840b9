package io.holdall.endpoint.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresignerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T05:06:07.5Z"), ZoneOffset.UTC);
  private static final Credentials CREDENTIALS = new Credentials("AKID", "secret");
  private static final Presigner PRESIGNER = new Presigner(CREDENTIALS, "r", CLOCK);
  private static final SigV4Verifier VERIFIER =
      new SigV4Verifier(CredentialsLookup.only(CREDENTIALS), "r", CLOCK);

  private static PresignedRequest presign(String endpoint, String path, Duration lifetime) {
    return PRESIGNER.presign(
        "GET", URI.create(endpoint), path, Query.empty(), Headers.empty(), lifetime);
  }

  @Property(tries = 500)
  void anyKeyAndParameterComeBackAsTheyWere(
      @ForAll @StringLength(max = 20) @CharRange(from = '\u0001', to = '\ud7ff') String key,
      @ForAll @StringLength(max = 20) @CharRange(from = '\u0001', to = '\ud7ff') String value) {
    String path = "/bucket/" + key;
    Query query = Query.of(java.util.List.of(new Query.Parameter("p", value)));
    PresignedRequest presigned =
        PRESIGNER.presign(
            "GET", URI.create("http://h:1"), path, query, Headers.empty(), Duration.ofHours(1));
    S3Request request =
        S3Request.of(
            "GET",
            presigned.uri().getRawPath() + "?" + presigned.uri().getRawQuery(),
            Headers.of("Host", "h:1"));
    assertThat(request.path()).isEqualTo(path);
    assertThat(request.query().value("p")).contains(value);
    assertThat(VERIFIER.verify(request)).isInstanceOf(Authentication.Signed.class);
    assertThat(presigned.uri().normalize())
        .as("nothing to tidy but slashes")
        .satisfies(tidied -> assertThat(tidied.getRawPath()).doesNotContain("/../"));
  }

  @ParameterizedTest
  @CsvSource({
    "/b/../x, /b/%2E%2E/x",
    "/b/./x, /b/%2E/x",
    "/b/x/.., /b/x/%2E%2E",
    "/b/.x/..., /b/.x/...",
    "/b//x/, /b//x/",
    "/b/a+b c, /b/a%2Bb%20c",
    "/b/%2F, /b/%252F"
  })
  void pathsAreWrittenSoThatClientsLeaveThemBe(String path, String written) {
    assertThat(presign("http://h", path, Duration.ofHours(1)).uri().getRawPath())
        .isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "http://h, h",
    "http://h:80, h",
    "http://h:443, h:443",
    "https://h:443/, h",
    "https://h:80, h:80",
    "http://[::1]:9000, [::1]:9000"
  })
  void theHostIsSignedAsClientsSendIt(String endpoint, String host) {
    URI uri = presign(endpoint, "/b/k", Duration.ofHours(1)).uri();
    S3Request request =
        S3Request.of("GET", uri.getRawPath() + "?" + uri.getRawQuery(), Headers.of("Host", host));
    assertThat(VERIFIER.verify(request)).isInstanceOf(Authentication.Signed.class);
  }

  @Test
  void lifetimes() {
    assertThat(presign("http://h", "/b/k", Duration.ofSeconds(1)).expiry())
        .isEqualTo(Instant.parse("2026-03-04T05:06:08Z"));
    assertThat(presign("http://h", "/b/k", Duration.ofDays(7)).expiry())
        .isEqualTo(Instant.parse("2026-03-11T05:06:07Z"));
    for (Duration bad :
        new Duration[] {
          Duration.ZERO,
          Duration.ofSeconds(-1),
          Duration.ofMillis(999),
          Duration.ofMillis(1500),
          Duration.ofDays(7).plusNanos(1),
          Duration.ofSeconds(Long.MAX_VALUE)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> presign("http://h", "/b/k", bad))
          .withMessageContaining("604800")
          .withMessageContaining(bad.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h",
        "h",
        "//h",
        "http://h/path",
        "http://u:p@h",
        "http://h?q",
        "http://h#f",
        "http:///x"
      })
  void endpointsThatAreMoreOrLessThanThat(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> presign(endpoint, "/b/k", Duration.ofHours(1)))
        .withMessageContaining(endpoint);
  }

  @Test
  void argumentsThatCannotBeSigned() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> presign("http://h", "b/k", Duration.ofHours(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> presign("http://h", "/b/\ud800", Duration.ofHours(1)));
    for (String name : new String[] {"X-Amz-Expires", "X-Amz-Signature", "X-Amz-Security-Token"}) {
      Query query = Query.parse(name + "=1");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  PRESIGNER.presign(
                      "GET",
                      URI.create("http://h"),
                      "/b/k",
                      query,
                      Headers.empty(),
                      Duration.ofHours(1)))
          .withMessageContaining(name);
    }
  }

  @Test
  void credentialsAreNotEmpty() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Credentials("", "s"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Credentials("a", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Credentials("a", "s", ""));
  }
}
