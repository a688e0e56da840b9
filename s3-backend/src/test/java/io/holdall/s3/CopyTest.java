package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobRef;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CopyTest extends WireTest {
  private static final BlobRef SOURCE = new BlobRef("other-bucket", "source");
  private static final String COPIED =
      "<CopyObjectResult><ETag>\"%s\"</ETag><ChecksumCRC32>NhCmhg==</ChecksumCRC32></CopyObjectResult>"
          .formatted(Fixtures.ETAG);

  @Test
  void keepsWhatItIsNotToldToReplace() {
    server.thenXml(200, COPIED);
    PutResult result = bucket.copy(SOURCE, "key", CopyOptions.defaults());
    assertThat(result)
        .isEqualTo(
            new PutResult(
                ETag.of(Fixtures.ETAG),
                java.util.Optional.of(Checksum.parse(ChecksumAlgorithm.CRC32, "NhCmhg=="))));
    assertThat(server.only().headers())
        .containsEntry("x-amz-copy-source", "other-bucket/source")
        .doesNotContainKeys(
            "x-amz-metadata-directive", "x-amz-tagging-directive", "x-amz-checksum-algorithm");
  }

  @Test
  void sendsEveryOption() {
    Instant day = Instant.parse("2022-10-12T17:50:00Z");
    server.thenXml(200, COPIED);
    bucket.copy(
        SOURCE,
        "key",
        CopyOptions.defaults()
            .sourceConditions(
                ReadConditions.none()
                    .ifMatch(ETag.of("abc"))
                    .ifNoneMatch(ETag.of("*"))
                    .ifModifiedSince(day)
                    .ifUnmodifiedSince(day))
            .targetCondition(WriteCondition.ifMatch(ETag.of("old")))
            .replacing(
                ContentHeaders.none().contentLanguage("de").expires("whenever"),
                UserMetadata.none().with("m", "Ä"))
            .replacingTags(Tags.none().with("t", "1"))
            .checksum(ChecksumAlgorithm.SHA256));
    assertThat(server.only().headers())
        .containsEntry("x-amz-copy-source-if-match", "\"abc\"")
        .containsEntry("x-amz-copy-source-if-none-match", "*")
        .containsEntry("x-amz-copy-source-if-modified-since", "Wed, 12 Oct 2022 17:50:00 GMT")
        .containsEntry("x-amz-copy-source-if-unmodified-since", "Wed, 12 Oct 2022 17:50:00 GMT")
        .containsEntry("if-match", "old")
        .containsEntry("x-amz-metadata-directive", "REPLACE")
        .containsEntry("content-type", "binary/octet-stream")
        .containsEntry("content-language", "de")
        .containsEntry("expires", "whenever")
        .containsEntry("x-amz-meta-m", "=?UTF-8?B?w4Q=?=")
        .containsEntry("x-amz-tagging-directive", "REPLACE")
        .containsEntry("x-amz-tagging", "t=1")
        .containsEntry("x-amz-checksum-algorithm", "SHA256");
  }

  /** COPY-07: replacing without a set takes the tags off. */
  @Test
  void takesTagsOff() {
    server.thenXml(200, COPIED);
    bucket.copy(
        SOURCE,
        "key",
        CopyOptions.defaults()
            .replacingTags(Tags.none())
            .targetCondition(WriteCondition.ifAbsent()));
    assertThat(server.only().headers())
        .containsEntry("x-amz-tagging-directive", "REPLACE")
        .containsEntry("if-none-match", "*")
        .doesNotContainKey("x-amz-tagging");
  }

  @ParameterizedTest
  @CsvSource({
    "412, PreconditionFailed, PRECONDITION_FAILED",
    "404, NoSuchKey, NO_SUCH_KEY",
    "404, NoSuchBucket, NO_SUCH_BUCKET",
    "400, InvalidArgument, INVALID_ARGUMENT",
    "409, ConditionalRequestConflict, CONFLICT"
  })
  void fails(int status, String code, ErrorCode expected) {
    server.thenError(status, code);
    assertThat(Fixtures.failure(() -> bucket.copy("source", "key")).code()).isEqualTo(expected);
    server.thenXml(200, "<Error><Code>" + code + "</Code></Error>");
    assertThat(Fixtures.failure(() -> bucket.copy("source", "key")).code()).isEqualTo(expected);
  }

  /** COPY-12: never merely not modified, whatever a vendor answers. */
  @Test
  void aSourceThatWasNotModifiedIsAFailedCondition() {
    server.then(304);
    assertThat(Fixtures.failure(() -> bucket.copy("source", "key")).code())
        .isEqualTo(ErrorCode.PRECONDITION_FAILED);
  }
}
