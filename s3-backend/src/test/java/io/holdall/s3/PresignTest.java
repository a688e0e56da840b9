package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.ContentHeaders;
import io.holdall.ErrorCode;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

final class PresignTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");

  private static BlobStore store(AwsCredentials credentials) {
    return S3Store.builder()
        .endpoint(URI.create("http://127.0.0.1:9000"))
        .pathStyle(true)
        .region("eu-west-1")
        .credentials(() -> credentials)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .open();
  }

  private static PresignedUrl sign(PresignRequest request) {
    try (BlobStore store = store(Fixtures.CREDENTIALS.resolveCredentials())) {
      return store.bucket(Fixtures.BUCKET).presign(request);
    }
  }

  private static Map<String, String> query(PresignedUrl url) {
    return Arrays.stream(url.url().getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
  }

  /** Signature Version 4, from its description (AUTH-02 to AUTH-04, PRE-01, PRE-02). */
  private static String signature(PresignedUrl url, String secret) throws GeneralSecurityException {
    Map<String, String> query = query(url);
    query.remove("X-Amz-Signature");
    Map<String, String> headers = new TreeMap<>(url.headers());
    headers.put("host", url.url().getRawAuthority());
    String canonical =
        String.join(
            "\n",
            url.method().name(),
            url.url().getRawPath(),
            query.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&")),
            headers.entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue() + "\n")
                .collect(Collectors.joining()),
            String.join(";", headers.keySet()),
            "UNSIGNED-PAYLOAD");
    HexFormat hex = HexFormat.of();
    String hash =
        hex.formatHex(
            MessageDigest.getInstance("SHA-256")
                .digest(canonical.getBytes(StandardCharsets.UTF_8)));
    String scope = "20260304/eu-west-1/s3/aws4_request";
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step :
        List.of(
            "20260304",
            "eu-west-1",
            "s3",
            "aws4_request",
            String.join("\n", "AWS4-HMAC-SHA256", "20260304T050607Z", scope, hash))) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      key = mac.doFinal(step.getBytes(StandardCharsets.UTF_8));
    }
    return hex.formatHex(key);
  }

  @Test
  void noUrlIsGivenOutUnsigned() {
    AwsCredentials anonymous = AnonymousCredentialsProvider.create().resolveCredentials();
    try (BlobStore store = store(anonymous)) {
      assertThat(
              Fixtures.failure(
                  () -> store.bucket(Fixtures.BUCKET).presignGet("key", Duration.ofHours(1))))
          .hasMessageContaining("anonymous")
          .returns(ErrorCode.INVALID_CREDENTIALS, BlobStoreException::code);
    }
  }

  @ParameterizedTest
  @EnumSource(PresignRequest.Method.class)
  void signsByTheClockThatItWasGiven(PresignRequest.Method method) throws Exception {
    PresignedUrl url =
        sign(
            new PresignRequest(
                method, "a key/ü", Duration.ofHours(1), Map.of(), ContentHeaders.none()));
    assertThat(url.method()).isEqualTo(method);
    assertThat(url.expiresAt()).isEqualTo("2026-03-04T06:06:07Z");
    assertThat(url.headers()).isEmpty();
    assertThat(url.url().toString())
        .startsWith("http://127.0.0.1:9000/some-bucket/a%20key/%C3%BC?");
    assertThat(query(url))
        .containsEntry("X-Amz-Date", "20260304T050607Z")
        .containsEntry("X-Amz-Expires", "3600")
        .containsEntry("X-Amz-SignedHeaders", "host")
        .containsEntry("X-Amz-Signature", signature(url, "secret"))
        // Not a checksum of nothing (PRE-19).
        .containsOnlyKeys(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "X-Amz-Signature");
  }

  @Test
  void bindsHeaders() throws Exception {
    PresignedUrl url =
        sign(
            PresignRequest.put("key", Duration.ofSeconds(1))
                .header("Content-Type", "text/plain")
                .header("x-amz-meta-a", "b")
                .header("if-none-match", "*")
                .header("content-length", "5"));
    assertThat(url.headers())
        .isEqualTo(
            Map.of(
                "content-type", "text/plain",
                "x-amz-meta-a", "b",
                "if-none-match", "*",
                "content-length", "5"));
    assertThat(query(url))
        .containsEntry(
            "X-Amz-SignedHeaders",
            "content-length%3Bcontent-type%3Bhost%3Bif-none-match%3Bx-amz-meta-a")
        .containsEntry("X-Amz-Signature", signature(url, "secret"));
  }

  @Test
  void replacesHeadersOfTheAnswer() throws Exception {
    PresignedUrl url =
        sign(
            PresignRequest.get("key", Duration.ofDays(7))
                .response(
                    ContentHeaders.none()
                        .contentType("text/plain; a=\"b c\"")
                        .contentEncoding("gzip")
                        .contentLanguage("de")
                        .contentDisposition("attachment; filename=\"ü.txt\"")
                        .cacheControl("no-cache")
                        .expires("whenever")));
    assertThat(query(url))
        .containsEntry("X-Amz-Expires", "604800")
        .containsEntry("response-content-type", "text%2Fplain%3B%20a%3D%22b%20c%22")
        .containsEntry("response-content-encoding", "gzip")
        .containsEntry("response-content-language", "de")
        .containsEntry(
            "response-content-disposition", "attachment%3B%20filename%3D%22%C3%BC.txt%22")
        .containsEntry("response-cache-control", "no-cache")
        .containsEntry("response-expires", "whenever")
        .containsEntry("X-Amz-Signature", signature(url, "secret"));
  }

  /** PRE-08. */
  @Test
  void endsWithTheCredentials() throws Exception {
    Instant end = NOW.plusSeconds(60);
    try (BlobStore store =
        store(
            AwsSessionCredentials.builder()
                .accessKeyId("AKID")
                .secretAccessKey("other secret")
                .sessionToken("a token")
                .expirationTime(end)
                .build())) {
      Bucket bucket = store.bucket(Fixtures.BUCKET);
      PresignedUrl url = bucket.presign(PresignRequest.get("key", Duration.ofHours(1)));
      assertThat(url.expiresAt()).isEqualTo(end);
      assertThat(query(url))
          .containsEntry("X-Amz-Security-Token", "a%20token")
          .containsEntry("X-Amz-Signature", signature(url, "other secret"));
      assertThat(bucket.presign(PresignRequest.get("key", Duration.ofSeconds(10))).expiresAt())
          .isEqualTo("2026-03-04T05:06:17Z");
    }
  }

  @Test
  void signsForTheHostOfTheBucket() {
    try (BlobStore amazon =
        S3Store.builder().region("eu-west-1").credentials(Fixtures.CREDENTIALS).open()) {
      assertThat(
              amazon
                  .bucket(Fixtures.BUCKET)
                  .presign(PresignRequest.get("../a", Duration.ofSeconds(1)))
                  .url()
                  .toString())
          .startsWith("https://some-bucket.s3.eu-west-1.amazonaws.com/%2E%2E/a?");
    }
  }
}
