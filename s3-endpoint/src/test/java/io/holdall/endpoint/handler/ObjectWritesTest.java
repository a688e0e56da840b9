package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.endpoint.FailingInputStream;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import io.holdall.endpoint.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectWritesTest {
  private static final String ABC_MD5 = "\"900150983cd24fb0d6963f7d28e17f72\"";
  private static final String TRAILER_PAYLOAD = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

  private final Wire wire = new Wire();
  private Bucket bucket;

  @BeforeEach
  void make() {
    bucket = wire.bucket("bucket");
  }

  private boolean exists(String key) {
    return bucket.exists(key);
  }

  @Test
  void storesAnObject() {
    Answer answer =
        wire.send(
                "PUT",
                "/bucket/a/b%20c",
                "abc",
                "Content-Type",
                "text/plain",
                "Content-Encoding",
                "gzip, aws-chunked",
                "Cache-Control",
                "no-cache",
                "x-amz-meta-Name",
                "=?UTF-8?B?w6Q=?=",
                "x-amz-tagging",
                "k=v&l",
                "x-amz-acl",
                "private",
                "x-amz-storage-class",
                "STANDARD")
            .is(200);
    // PUT-01, HTTP-11
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("ETag")).isEqualTo(ABC_MD5);
    assertThat(answer.header("x-amz-checksum-crc64nvme")).hasSize(12);
    assertThat(answer.header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
    assertThat(answer.headers().has("Content-Type")).isFalse();
    assertThat(answer.headers().has("x-amz-version-id")).isFalse();
    try (Blob blob = bucket.get("a/b c")) {
      BlobAttributes attributes = blob.attributes();
      assertThat(attributes.headers().contentType()).contains("text/plain");
      assertThat(attributes.headers().contentEncoding()).contains("gzip");
      assertThat(attributes.headers().cacheControl()).contains("no-cache");
      assertThat(attributes.metadata().asMap()).isEqualTo(Map.of("name", "ä"));
      assertThat(blob.string()).isEqualTo("abc");
    }
    assertThat(bucket.tags("a/b c").asMap()).isEqualTo(Map.of("k", "v", "l", ""));
  }

  @Test
  void replacesAll() {
    // PUT-03
    wire.send("PUT", "/bucket/key", "1", "x-amz-meta-a", "b", "x-amz-tagging", "k=v").is(200);
    wire.send("PUT", "/bucket/key", "2").is(200);
    assertThat(bucket.head("key").metadata().asMap()).isEmpty();
    assertThat(bucket.tags("key").asMap()).isEmpty();
    assertThat(bucket.getString("key")).isEqualTo("2");
  }

  @Test
  void needsALength() {
    // PUT-04
    InputStream body = new ByteArrayInputStream(new byte[3]);
    wire.sign(Wire.request("PUT", "/bucket/key", Headers.empty(), body))
        .is(411, "MissingContentLength");
    wire.sign(Wire.request("PUT", "/bucket/key", Headers.of("Transfer-Encoding", "chunked"), body))
        .is(501, "NotImplemented");
    assertThat(exists("key")).isFalse();
  }

  @Test
  void looksForTheBucketBeforeItTouchesTheBody() {
    // PUT-08
    InputStream untouchable = new FailingInputStream();
    Headers three = Headers.of("Content-Length", "3");
    wire.sign(Wire.request("PUT", "/none/key", three, untouchable)).is(404, "NoSuchBucket");
    wire.sign(Wire.request("PUT", "/none/key?partNumber=1&uploadId=x", three, untouchable))
        .is(404, "NoSuchBucket");
    wire.sign(Wire.request("PUT", "/none/key?tagging", three, untouchable)).is(404, "NoSuchBucket");
  }

  @Test
  void publishesNothingOfAShortBody() {
    // PUT-05
    bucket.put("key", Body.of("old"));
    InputStream three = new ByteArrayInputStream(new byte[3]);
    wire.sign(Wire.request("PUT", "/bucket/key", Headers.of("Content-Length", "4"), three))
        .is(400, "IncompleteBody");
    wire.sign(
            Wire.request(
                "PUT", "/bucket/key", Headers.of("Content-Length", "4"), new FailingInputStream()))
        .is(400, "IncompleteBody");
    assertThat(bucket.getString("key")).isEqualTo("old");
  }

  @Test
  void refusesWhatIsTooLarge() {
    // PUT-06
    Headers headers = Headers.of("Content-Length", Integer.toString((1 << 20) + 1));
    Answer answer =
        wire.sign(Wire.request("PUT", "/bucket/key", headers, new FailingInputStream()))
            .is(400, "EntityTooLarge");
    assertThat(answer.text("ProposedSize")).isEqualTo("1048577");
    assertThat(answer.text("MaxSizeAllowed")).isEqualTo("1048576");
  }

  @Test
  void storesAsManyBytesAsItMayInOnePiece() {
    Answer answer = wire.send("PUT", "/bucket/key", "x".repeat(1 << 20)).is(200);
    assertThat(answer.header("ETag")).doesNotContain("-");
  }

  // ---- integrity

  @Test
  void comparesTheMd5() {
    wire.send("PUT", "/bucket/key", "abc", "Content-MD5", "kAFQmDzST7DWlj99KOF/cg==").is(200);
    wire.send("PUT", "/bucket/new", "abd", "Content-MD5", "kAFQmDzST7DWlj99KOF/cg==")
        .is(400, "BadDigest");
    wire.send("PUT", "/bucket/new", "abc", "Content-MD5", "nonsense").is(400, "InvalidDigest");
    assertThat(exists("new")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "crc32, NSRBwg==",
    "crc32c, Nks/tw==",
    "sha1, qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "sha256, ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
  })
  void comparesAndKeepsTheChecksum(String algorithm, String value) {
    // CHK-06, CHK-10
    String header = "x-amz-checksum-" + algorithm;
    Answer answer = wire.send("PUT", "/bucket/key", "abc", header, value).is(200);
    assertThat(answer.header(header)).isEqualTo(value);
    assertThat(answer.headers().has("x-amz-checksum-crc64nvme")).isFalse();
    Answer read = wire.send("GET", "/bucket/key", "x-amz-checksum-mode", "ENABLED");
    assertThat(read.header(header)).isEqualTo(value);
    wire.send("PUT", "/bucket/new", "abd", header, value).is(400, "BadDigest");
    assertThat(exists("new")).isFalse();
  }

  private Answer chunked(String key, String body, String declared, String... headers) {
    Headers all =
        Headers.of(headers).toBuilder()
            .add("Content-Encoding", "aws-chunked")
            .add("x-amz-decoded-content-length", declared)
            .add("x-amz-trailer", "x-amz-checksum-crc32")
            .add("x-amz-sdk-checksum-algorithm", "CRC32")
            .add("Transfer-Encoding", "chunked")
            .build();
    InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    return wire.sign(Wire.request("PUT", "/bucket/" + key, all, bytes), TRAILER_PAYLOAD);
  }

  @Test
  void comparesAndKeepsTheChecksumOfATrailer() {
    String good = "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n";
    Answer answer = chunked("key", good, "3").is(200);
    assertThat(answer.header("x-amz-checksum-crc32")).isEqualTo("NSRBwg==");
    assertThat(bucket.getString("key")).isEqualTo("abc");
    assertThat(bucket.head("key").headers().contentEncoding()).isEmpty();
    assertThat(
            chunked("empty", "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "0")
                .is(200)
                .header("ETag"))
        .isEqualTo("\"d41d8cd98f00b204e9800998ecf8427e\"");
  }

  @ParameterizedTest
  @CsvSource({
    "3~abd~0~x-amz-checksum-crc32:NSRBwg==~~, 3, BadDigest",
    "0~x-amz-checksum-crc32:NSRBwg==~~, 0, BadDigest",
    "3~abc~0~x-amz-checksum-crc32:NSRB~~, 3, InvalidRequest",
    "3~abc~0~~, 3, MalformedTrailerError",
    "3~abc~0~x-amz-checksum-sha1:NSRBwg==~~, 3, MalformedTrailerError",
    "3~abc~0~x-amz-checksum-crc32:NSRBwg==~~, 4, IncompleteBody",
    "3~abc~0~x-amz-checksum-crc32:NSRBwg==~~, 2, IncompleteBody",
    "3~ab, 3, IncompleteBody"
  })
  void publishesNothingUnderABadTrailer(String body, String declared, String code) {
    chunked("key", body.replace("~", "\r\n"), declared).is(400, code);
    assertThat(exists("key")).isFalse();
  }

  @Test
  void refusesTwoChecksums() {
    chunked("key", "", "0", "x-amz-checksum-crc32", "AAAAAA==").is(400, "InvalidRequest");
  }

  // ---- conditions

  @Test
  void writesOnCondition() {
    // COND-01 to COND-08
    wire.send("PUT", "/bucket/key", "1", "If-None-Match", "*").is(200);
    assertThat(
            wire.send("PUT", "/bucket/key", "2", "If-None-Match", "*")
                .is(412, "PreconditionFailed")
                .text("Condition"))
        .isEqualTo("If-None-Match");
    String etag = bucket.head("key").etag().quoted();
    wire.send("PUT", "/bucket/key", "3", "If-Match", etag).is(200);
    assertThat(
            wire.send("PUT", "/bucket/key", "4", "If-Match", etag)
                .is(412, "PreconditionFailed")
                .text("Condition"))
        .isEqualTo("If-Match");
    assertThat(
            wire.send("PUT", "/bucket/none", "4", "If-Match", etag)
                .is(404, "NoSuchKey")
                .text("Key"))
        .isEqualTo("none");
    wire.send("PUT", "/bucket/key", "5", "If-Match", "*").is(501, "NotImplemented");
    wire.send("PUT", "/bucket/key", "5", "If-None-Match", etag).is(501, "NotImplemented");
    assertThat(bucket.getString("key")).isEqualTo("3");
  }

  // ---- what is not here

  @ParameterizedTest
  @CsvSource({
    "x-amz-server-side-encryption, aws:kms, 501, NotImplemented",
    "x-amz-object-lock-mode, GOVERNANCE, 400, InvalidRequest",
    "x-amz-storage-class, GLACIER, 501, NotImplemented",
    "x-amz-acl, public-read, 400, AccessControlListNotSupported",
    "x-amz-website-redirect-location, /x, 501, NotImplemented",
    "x-amz-tagging, a=b&a=c, 400, InvalidArgument",
    "x-amz-checksum-sha512, AAAA, 501, NotImplemented"
  })
  void ignoresNoHeader(String name, String value, int status, String code) {
    wire.send("PUT", "/bucket/key", "abc", name, value).is(status, code);
    assertThat(exists("key")).isFalse();
  }

  @Test
  void refusesMetadataThatIsTooLarge() {
    wire.send("PUT", "/bucket/key", "abc", "x-amz-meta-a", "v".repeat(2048))
        .is(400, "MetadataTooLarge");
  }

  @Test
  void refusesAPartOfNoUpload() {
    // PUT-16
    wire.send("PUT", "/bucket/key?partNumber=1", "abc").is(400, "InvalidArgument");
  }

  @Test
  void aStoreThatLacksAPowerSaysSo() {
    Wire poor = new Wire("us-east-1", Feature.PUT_IF_ABSENT, Feature.TAGS);
    poor.bucket("bucket");
    poor.send("PUT", "/bucket/key", "abc", "If-None-Match", "*").is(501, "NotImplemented");
    poor.send("PUT", "/bucket/key", "abc", "x-amz-tagging", "a=b").is(501, "NotImplemented");
    poor.send("PUT", "/bucket/key", "abc").is(200);
    poor.send("GET", "/bucket/key?tagging").is(501, "NotImplemented");
  }

  // ---- delete

  @Test
  void deletes() {
    // DEL-01, DEL-02, DEL-03
    bucket.put("key", Body.of("x"));
    Answer answer = wire.send("DELETE", "/bucket/key").is(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().names())
        .doesNotContain("content-type", "x-amz-delete-marker", "x-amz-version-id");
    assertThat(exists("key")).isFalse();
    wire.send("DELETE", "/bucket/key").is(204);
    wire.send("DELETE", "/bucket/key?versionId=null").is(204);
    wire.send("DELETE", "/bucket/key?versionId=x").is(400, "InvalidArgument");
    wire.send("DELETE", "/none/key").is(404, "NoSuchBucket");
    wire.send("DELETE", "/bucket/key", "x-amz-bypass-governance-retention", "true")
        .is(400, "InvalidArgument");
  }

  @Test
  void deletesOnCondition() {
    // COND-20 to COND-23
    bucket.put("key", Body.of("x"));
    String etag = bucket.head("key").etag().quoted();
    assertThat(
            wire.send("DELETE", "/bucket/key", "If-Match", "other")
                .is(412, "PreconditionFailed")
                .text("Condition"))
        .isEqualTo("If-Match");
    wire.send("DELETE", "/bucket/key", "x-amz-if-match-size", "1").is(501, "NotImplemented");
    assertThat(exists("key")).isTrue();
    wire.send("DELETE", "/bucket/key", "If-Match", etag).is(204);
    bucket.put("key", Body.of("x"));
    wire.send("DELETE", "/bucket/key", "If-Match", "*").is(204);
    assertThat(exists("key")).isFalse();
  }
}
