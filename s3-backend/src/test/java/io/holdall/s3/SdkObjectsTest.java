package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS SDK puts and gets. */
class SdkObjectsTest extends SdkOverEndpoint {
  @Test
  void putsAndGetsWithAllThatIsKept() {
    PutObjectResponse put =
        s3.putObject(
            r ->
                r.bucket(BUCKET)
                    .key("all")
                    .contentType("text/plain")
                    .contentEncoding("gzip")
                    .contentLanguage("de")
                    .contentDisposition("attachment; filename=\"a.txt\"")
                    .cacheControl("no-cache")
                    .expires(Instant.parse("2033-12-01T16:00:00Z"))
                    .metadata(Map.of("Name", "value", "empty", ""))
                    .tagging("a=b&c=d"),
            RequestBody.fromString("abc"));
    assertThat(put.eTag()).isEqualTo("\"900150983cd24fb0d6963f7d28e17f72\"");
    ResponseBytes<GetObjectResponse> got = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("all"));
    assertThat(got.asUtf8String()).isEqualTo("abc");
    GetObjectResponse head = got.response();
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.contentLanguage()).isEqualTo("de");
    assertThat(head.contentDisposition()).isEqualTo("attachment; filename=\"a.txt\"");
    assertThat(head.cacheControl()).isEqualTo("no-cache");
    assertThat(head.expiresString()).isEqualTo("Thu, 01 Dec 2033 16:00:00 GMT");
    assertThat(head.metadata()).isEqualTo(Map.of("name", "value", "empty", ""));
    assertThat(head.tagCount()).isEqualTo(2);
    assertThat(head.acceptRanges()).isEqualTo("bytes");
    assertThat(head.contentLength()).isEqualTo(3);
    HeadObjectResponse headed = s3.headObject(r -> r.bucket(BUCKET).key("all"));
    assertThat(headed.eTag()).isEqualTo(put.eTag());
    assertThat(headed.metadata()).isEqualTo(head.metadata());
    assertThat(headed.lastModified()).isEqualTo(head.lastModified());
    assertThat(headed.contentLength()).isEqualTo(3);
  }

  @Test
  void putsFromAnywhere(@TempDir Path directory) throws IOException {
    byte[] bytes = random(3 * MIB + 17);
    Path file = Files.write(directory.resolve("up"), bytes);
    Consumer<PutObjectRequest.Builder> key = r -> r.bucket(BUCKET).key("key");
    for (RequestBody body :
        List.of(
            RequestBody.fromBytes(bytes),
            RequestBody.fromFile(file),
            RequestBody.fromInputStream(new ByteArrayInputStream(bytes), bytes.length),
            RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes), bytes.length, "a/b"))) {
      bucket.delete("key");
      s3.putObject(key, body);
      assertThat(bucket.getBytes("key")).isEqualTo(bytes);
    }
    Path down = directory.resolve("down");
    s3.getObject(r -> r.bucket(BUCKET).key("key"), down);
    assertThat(down).hasBinaryContent(bytes);
  }

  @Test
  void putsBodiesOfUnknownLength() {
    byte[] bytes = random(MIB + 3);
    s3.putObject(
        r -> r.bucket(BUCKET).key("key"),
        RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes), "a/b"));
    assertThat(bucket.getBytes("key")).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 65_536, 131_072, 131_073, 20 * MIB})
  void keepsBytesOfAnyNumber(int length) {
    byte[] bytes = random(length);
    PutObjectResponse put =
        s3.putObject(r -> r.bucket(BUCKET).key("key"), RequestBody.fromBytes(bytes));
    assertThat(put.eTag()).doesNotContain("-");
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key")).asByteArray())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void keepsTheChecksumThatIsAskedFor(ChecksumAlgorithm algorithm) {
    PutObjectResponse put =
        s3.putObject(
            r -> r.bucket(BUCKET).key("key").checksumAlgorithm(algorithm),
            RequestBody.fromString("abc"));
    ResponseBytes<GetObjectResponse> got =
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").checksumMode(ChecksumMode.ENABLED));
    assertThat(got.asUtf8String()).isEqualTo("abc");
    String field = "Checksum" + algorithm.toString().replace("_", "");
    String kept = got.response().getValueForField(field, String.class).orElseThrow();
    assertThat(put.getValueForField(field, String.class)).contains(kept);
    assertThat(bucket.head("key").checksum().orElseThrow().value()).isEqualTo(kept);
    assertThat(got.response().checksumTypeAsString()).isEqualTo("FULL_OBJECT");
  }

  @Test
  void refusesWrongDigests() {
    refused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                RequestBody.fromString("abc")));
    refused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").checksumCRC32("AAAAAA=="),
                RequestBody.fromString("abc")));
    assertThat(bucket.exists("key")).isFalse();
    s3.putObject(
        r -> r.bucket(BUCKET).key("key").contentMD5("kAFQmDzST7DWlj99KOF/cg=="),
        RequestBody.fromString("abc"));
    assertThat(get("key")).isEqualTo("abc");
  }

  @Test
  void readsRangesAndOnCondition() {
    String etag = put("key", "0123456789").eTag();
    ResponseBytes<GetObjectResponse> range =
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").range("bytes=2-4"));
    assertThat(range.asUtf8String()).isEqualTo("234");
    assertThat(range.response().contentRange()).isEqualTo("bytes 2-4/10");
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").range("bytes=-3")).asUtf8String())
        .isEqualTo("789");
    refused(
        416,
        "InvalidRange",
        () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").range("bytes=10-")));
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").ifMatch(etag)).asUtf8String())
        .isEqualTo("0123456789");
    refused(
        412,
        "PreconditionFailed",
        () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").ifMatch("other")));
    S3Exception unchanged =
        catchThrowableOfType(
            S3Exception.class,
            () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").ifNoneMatch(etag)));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    Instant written = s3.headObject(r -> r.bucket(BUCKET).key("key")).lastModified();
    assertThat(
            catchThrowableOfType(
                    S3Exception.class,
                    () -> s3.headObject(r -> r.bucket(BUCKET).key("key").ifModifiedSince(written)))
                .statusCode())
        .isEqualTo(304);
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("key").ifUnmodifiedSince(written)).eTag())
        .isEqualTo(etag);
    assertThat(
            s3.getObject(r -> r.bucket(BUCKET).key("key").responseContentType("a/b"))
                .response()
                .contentType())
        .isEqualTo("a/b");
  }

  @Test
  void writesOnCondition() {
    PutObjectResponse first =
        s3.putObject(
            r -> r.bucket(BUCKET).key("key").ifNoneMatch("*"), RequestBody.fromString("1"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").ifNoneMatch("*"), RequestBody.fromString("2")));
    s3.putObject(
        r -> r.bucket(BUCKET).key("key").ifMatch(first.eTag()), RequestBody.fromString("3"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").ifMatch(first.eTag()),
                RequestBody.fromString("4")));
    refused(
        404,
        "NoSuchKey",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("none").ifMatch(first.eTag()),
                RequestBody.fromString("4")));
    assertThat(get("key")).isEqualTo("3");
  }

  @Test
  void saysWhatIsMissing() {
    refused(404, "NoSuchKey", () -> get("none"));
    refused(404, "NoSuchBucket", () -> s3.getObject(r -> r.bucket("no-such-bucket").key("key")));
    refused(
        404,
        "NoSuchBucket",
        () ->
            s3.putObject(
                r -> r.bucket("no-such-bucket").key("key"),
                RequestBody.fromBytes(random(5 * MIB))));
    refused(501, "NotImplemented", () -> s3.getBucketPolicy(r -> r.bucket(BUCKET)));
    refused(
        501,
        "NotImplemented",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").storageClass("GLACIER"),
                RequestBody.fromString("x")));
    assertThat(
            catchThrowableOfType(
                    S3Exception.class, () -> s3.headObject(r -> r.bucket(BUCKET).key("none")))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void metadataOutsideAsciiTravelsInEncodedWords() {
    s3.putObject(
        r -> r.bucket(BUCKET).key("key").metadata(Map.of("m", "=?UTF-8?B?Z3LDvG4=?=")),
        RequestBody.fromString("x"));
    assertThat(bucket.head("key").metadata().asMap()).isEqualTo(Map.of("m", "grün"));
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("key")).metadata())
        .isEqualTo(Map.of("m", "=?UTF-8?Q?gr=C3=BCn?="));
  }

  @Test
  void emptyObjectsAreObjects() {
    s3.putObject(r -> r.bucket(BUCKET).key("folder/"), RequestBody.empty());
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("folder/")).contentLength()).isZero();
    assertThat(get("folder/").getBytes(StandardCharsets.UTF_8)).isEmpty();
  }
}
