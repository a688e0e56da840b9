package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CompleteOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A write is sent again only when it is certain that it was not carried out. */
abstract class WriteRetriesTest {
  private static final String TAGGED = "ETag: \"" + Fixtures.ETAG + "\"";

  WireServer server;
  BlobStore store;
  Bucket bucket;

  abstract BlobStore open();

  void release() {}

  /** Over the store's own client. */
  static final class OwnClientTest extends WriteRetriesTest {
    @Override
    BlobStore open() {
      return server.store().open();
    }
  }

  /** Over a client of the caller's, which has retries of its own. */
  static final class ForeignClientTest extends WriteRetriesTest {
    private S3Client client;

    @Override
    BlobStore open() {
      client =
          S3Client.builder()
              .endpointOverride(server.url())
              .forcePathStyle(true)
              .region(Region.EU_WEST_1)
              .credentialsProvider(Fixtures.CREDENTIALS)
              .build();
      return S3Store.builder().client(client).open();
    }

    @Override
    void release() {
      client.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = new WireServer();
    store = open();
    bucket = store.bucket(Fixtures.BUCKET);
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    release();
    server.close();
  }

  private void outcomeIsUnknown(BlobStoreException failure) {
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure)
        .hasMessageContaining(server.url().toString())
        .hasMessageContaining("the outcome is unknown");
  }

  // ---- uploads

  @Test
  void theStartOfAnUploadIsRepeated() {
    server.thenError(500, "InternalError");
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.hangUp();
        });
    server.thenXml(
        200,
        "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
    assertThat(bucket.startUpload("key").id()).isEqualTo("u");
    assertThat(server.requests()).hasSize(3);
  }

  /** Nothing can have been published. */
  @Test
  void theOutcomeOfAnUploadThatWasNotStartedIsKnown() {
    BlobStoreException failure = Fixtures.failure(() -> bucket.startUpload("key"));
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.getMessage()).doesNotContain("the outcome is unknown");
  }

  // ---- puts

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 100_000, 2_000_000})
  void putIsNotRepeatedWhenTheAnswerIsLost(int size) {
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.hangUp();
        });
    outcomeIsUnknown(Fixtures.failure(() -> bucket.put("key", Body.of(Fixtures.bytes(size)))));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void putIsNotRepeatedWhenTheAnswerIsCutOff() {
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.write("HTTP/1.1 200 O".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          exchange.hangUp();
        });
    outcomeIsUnknown(Fixtures.failure(() -> bucket.put("key", Body.of("hello"))));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void putIfAbsentNeverMeetsItsOwnSuccess() {
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.hangUp();
        });
    server.thenError(412, "PreconditionFailed");
    outcomeIsUnknown(
        Fixtures.failure(
            () -> bucket.put("key", Body.of("hello"), PutOptions.defaults().ifAbsent())));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void putIsRepeatedWhenItsBodyWasNotSentToTheEnd() {
    server.then(
        exchange -> {
          exchange.readBody(100_000);
          exchange.reset();
        });
    server.then(200, TAGGED);
    byte[] bytes = Fixtures.bytes(8_000_000);
    bucket.put("key", Body.of(bytes));
    assertThat(server.requests()).hasSize(2);
    assertThat(server.last().carries(bytes)).isTrue();
  }

  @Test
  void putIsRepeatedWhenTheServerHungUpBeforeItAskedForTheBody() {
    server.then(WireServer.Exchange::hangUp);
    server.then(200, TAGGED);
    bucket.put("key", Body.of(Fixtures.bytes(8_000_000)));
    assertThat(server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void putIsRepeatedWhenTheServerRefusedItForNow(int status, String code) {
    server.thenError(status, code).then(200, TAGGED);
    byte[] bytes = Fixtures.bytes(1000);
    bucket.put("key", Body.of(bytes));
    assertThat(server.requests()).hasSize(2);
    assertThat(server.last().carries(bytes)).isTrue();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(503, "SlowDown"),
        Arguments.of(503, "ServiceUnavailable"),
        Arguments.of(429, "TooManyRequests"),
        Arguments.of(429, ""),
        Arguments.of(400, "RequestTimeout"));
  }

  /** Of a proxy that lost the answer, or of a server that does not know how far it came. */
  static Stream<Arguments> doubts() {
    return Stream.of(
        Arguments.of(500, "InternalError", ErrorCode.INTERNAL),
        Arguments.of(500, "", ErrorCode.INTERNAL),
        Arguments.of(502, "", ErrorCode.UNAVAILABLE),
        Arguments.of(502, "BadGateway", ErrorCode.UNAVAILABLE),
        Arguments.of(503, "", ErrorCode.UNAVAILABLE),
        Arguments.of(503, "SlowDownWrite", ErrorCode.UNAVAILABLE),
        Arguments.of(504, "", ErrorCode.UNAVAILABLE));
  }

  private WireServer thenAnswer(int status, String code) {
    return code.isEmpty()
        ? server.then(exchange -> exchange.answer(status, ""))
        : server.thenError(status, code);
  }

  private void outcomeIsUnknown(BlobStoreException failure, ErrorCode code) {
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure).hasMessageContaining("; the outcome is unknown");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void putIsNotRepeatedWhenTheAnswerLeavesItInDoubt(int status, String code, ErrorCode expected) {
    thenAnswer(status, code).then(200, TAGGED);
    outcomeIsUnknown(Fixtures.failure(() -> bucket.put("key", Body.of("hello"))), expected);
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void putIfAbsentNeverMeetsItsOwnSuccessBehindAProxy(int status, String code, ErrorCode expected) {
    thenAnswer(status, code).thenError(412, "PreconditionFailed");
    outcomeIsUnknown(
        Fixtures.failure(
            () -> bucket.put("key", Body.of("hello"), PutOptions.defaults().ifAbsent())),
        expected);
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void deleteIsNotRepeatedWhenTheAnswerLeavesItInDoubt(
      int status, String code, ErrorCode expected) {
    thenAnswer(status, code).then(204);
    outcomeIsUnknown(Fixtures.failure(() -> bucket.delete("key")), expected);
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void aPartIsSentAgainWhateverBecameOfIt(int status, String code) {
    // The upload was started elsewhere, so its checksum is asked for.
    server.thenXml(200, "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>");
    thenAnswer(status, code).then(200, TAGGED);
    bucket.upload("key", "id").uploadPart(1, Body.of("hello"));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void putIsRepeatedWhenTheServerFailedBeforeItHadTheBody() {
    server.then(
        exchange -> {
          exchange.readBody(100_000);
          exchange.head(500, 0, "Connection: close");
          exchange.reset();
        });
    server.then(200, TAGGED);
    bucket.put("key", Body.of(Fixtures.bytes(8_000_000)));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aRefusalSaysNothingOfDoubt() {
    server.thenError(501, "NotImplemented");
    BlobStoreException failure = Fixtures.failure(() -> bucket.put("key", Body.of("hello")));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(failure.getMessage()).doesNotContain("outcome");
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void anAbortIsSentAgainWhateverBecameOfIt(int status, String code) {
    thenAnswer(status, code).then(204);
    bucket.upload("key", "u").abort();
    assertThat(server.requests()).hasSize(2);
    assertThat(server.last().method()).isEqualTo("DELETE");
  }

  @Test
  void anAbortNeverMeetsItsOwnSuccess() {
    server.thenError(500, "InternalError").thenError(404, "NoSuchUpload");
    bucket.upload("key", "u").abort();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aServerThatKeepsFailingIsBelieved() {
    for (int i = 0; i < 10; i++) {
      server.thenError(503, "SlowDown");
    }
    BlobStoreException failure = Fixtures.failure(() -> bucket.put("key", Body.of("hello")));
    assertThat(failure.code()).isEqualTo(ErrorCode.THROTTLED);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure).hasMessageContaining("said of SlowDown");
    assertThat(server.requests()).hasSizeBetween(2, 5);
  }

  @Test
  void putIsNotRepeatedAfterAnAnswerThatWillNotChange() {
    server.thenError(403, "AccessDenied");
    assertThat(Fixtures.failure(() -> bucket.put("key", Body.of("hello"))).code())
        .isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(server.requests()).hasSize(1);
  }

  // ---- bodies that can be read only once

  @Test
  void aSmallStreamIsSentAgain() {
    server.thenError(503, "SlowDown").then(200, TAGGED);
    byte[] bytes = Fixtures.bytes(100_000);
    bucket.put("key", Fixtures.once(bytes));
    assertThat(server.requests()).hasSize(2);
    assertThat(server.last().carries(bytes)).isTrue();
  }

  @Test
  void aLargeStreamIsNotReadAgain() {
    PutOptions inOnePiece =
        PutOptions.defaults().transfer(PutOptions.defaults().transfer().threshold(1L << 30));
    server.thenError(503, "SlowDown").then(200, TAGGED);
    BlobStoreException failure =
        Fixtures.failure(
            () -> bucket.put("key", Fixtures.once(Fixtures.bytes(17 << 20)), inOnePiece));
    assertThat(failure.code()).isEqualTo(ErrorCode.THROTTLED);
    assertThat(failure).hasMessageContaining("said of SlowDown");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aLargeStreamArrivesWhole() {
    PutOptions inOnePiece =
        PutOptions.defaults().transfer(PutOptions.defaults().transfer().threshold(1L << 30));
    server.then(200, TAGGED);
    bucket.put("key", Fixtures.once(Fixtures.bytes(17 << 20)), inOnePiece);
    assertThat(server.only().header("x-amz-decoded-content-length"))
        .hasValue(String.valueOf(17 << 20));
  }

  @Test
  void aStreamThatFailsPublishesNothingAndIsNotReadAgain() {
    InputStream burning =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is on fire");
          }

          @Override
          public int read(byte[] target, int offset, int most) throws IOException {
            return read();
          }
        };
    Body failing =
        Body.of(
            new SequenceInputStream(new ByteArrayInputStream(Fixtures.bytes(1000)), burning),
            20 << 20);
    PutOptions inOnePiece =
        PutOptions.defaults().transfer(PutOptions.defaults().transfer().threshold(1L << 30));
    server.then(200, TAGGED).then(200, TAGGED);
    BlobStoreException failure = Fixtures.failure(() -> bucket.put("key", failing, inOnePiece));
    assertThat(failure.code()).isEqualTo(ErrorCode.BODY_FAILED);
    assertThat(failure).hasMessageContaining("the disk is on fire");
    assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
  }

  // ---- the other writes

  @Test
  void deleteIsNotRepeatedWhenTheAnswerIsLost() {
    server.then(WireServer.Exchange::hangUp);
    outcomeIsUnknown(Fixtures.failure(() -> bucket.delete("key")));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void deleteAllIsNotRepeatedWhenTheAnswerIsLost() {
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.hangUp();
        });
    outcomeIsUnknown(Fixtures.failure(() -> bucket.deleteAll(List.of("a", "b"))));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void copyIsNotRepeatedWhenTheAnswerIsLost() {
    server.then(WireServer.Exchange::hangUp);
    outcomeIsUnknown(Fixtures.failure(() -> bucket.copy("from", "to")));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void theOutcomeOfACopyIsUnknownWhenItFailsInsideItsSuccess() {
    server.thenXml(200, "<Error><Code>InternalError</Code><Message>oh</Message></Error>");
    outcomeIsUnknown(Fixtures.failure(() -> bucket.copy("from", "to")), ErrorCode.INTERNAL);
  }

  @Test
  void copyIsRepeatedWhenItIsRefusedInsideItsSuccess() {
    server.thenXml(200, "<Error><Code>SlowDown</Code><Message>oh</Message></Error>");
    server.thenXml(
        200,
        "<CopyObjectResult><ETag>\"%s\"</ETag><LastModified>2022-10-12T17:50:00.000Z</LastModified></CopyObjectResult>"
            .formatted(Fixtures.ETAG));
    assertThat(bucket.copy("from", "to").etag().value()).isEqualTo(Fixtures.ETAG);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void theOutcomeOfACopyIsUnknownWhenItsAnswerIsCutOff() {
    server.then(
        exchange -> {
          exchange.head(200, 1000, "Content-Type: application/xml");
          exchange.write(
              "<CopyObjectResult><ETag>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          exchange.hangUp();
        });
    outcomeIsUnknown(Fixtures.failure(() -> bucket.copy("from", "to")));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void tagsAreNotSetAgainWhenTheAnswerIsLost() {
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.hangUp();
        });
    outcomeIsUnknown(Fixtures.failure(() -> bucket.setTags("key", Tags.none().with("a", "b"))));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anUploadIsNotCompletedAgainWhenTheAnswerIsLost() {
    MultipartUpload upload = bucket.upload("key", "id");
    UploadedPart part = new UploadedPart(1, ETag.of(Fixtures.ETAG), Optional.empty());
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.hangUp();
        });
    outcomeIsUnknown(
        Fixtures.failure(() -> upload.complete(List.of(part), CompleteOptions.defaults())));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anUploadIsNotCompletedAgainWhenItFailsInsideItsSuccess() {
    MultipartUpload upload = bucket.upload("key", "id");
    UploadedPart part = new UploadedPart(1, ETag.of(Fixtures.ETAG), Optional.empty());
    server.thenXml(200, "<Error><Code>InternalError</Code><Message>oh</Message></Error>");
    outcomeIsUnknown(
        Fixtures.failure(() -> upload.complete(List.of(part), CompleteOptions.defaults())),
        ErrorCode.INTERNAL);
  }

  @Test
  void aPartMayBeSentTwice() {
    // The upload was started elsewhere, so its checksum is asked for.
    server.thenXml(200, "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>");
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.hangUp();
        });
    server.then(200, TAGGED);
    UploadedPart part = bucket.upload("key", "id").uploadPart(1, Body.of("hello"));
    assertThat(part.etag().value()).isEqualTo(Fixtures.ETAG);
    assertThat(server.requests()).hasSize(3);
  }

  // ---- connections

  @Test
  void readsAreRepeatedFreely() {
    server.then(WireServer.Exchange::hangUp);
    server.thenError(500, "InternalError");
    server.thenBlob("hello");
    assertThat(bucket.getString("key")).isEqualTo("hello");
    assertThat(server.requests()).hasSize(3);
  }
}
