package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobRef;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.MultipartUpload;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadedPart;
import io.holdall.WriteCondition;
import io.holdall.spi.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadsTest extends WireTest {
  private static final String TAGGED = "ETag: \"" + Fixtures.ETAG + "\"";
  private static final String STARTED =
      "<InitiateMultipartUploadResult><UploadId>u 1</UploadId></InitiateMultipartUploadResult>";
  private static final String COMPLETED =
      "<CompleteMultipartUploadResult><ETag>\"%s-1\"</ETag></CompleteMultipartUploadResult>"
          .formatted(Fixtures.ETAG);
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private static String checksum(ChecksumAlgorithm algorithm) {
    return Digests.of(algorithm, HELLO).value();
  }

  private static String header(ChecksumAlgorithm algorithm) {
    return "x-amz-checksum-" + algorithm.name().toLowerCase(java.util.Locale.ROOT);
  }

  private UploadedPart upload(MultipartUpload upload, ChecksumAlgorithm algorithm) {
    server.then(200, TAGGED, header(algorithm) + ": " + checksum(algorithm));
    return upload.uploadPart(1, Body.of(HELLO));
  }

  @Test
  void anUploadStartsWithAllThatTheBlobIsToHave() {
    server.thenXml(200, STARTED);
    MultipartUpload upload =
        bucket.startUpload(
            "key",
            PutOptions.defaults()
                .headers(ContentHeaders.none().cacheControl("no-cache").expires("whenever"))
                .metadata("m", "Ä")
                .tag("t", "1"));
    assertThat(upload.id()).isEqualTo("u 1");
    assertThat(server.only().target()).isEqualTo("/some-bucket/key?uploads");
    assertThat(server.only().headers())
        .containsEntry("content-type", "binary/octet-stream")
        .containsEntry("cache-control", "no-cache")
        .containsEntry("expires", "whenever")
        .containsEntry("x-amz-meta-m", "=?UTF-8?B?w4Q=?=")
        .containsEntry("x-amz-tagging", "t=1")
        // What S3 does by itself, as the other stores do (CHK-24).
        .doesNotContainKeys("x-amz-checksum-algorithm", "x-amz-checksum-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<InitiateMultipartUploadResult></InitiateMultipartUploadResult>",
        "<InitiateMultipartUploadResult><UploadId/></InitiateMultipartUploadResult>",
        ""
      })
  void anUploadWithoutAnIdWasNotStarted(String answer) {
    server.thenXml(200, answer);
    assertThat(Fixtures.failure(() -> bucket.startUpload("key")).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void noUploadIsStartedAtAnotherWebServer() {
    server.thenXml(200, "<html><body>hi</body></html>");
    assertThat(Fixtures.failure(() -> bucket.startUpload("key")))
        .hasMessageContaining("does not answer as S3 does")
        .returns(ErrorCode.INTERNAL, BlobStoreException::code);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32, , COMPOSITE",
    "CRC32, FULL_OBJECT, FULL_OBJECT",
    "CRC32C, , COMPOSITE",
    "CRC64NVME, , FULL_OBJECT",
    "SHA1, , COMPOSITE",
    "SHA256, COMPOSITE, COMPOSITE"
  })
  void theChecksumIsChosenAtTheStart(
      ChecksumAlgorithm algorithm, ChecksumType type, String expected) {
    server.thenXml(200, STARTED);
    PutOptions options =
        type == null
            ? PutOptions.defaults().checksum(algorithm)
            : PutOptions.defaults().checksum(algorithm, type);
    MultipartUpload upload = bucket.startUpload("key", options);
    assertThat(server.last().headers())
        .containsEntry("x-amz-checksum-algorithm", algorithm.name())
        .containsEntry("x-amz-checksum-type", expected);
    UploadedPart part = upload(upload, algorithm);
    assertThat(server.last().target()).isEqualTo("/some-bucket/key?partNumber=1&uploadId=u%201");
    assertThat(server.last().header(header(algorithm))).hasValue(checksum(algorithm));
    assertThat(part.checksum()).hasValue(Digests.of(algorithm, HELLO));
    server.thenXml(200, COMPLETED);
    upload.complete(List.of(part));
    assertThat(server.last().text())
        .contains("<Checksum" + algorithm + ">" + checksum(algorithm))
        .contains("<PartNumber>1</PartNumber>")
        .contains("<ETag>&quot;" + Fixtures.ETAG + "&quot;</ETag>");
    assertThat(server.requests()).hasSize(3);
  }

  /** CHK-23: a part with another checksum than the upload's is refused. */
  @Test
  void anUploadStartedElsewhereIsAskedForItsChecksum() {
    server.thenXml(
        200,
        "<ListPartsResult><ChecksumAlgorithm>SHA256</ChecksumAlgorithm><IsTruncated>false</IsTruncated></ListPartsResult>");
    upload(bucket.upload("key", "elsewhere"), ChecksumAlgorithm.SHA256);
    upload(bucket.upload("key", "elsewhere"), ChecksumAlgorithm.SHA256);
    assertThat(server.last().header("x-amz-checksum-sha256")).isPresent();
    assertThat(server.requests()).hasSize(3);
  }

  /** For that, {@code s3:PutObject} is enough; to list parts is another permission. */
  @ParameterizedTest
  @EnumSource
  void partsCanBePutByWhoMayNotListThem(ChecksumMode mode) {
    try (BlobStore store = server.store().checksums(mode).open()) {
      MultipartUpload upload = store.bucket(Fixtures.BUCKET).upload("key", "elsewhere");
      if (mode == ChecksumMode.WHEN_SUPPORTED) {
        server.thenError(403, "AccessDenied");
      }
      server.then(200, TAGGED, "x-amz-checksum-sha256: " + checksum(ChecksumAlgorithm.SHA256));
      if (mode == ChecksumMode.WHEN_REQUIRED) {
        server.thenError(403, "AccessDenied");
      }
      // S3 has computed what the upload declares (CHK-23), and its completion must name it
      // (CHK-26).
      assertThat(upload.uploadPart(1, Body.of(HELLO)).checksum())
          .hasValue(Digests.of(ChecksumAlgorithm.SHA256, HELLO));
      server.then(
          200, TAGGED, "x-amz-checksum-crc64nvme: " + checksum(ChecksumAlgorithm.CRC64NVME));
      assertThat(upload.uploadPart(2, Body.of(HELLO)).checksum()).isEmpty();
      assertThat(server.last().headers().keySet()).noneMatch(name -> name.contains("checksum"));
      // It is not asked again.
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aChecksumThatIsGivenIsSentThoughNothingIsKnownOfTheUpload() {
    MultipartUpload upload = bucket.upload("key", "elsewhere");
    server.thenError(403, "AccessDenied");
    server.then(200, TAGGED, "x-amz-checksum-sha1: " + checksum(ChecksumAlgorithm.SHA1));
    Checksum given = Digests.of(ChecksumAlgorithm.SHA1, HELLO);
    assertThat(upload.uploadPart(1, Body.of(HELLO).expecting(given)).checksum()).hasValue(given);
    assertThat(server.last().header("x-amz-checksum-sha1")).hasValue(given.value());
  }

  @Test
  void aPartThatIsStoredHasNotFailed() {
    try (BlobStore modest = server.store().checksums(ChecksumMode.WHEN_REQUIRED).open()) {
      server.then(200, TAGGED, "x-amz-checksum-crc32: " + checksum(ChecksumAlgorithm.CRC32));
      server.thenError(404, "NoSuchUpload");
      UploadedPart part =
          modest.bucket(Fixtures.BUCKET).upload("key", "elsewhere").uploadPart(1, Body.of(HELLO));
      assertThat(part.checksum()).hasValue(Digests.of(ChecksumAlgorithm.CRC32, HELLO));
    }
  }

  /** CHK-24: without an algorithm the completion must not name the checksums of parts. */
  @Test
  void anUploadWithoutChecksumIsCompletedWithout() {
    server.thenXml(200, "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>");
    server.then(200, TAGGED, "x-amz-checksum-crc32: " + checksum(ChecksumAlgorithm.CRC32));
    MultipartUpload upload = bucket.upload("key", "elsewhere");
    UploadedPart part =
        upload.uploadPart(1, Body.of(HELLO).expecting(Digests.of(ChecksumAlgorithm.CRC32, HELLO)));
    assertThat(server.last().header("x-amz-checksum-crc32")).isPresent();
    server.thenXml(200, COMPLETED);
    upload.complete(List.of(part));
    assertThat(server.last().text()).contains("<PartNumber>").doesNotContain("Checksum");
  }

  /** Its parts are compared on their way all the same. */
  @Test
  void partsOfAnUploadWithoutChecksumShowNone() {
    server.thenXml(200, STARTED);
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart part = upload(upload, ChecksumAlgorithm.CRC64NVME);
    assertThat(server.last().header("x-amz-checksum-crc64nvme"))
        .hasValue(checksum(ChecksumAlgorithm.CRC64NVME));
    assertThat(part.checksum()).isEmpty();
    assertThat(server.requests()).hasSize(2);
  }

  /** CHK-24: what is listed all the same is the server's to refuse. */
  @Test
  void checksumsThatAreListedAreSent() {
    server.thenError(400, "InvalidPart");
    UploadedPart part =
        new UploadedPart(
            1, ETag.of(Fixtures.ETAG), Optional.of(Digests.of(ChecksumAlgorithm.CRC64NVME, HELLO)));
    assertThat(Fixtures.failure(() -> bucket.upload("key", "u").complete(List.of(part))).code())
        .isEqualTo(ErrorCode.INVALID_PART);
    assertThat(server.only().text())
        .contains("<ChecksumCRC64NVME>" + checksum(ChecksumAlgorithm.CRC64NVME));
  }

  @ParameterizedTest
  @EnumSource
  void aPartWithAnotherChecksumThanItsUploadIsRefused(ChecksumAlgorithm declared) {
    server.thenXml(200, STARTED);
    MultipartUpload upload = bucket.startUpload("key", PutOptions.defaults().checksum(declared));
    for (ChecksumAlgorithm given : ChecksumAlgorithm.values()) {
      Body body = Body.of(HELLO).expecting(Digests.of(given, HELLO));
      if (given == declared) {
        server.then(200, TAGGED, header(given) + ": " + checksum(given));
        assertThat(upload.uploadPart(1, body).checksum()).hasValue(Digests.of(given, HELLO));
      } else {
        assertThat(Fixtures.failure(() -> upload.uploadPart(1, body)))
            .hasMessageContaining("started with " + declared)
            .hasMessageContaining("cannot come with " + given)
            .extracting(BlobStoreException::code)
            .isEqualTo(ErrorCode.INVALID_REQUEST);
      }
    }
    assertThat(server.requests()).hasSize(2);
  }

  /** Where the server adds none, the store chooses, and the caller has chosen none. */
  @Test
  void aChecksumThatTheStoreChoseKeepsNoOtherAway() {
    try (BlobStore plain = server.store().without(List.of(Feature.DEFAULT_CHECKSUM)).open()) {
      server.thenXml(200, STARTED);
      MultipartUpload upload = plain.bucket(Fixtures.BUCKET).startUpload("key");
      assertThat(server.last().header("x-amz-checksum-algorithm")).hasValue("CRC64NVME");
      String crc64 = checksum(ChecksumAlgorithm.CRC64NVME);
      server.then(200, TAGGED, "x-amz-checksum-crc64nvme: " + crc64);
      upload.uploadPart(1, Body.of(HELLO).expecting(Digests.of(ChecksumAlgorithm.SHA1, HELLO)));
      assertThat(server.last().header("x-amz-checksum-crc64nvme")).hasValue(crc64);
    }
  }

  @Test
  void aModestStoreAsksForNothing() {
    try (BlobStore modest = server.store().checksums(ChecksumMode.WHEN_REQUIRED).open()) {
      server.thenXml(200, STARTED);
      MultipartUpload upload = modest.bucket(Fixtures.BUCKET).startUpload("key");
      server.then(200, TAGGED);
      UploadedPart part = upload.uploadPart(1, Body.of(HELLO));
      server.thenXml(200, COMPLETED);
      upload.complete(List.of(part));
      assertThat(server.requests())
          .hasSize(3)
          .allSatisfy(
              request ->
                  assertThat(request.headers().keySet())
                      .noneMatch(name -> name.contains("checksum")));
    }
  }

  @Test
  void completesUnderACondition() {
    UploadedPart part = new UploadedPart(3, ETag.of(Fixtures.ETAG), Optional.empty());
    server.thenXml(200, COMPLETED).thenXml(200, COMPLETED);
    Checksum whole = Digests.of(ChecksumAlgorithm.CRC32, HELLO);
    PutResult result =
        bucket
            .upload("key", "u")
            .complete(
                List.of(part),
                CompleteOptions.defaults().condition(WriteCondition.ifAbsent()).expecting(whole));
    assertThat(result.etag().value()).isEqualTo(Fixtures.ETAG + "-1");
    assertThat(server.last().headers())
        .containsEntry("if-none-match", "*")
        .containsEntry("x-amz-checksum-crc32", whole.value());
    bucket
        .upload("key", "u")
        .complete(
            List.of(part),
            CompleteOptions.defaults().condition(WriteCondition.ifMatch(ETag.of("abc"))));
    assertThat(server.last().header("if-match")).hasValue("abc");
  }

  @Test
  void aCompletionThatFailsInsideItsSuccess() {
    server.thenXml(200, "\n\n<Error><Code>InvalidPart</Code><Message>gone</Message></Error>");
    assertThat(
            Fixtures.failure(
                    () ->
                        bucket
                            .upload("key", "u")
                            .complete(List.of(new UploadedPart(1, ETag.of("x"), Optional.empty()))))
                .code())
        .isEqualTo(ErrorCode.INVALID_PART);
  }

  /** Ceph answers so where an earlier attempt had its effect. */
  @Test
  void aCompletionWithoutAnETagIsLookedUp() {
    server.thenXml(
        200, "<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>");
    server.then(
        exchange ->
            exchange.head(200, 4, "ETag: \"x-1\"", "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT"));
    assertThat(
            bucket
                .upload("key", "u")
                .complete(List.of(new UploadedPart(1, ETag.of("x"), Optional.empty())))
                .etag()
                .value())
        .isEqualTo("x-1");
  }

  @Test
  void copiesParts() {
    server.thenXml(200, STARTED);
    MultipartUpload upload =
        bucket.startUpload("key", PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32));
    server.thenXml(
        200,
        "<CopyPartResult><ETag>%s</ETag><ChecksumCRC32>%s</ChecksumCRC32></CopyPartResult>"
            .formatted(Fixtures.ETAG, checksum(ChecksumAlgorithm.CRC32)));
    UploadedPart part =
        upload.copyPart(
            2,
            new BlobRef("other-bucket", "source"),
            Optional.of(new ByteRange.Between(3, 9)),
            ReadConditions.none().ifMatch(ETag.of("abc")));
    assertThat(part)
        .isEqualTo(
            new UploadedPart(
                2,
                ETag.of(Fixtures.ETAG),
                Optional.of(Digests.of(ChecksumAlgorithm.CRC32, HELLO))));
    assertThat(server.last().headers())
        .containsEntry("x-amz-copy-source", "other-bucket/source")
        .containsEntry("x-amz-copy-source-range", "bytes=3-9")
        .containsEntry("x-amz-copy-source-if-match", "\"abc\"");
  }

  @ParameterizedTest
  @CsvSource({
    "416, InvalidRange, INVALID_ARGUMENT",
    "400, InvalidArgument, INVALID_ARGUMENT",
    "304, '', PRECONDITION_FAILED",
    "412, PreconditionFailed, PRECONDITION_FAILED",
    "404, NoSuchUpload, NO_SUCH_UPLOAD"
  })
  void aPartThatCannotBeCopied(int status, String code, ErrorCode expected) {
    if (status == 304) {
      server.then(304);
    } else {
      server.thenError(status, code);
    }
    assertThat(
            Fixtures.failure(
                    () ->
                        bucket
                            .upload("key", "u")
                            .copyPart(
                                1,
                                new BlobRef("other-bucket", "source"),
                                Optional.empty(),
                                ReadConditions.none()))
                .code())
        .isEqualTo(expected);
  }

  @Test
  void listsParts() {
    server.thenXml(
        200,
        """
        <ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>7</NextPartNumberMarker>
        <Part><PartNumber>7</PartNumber><LastModified>2022-10-12T17:50:00.400Z</LastModified>
        <ETag>"abc"</ETag><Size>11</Size><ChecksumSHA1>qvTGHdzF6KLavt4PO0gs2a6pQ00=</ChecksumSHA1></Part></ListPartsResult>
        """);
    PartPage page = bucket.upload("key", "u").listParts(6, 1);
    assertThat(page.truncated()).isTrue();
    assertThat(page.parts().get(0).number()).isEqualTo(7);
    assertThat(page.parts().get(0).size()).isEqualTo(11);
    assertThat(page.parts().get(0).lastModified()).isEqualTo("2022-10-12T17:50:00Z");
    assertThat(page.parts().get(0).part().etag().value()).isEqualTo("abc");
    assertThat(page.parts().get(0).part().checksum())
        .hasValue(Digests.of(ChecksumAlgorithm.SHA1, HELLO));
    assertThat(server.only().target())
        .contains("max-parts=1")
        .contains("part-number-marker=6")
        .contains("uploadId=u");
  }

  @ParameterizedTest
  @CsvSource({
    "NoSuchUpload, NO_SUCH_UPLOAD",
    "NoSuchKey, NO_SUCH_UPLOAD",
    "NoSuchBucket, NO_SUCH_BUCKET"
  })
  void anUploadThatIsNotThere(String code, ErrorCode expected) {
    server.thenError(404, code);
    assertThat(Fixtures.failure(() -> bucket.upload("key", "u").parts()).code())
        .isEqualTo(expected);
  }

  @Test
  void aborts() {
    server.then(204).thenError(404, "NoSuchUpload");
    bucket.upload("key", "u").abort();
    assertThat(server.only().method()).isEqualTo("DELETE");
    assertThat(Fixtures.failure(() -> bucket.upload("key", "u").abort()).code())
        .isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
  }
}
