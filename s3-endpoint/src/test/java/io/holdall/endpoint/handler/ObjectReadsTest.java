package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.UploadedPart;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.OpenBlob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectReadsTest {
  private static final String ETAG = "\"781e5e245d69b566979b86e28d23f2c7\"";
  private static final String WRITTEN = "Sun, 01 Mar 2026 12:00:00 GMT";
  private static final String BEFORE = "Sun, 01 Mar 2026 11:59:59 GMT";

  private final Wire wire = new Wire();
  private Bucket bucket;

  @BeforeEach
  void fill() {
    bucket = wire.bucket("bucket");
    bucket.put("ten", Body.of("0123456789"));
    wire.clock.move(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void tellsAllThatIsKept(String method) {
    bucket.put(
        "all",
        Body.of("x"),
        PutOptions.defaults()
            .headers(
                ContentHeaders.none()
                    .contentType("text/plain")
                    .cacheControl("no-cache")
                    .expires("tomorrow"))
            .metadata("name", "grün")
            .tag("a", "b")
            .tag("c", "d"));
    Answer answer = wire.send(method, "/bucket/all").is(200);
    assertThat(answer.body()).isEqualTo(method.equals("GET") ? "x" : "");
    assertThat(answer.header("Content-Length")).isEqualTo(method.equals("GET") ? "" : "1");
    assertThat(answer.header("ETag")).isEqualTo("\"9dd4e461268c8034f5c8564e155c67a6\"");
    assertThat(answer.header("Last-Modified")).isEqualTo("Sun, 01 Mar 2026 12:01:00 GMT");
    assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.header("Expires")).isEqualTo("tomorrow");
    assertThat(answer.header("x-amz-meta-name")).isEqualTo("=?UTF-8?Q?gr=C3=BCn?=");
    assertThat(answer.header("x-amz-tagging-count")).isEqualTo("2");
    assertThat(answer.headers().names())
        .doesNotContain(
            "x-amz-storage-class", "x-amz-version-id", "x-amz-mp-parts-count", "content-range")
        .noneMatch(name -> name.startsWith("x-amz-checksum"));
  }

  @Test
  void hasAContentTypeInAnyCase() {
    Answer answer = wire.send("GET", "/bucket/ten").is(200);
    assertThat(answer.header("Content-Type")).isEqualTo("binary/octet-stream");
    assertThat(answer.headers().has("x-amz-tagging-count")).isFalse();
  }

  @Test
  void overridesHeaders() {
    // GET-05
    String query = "?response-content-type=a/b&response-content-disposition=attachment";
    for (String method : List.of("GET", "HEAD")) {
      Answer answer = wire.send(method, "/bucket/ten" + query).is(200);
      assertThat(answer.headers().all("Content-Type")).containsExactly("a/b");
      assertThat(answer.header("Content-Disposition")).isEqualTo("attachment");
    }
    wire.send("GET", "/bucket/ten?response-content-type=%E2%82%AC").is(400, "InvalidArgument");
  }

  @Test
  void whatIsNotThere() {
    assertThat(wire.send("GET", "/bucket/none").is(404, "NoSuchKey").text("Key")).isEqualTo("none");
    wire.send("GET", "/nobucket/none").is(404, "NoSuchBucket");
    // GET-32, GET-65
    wire.send("GET", "/bucket/none", "Range", "bytes=1-2").is(404, "NoSuchKey");
    wire.send("GET", "/bucket/none", "If-Match", "x").is(404, "NoSuchKey");
    wire.send("GET", "/bucket/ten/").is(404, "NoSuchKey");
  }

  @ParameterizedTest(name = "GET-20 to GET-24: {0}")
  @CsvSource({
    "bytes=0-8, 0-8, 012345678",
    "bytes=1-, 1-9, 123456789",
    "bytes=-2, 8-9, 89",
    "bytes=-15, 0-9, 0123456789",
    "bytes=0-100, 0-9, 0123456789",
    "bytes=5-9223372036854775807, 5-9, 56789",
    "bytes=-9223372036854775808, 0-9, 0123456789",
    "bytes=3-3, 3-3, 3"
  })
  void readsRanges(String range, String span, String bytes) {
    Answer answer = wire.send("GET", "/bucket/ten", "Range", range).is(206);
    assertThat(answer.body()).isEqualTo(bytes);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes " + span + "/10");
    Answer head = wire.send("HEAD", "/bucket/ten", "Range", range).is(206);
    assertThat(head.header("Content-Range")).isEqualTo("bytes " + span + "/10");
    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(bytes.length()));
  }

  @ParameterizedTest(name = "GET-27 to GET-29: {0}")
  @ValueSource(strings = {"bytes=1-0", "bytes=0--1", "bytes=-", "0-8", "bytes=0-1,3-4"})
  void readsTheWholeWhereTheRangeIsNone(String range) {
    Answer answer = wire.send("GET", "/bucket/ten", "Range", range).is(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.headers().has("Content-Range")).isFalse();
  }

  @ParameterizedTest(name = "GET-25, GET-26: {0}")
  @ValueSource(strings = {"bytes=100-200", "bytes=10-", "bytes=-0", "bytes=9223372036854775807-"})
  void refusesRangesOfNothing(String range) {
    Answer answer = wire.send("GET", "/bucket/ten", "Range", range).is(416, "InvalidRange");
    assertThat(answer.text("RangeRequested")).isEqualTo(range);
    assertThat(answer.text("ActualObjectSize")).isEqualTo("10");
    wire.send("HEAD", "/bucket/ten", "Range", range).is(416);
    bucket.put("empty", Body.empty());
    wire.send("GET", "/bucket/empty", "Range", "bytes=40-50").is(416, "InvalidRange");
  }

  /** A store behind may say 304 by other rules than S3's. */
  @Test
  void believesAStoreThatKeepsSayingThatNothingChanged() {
    Wire strict =
        new Wire(
            driver ->
                new ForwardingDriver(driver) {
                  @Override
                  public OpenBlob get(String bucket, String key, GetOptions options) {
                    throw new DriverException(ErrorCode.NOT_MODIFIED, "not modified");
                  }
                });
    strict.bucket("bucket").put("ten", Body.of("0123456789"));
    Answer answer = strict.send("GET", "/bucket/ten", "If-None-Match", "\"other\"").is(304);
    assertThat(answer.header("ETag")).isEqualTo(ETAG);
    strict.send("GET", "/bucket/none", "If-None-Match", "\"other\"").is(404, "NoSuchKey");
  }

  @Test
  void readsParts() {
    MultipartUpload upload =
        bucket.startUpload("parts", PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32));
    List<UploadedPart> parts =
        List.of(upload.uploadPart(1, Body.of("hello")), upload.uploadPart(2, Body.of("w")));
    upload.complete(parts);
    // GET-40
    Answer second = wire.send("GET", "/bucket/parts?partNumber=2").is(206);
    assertThat(second.body()).isEqualTo("w");
    assertThat(second.header("Content-Range")).isEqualTo("bytes 5-5/6");
    assertThat(second.header("x-amz-mp-parts-count")).isEqualTo("2");
    assertThat(second.header("ETag")).endsWith("-2\"");
    Answer head = wire.send("HEAD", "/bucket/parts?partNumber=1").is(206);
    assertThat(head.header("Content-Length")).isEqualTo("5");
    assertThat(head.header("Content-Range")).isEqualTo("bytes 0-4/6");
    // GET-42, GET-43, MPU-04
    Answer beyond = wire.send("GET", "/bucket/parts?partNumber=3").is(416, "InvalidPartNumber");
    assertThat(beyond.text("PartNumberRequested")).isEqualTo("3");
    assertThat(beyond.text("ActualPartCount")).isEqualTo("2");
    wire.send("GET", "/bucket/parts?partNumber=1", "Range", "bytes=0-1").is(400, "InvalidRequest");
    wire.send("GET", "/bucket/parts?partNumber=0").is(400, "InvalidArgument");
    wire.send("GET", "/bucket/parts?partNumber=10001").is(400, "InvalidArgument");
  }

  @Test
  void anObjectPutInOnePieceIsItsOwnPart() {
    // GET-41, GET-42
    Answer answer = wire.send("GET", "/bucket/ten?partNumber=1").is(206);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes 0-9/10");
    assertThat(answer.headers().has("x-amz-mp-parts-count")).isFalse();
    assertThat(
            wire.send("GET", "/bucket/ten?partNumber=2")
                .is(416, "InvalidPartNumber")
                .text("ActualPartCount"))
        .isEqualTo("1");
    bucket.put("empty", Body.empty());
    Answer empty = wire.send("GET", "/bucket/empty?partNumber=1").is(200);
    assertThat(empty.headers().has("Content-Range")).isFalse();
  }

  @ParameterizedTest(name = "GET-50 to GET-59: {0}={1} {2}={3}: {4}")
  @CsvSource({
    "If-Match, x, If-None-Match, y, 412",
    "If-Match, E, If-Unmodified-Since, B, 200",
    "If-Match, E, If-None-Match, E, 304",
    "If-Match, E, If-Modified-Since, W, 304",
    "If-None-Match, y, If-Unmodified-Since, B, 412",
    "If-None-Match, E, If-Modified-Since, B, 304",
    "If-None-Match, E, If-Unmodified-Since, W, 304",
    "If-None-Match, y, If-Modified-Since, W, 200",
    "If-Modified-Since, W, If-Unmodified-Since, W, 304",
    "If-Modified-Since, B, If-Unmodified-Since, W, 200",
    "If-Match, *, If-None-Match, y, 200",
    "If-None-Match, *, If-Match, E, 304"
  })
  void weighsConditions(String name, String value, String other, String otherValue, int status) {
    String[] headers = {name, meant(value), other, meant(otherValue)};
    for (String method : List.of("GET", "HEAD")) {
      Answer answer = wire.send(method, "/bucket/ten", headers).is(status);
      if (status == 304) {
        // GET-64
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
        assertThat(answer.header("Last-Modified")).isEqualTo(WRITTEN);
        assertThat(answer.headers().has("Content-Type")).isFalse();
        assertThat(answer.headers().has("Content-Length")).isFalse();
      }
    }
  }

  private static String meant(String value) {
    return switch (value) {
      case "E" -> ETAG;
      case "W" -> WRITTEN;
      case "B" -> BEFORE;
      default -> value;
    };
  }

  @Test
  void namesTheConditionThatFailed() {
    assertThat(
            wire.send("GET", "/bucket/ten", "If-Match", "x", "If-Unmodified-Since", BEFORE)
                .is(412, "PreconditionFailed")
                .text("Condition"))
        .isEqualTo("If-Match");
    assertThat(
            wire.send("GET", "/bucket/ten", "If-None-Match", "x", "If-Unmodified-Since", BEFORE)
                .is(412, "PreconditionFailed")
                .text("Condition"))
        .isEqualTo("If-Unmodified-Since");
  }

  @Test
  void givesChecksumsToThoseWhoAsk() {
    // CHK-09, CHK-11, CHK-12
    String[] mode = {"x-amz-checksum-mode", "ENABLED"};
    Answer whole = wire.send("GET", "/bucket/ten", mode).is(200);
    assertThat(whole.header("x-amz-checksum-crc64nvme")).hasSize(12);
    assertThat(whole.header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
    assertThat(wire.send("HEAD", "/bucket/ten", mode).header("x-amz-checksum-crc64nvme"))
        .isEqualTo(whole.header("x-amz-checksum-crc64nvme"));
    Answer range = wire.send("GET", "/bucket/ten", "Range", "bytes=0-8", mode[0], mode[1]);
    assertThat(range.headers().has("x-amz-checksum-crc64nvme")).isFalse();
    Answer all = wire.send("GET", "/bucket/ten", "Range", "bytes=-15", mode[0], mode[1]);
    assertThat(all.headers().has("x-amz-checksum-crc64nvme")).isTrue();
  }

  @Test
  void knowsOneVersion() {
    // VER-24
    wire.send("GET", "/bucket/ten?versionId=null").is(200);
    assertThat(
            wire.send("GET", "/bucket/ten?versionId=abc")
                .is(400, "InvalidArgument")
                .text("ArgumentName"))
        .isEqualTo("versionId");
    wire.send("HEAD", "/bucket/ten?versionId=abc").is(400);
    wire.send("GET", "/bucket/ten", "x-amz-server-side-encryption", "AES256")
        .is(501, "NotImplemented");
  }

  @Test
  void tellsAttributes() {
    // HTTP-15, CHK-14
    String wanted = "x-amz-object-attributes";
    assertThat(
            wire.send("GET", "/bucket/ten?attributes", wanted, "ObjectSize, ETag ,StorageClass")
                .document())
        .isEqualTo(
            "<GetObjectAttributesResponse><ETag>781e5e245d69b566979b86e28d23f2c7</ETag>"
                + "<StorageClass>STANDARD</StorageClass><ObjectSize>10</ObjectSize></GetObjectAttributesResponse>");
    assertThat(
            wire.send("GET", "/bucket/ten?attributes", wanted, "Checksum,ObjectParts").document())
        .startsWith("<GetObjectAttributesResponse><Checksum><ChecksumCRC64NVME>")
        .endsWith(
            "<ChecksumType>FULL_OBJECT</ChecksumType></Checksum></GetObjectAttributesResponse>");
    MultipartUpload upload = bucket.startUpload("parts");
    upload.complete(List.of(upload.uploadPart(1, Body.of("hello"))));
    assertThat(wire.send("GET", "/bucket/parts?attributes", wanted, "ObjectParts").document())
        .isEqualTo(
            "<GetObjectAttributesResponse><ObjectParts><PartsCount>1</PartsCount></ObjectParts></GetObjectAttributesResponse>");
    wire.send("GET", "/bucket/ten?attributes").is(400, "InvalidRequest");
    wire.send("GET", "/bucket/ten?attributes", wanted, "Size").is(400, "InvalidArgument");
    wire.send("GET", "/bucket/none?attributes", wanted, "ETag").is(404, "NoSuchKey");
  }
}
