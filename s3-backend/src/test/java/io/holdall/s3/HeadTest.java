package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD has no body and so no code (GET-03). */
final class HeadTest extends WireTest {
  @Test
  void timesAreSentAsHttpSaysThem() {
    server.then(304).then(412);
    ReadConditions always = ReadConditions.none().ifModifiedSince(Instant.MAX);
    ReadConditions never = ReadConditions.none().ifUnmodifiedSince(Instant.MIN);
    assertThat(Fixtures.failure(() -> bucket.head("key", always)).code())
        .isEqualTo(ErrorCode.NOT_MODIFIED);
    assertThat(server.last().header("if-modified-since")).hasValue("Fri, 31 Dec 9999 23:59:59 GMT");
    assertThat(Fixtures.failure(() -> bucket.head("key", never)).code())
        .isEqualTo(ErrorCode.PRECONDITION_FAILED);
    assertThat(server.last().header("if-unmodified-since"))
        .hasValue("Mon, 01 Jan 0001 00:00:00 GMT");
  }

  @Test
  void costsOneRequest() {
    server.then(
        exchange ->
            exchange.head(
                200,
                7,
                "ETag: \"" + Fixtures.ETAG + "\"",
                "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT",
                "x-amz-checksum-crc64nvme: AAAAAAAAAAA=",
                "x-amz-tagging-count: 1"));
    BlobAttributes blob = bucket.find("key").orElseThrow();
    assertThat(blob.size()).isEqualTo(7);
    assertThat(blob.tagCount()).isEqualTo(1);
    assertThat(blob.checksum()).isPresent();
    assertThat(server.only().method()).isEqualTo("HEAD");
    assertThat(server.only().header("x-amz-checksum-mode")).hasValue("ENABLED");
  }

  @Test
  void aMissingKeyIsToldFromAMissingBucket() {
    server.then(404).thenError(404, "NoSuchKey");
    assertThat(bucket.find("key")).isEmpty();
    server.then(404).thenError(404, "NoSuchBucket");
    assertThat(Fixtures.failure(() -> bucket.find("key")).code())
        .isEqualTo(ErrorCode.NO_SUCH_BUCKET);
    assertThat(server.last().method()).isEqualTo("GET");
    assertThat(server.last().header("range")).hasValue("bytes=0-0");
    assertThat(server.last().header("if-match")).isEmpty();
  }

  /** KEY-13: S3 repeats the key as no parser takes it. */
  @ParameterizedTest
  @ValueSource(strings = {"&#1;", "&#x1;", "&#65535;"})
  void aMissingKeyMayBeOneThatXmlCannotCarry(String echo) {
    server
        .then(404)
        .thenXml(404, "<Error><Code>NoSuchKey</Code><Key>a" + echo + "b&#13;</Key></Error>");
    assertThat(bucket.find("a\u0001b\r")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"206", "200", "416"})
  void aKeyThatAppearsMeanwhileWasMissing(int status) {
    server.then(404);
    if (status == 416) {
      server.thenError(416, "InvalidRange");
    } else {
      server.thenBlob("x");
    }
    assertThat(bucket.find("key")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, 403, AccessDenied, ACCESS_DENIED",
    "403, 403, InvalidAccessKeyId, INVALID_CREDENTIALS",
    "403, 403, SignatureDoesNotMatch, INVALID_CREDENTIALS",
    "400, 400, ExpiredToken, INVALID_CREDENTIALS",
    "400, 400, InvalidRequest, INVALID_REQUEST",
    "404, 403, AccessDenied, ACCESS_DENIED",
  })
  void asksWhyItWasRefused(int status, int then, String code, ErrorCode expected) {
    server.then(status).thenError(then, code);
    BlobStoreException failure = Fixtures.failure(() -> bucket.find("key"));
    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure).hasMessageContaining("said of " + code);
  }

  @ParameterizedTest
  @CsvSource({"304, NOT_MODIFIED", "412, PRECONDITION_FAILED"})
  void someStatusesSayAll(int status, ErrorCode expected) {
    server.then(status);
    assertThat(Fixtures.failure(() -> bucket.find("key")).code()).isEqualTo(expected);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void theRegionIsInTheHeader() {
    server.then(301, "x-amz-bucket-region: ap-south-1");
    BlobStoreException failure = Fixtures.failure(() -> bucket.find("key"));
    assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_REGION);
    assertThat(failure).hasMessageContaining("ap-south-1");
  }
}
