package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private final TestStore test = new TestStore();
  private final Bucket bucket = test.bucket;

  private void putSource() {
    bucket.put(
        "source",
        Body.of("hello"),
        PutOptions.defaults()
            .contentType("text/plain")
            .metadata("n", "v")
            .tag("t", "1")
            .checksum(ChecksumAlgorithm.SHA1));
  }

  private PutResult copy(CopyOptions options) {
    return bucket.copy(bucket.ref("source"), "copy", options);
  }

  @Test
  void everythingGoesWithTheBytesWhichAreShared() {
    putSource();
    test.clock.advance(Duration.ofSeconds(5));
    PutResult result = bucket.copy("source", "copy");
    BlobAttributes source = bucket.head("source");
    BlobAttributes copy = bucket.head("copy");
    assertThat(result.etag()).isEqualTo(source.etag());
    assertThat(result.checksum()).isEqualTo(source.checksum());
    assertThat(copy.headers()).isEqualTo(source.headers());
    assertThat(copy.metadata()).isEqualTo(source.metadata());
    assertThat(copy.checksum()).isEqualTo(source.checksum());
    assertThat(copy.lastModified()).isEqualTo(source.lastModified().plusSeconds(5));
    assertThat(bucket.tags("copy")).isEqualTo(bucket.tags("source"));
    assertThat(test.bodies.holds()).hasSize(1).containsValue(2);
    bucket.delete("source");
    assertThat(bucket.getString("copy")).isEqualTo("hello");
  }

  @Test
  void headersMetadataAndTagsAreReplacedAsAWhole() {
    putSource();
    copy(
        CopyOptions.defaults()
            .replacing(
                ContentHeaders.none().cacheControl("no-store"),
                UserMetadata.none().with("other", "w")));
    BlobAttributes copy = bucket.head("copy");
    assertThat(copy.contentType()).as("COPY-06").isEqualTo("binary/octet-stream");
    assertThat(copy.headers().cacheControl()).contains("no-store");
    assertThat(copy.metadata().asMap()).isEqualTo(Map.of("other", "w"));
    assertThat(bucket.tags("copy")).as("COPY-07").isEqualTo(bucket.tags("source"));

    copy(CopyOptions.defaults().replacingTags(Tags.none()));
    assertThat(bucket.tags("copy").asMap()).isEmpty();
    assertThat(bucket.head("copy").metadata().asMap()).isEqualTo(Map.of("n", "v"));
  }

  @Test
  void aCopyOntoItselfMustChangeSomething() {
    putSource();
    test.assertRefused(ErrorCode.INVALID_REQUEST, () -> bucket.copy("source", "source"));
    test.assertRefused(
        ErrorCode.INVALID_REQUEST,
        () ->
            bucket.copy(
                bucket.ref("source"), "source", CopyOptions.defaults().replacingTags(Tags.none())));
    bucket.copy(
        bucket.ref("source"),
        "source",
        CopyOptions.defaults().replacing(ContentHeaders.none(), UserMetadata.none()));
    assertThat(bucket.head("source").metadata().asMap()).isEmpty();
    bucket.copy(
        bucket.ref("source"), "source", CopyOptions.defaults().checksum(ChecksumAlgorithm.CRC32));
    assertThat(bucket.head("source").checksum())
        .contains(
            Samples.checksum(ChecksumAlgorithm.CRC32, "hello".getBytes(StandardCharsets.UTF_8)));
    assertThat(test.bodies.holds()).hasSize(1).containsValue(1);
  }

  @Test
  void aCopyOfAMultipartBlobHasTheDigestsOfTheWhole() {
    MultipartUpload upload =
        bucket.startUpload(
            "source",
            PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256, ChecksumType.COMPOSITE));
    List<UploadedPart> parts =
        List.of(upload.uploadPart(1, Body.of("01234")), upload.uploadPart(2, Body.of("56789")));
    upload.complete(parts);
    byte[] whole = "0123456789".getBytes(StandardCharsets.UTF_8);
    PutResult result = bucket.copy("source", "copy");
    assertThat(result.etag()).as("COPY-11").isEqualTo(Samples.etag(whole));
    assertThat(result.checksum())
        .as("CHK-31")
        .contains(Samples.checksum(ChecksumAlgorithm.SHA256, whole));
    assertThat(bucket.getBytes("copy")).isEqualTo(whole);
    assertThat(test.bodies.holds())
        .hasSize(2)
        .allSatisfy((body, holds) -> assertThat(holds).isEqualTo(2));
  }

  @Test
  void sourcesMustExist() {
    putSource();
    test.assertRefused(ErrorCode.NO_SUCH_KEY, () -> bucket.copy("absent", "copy"));
    test.assertRefused(
        ErrorCode.NO_SUCH_BUCKET,
        () -> bucket.copy(new BlobRef("absent", "a"), "copy", CopyOptions.defaults()));
    test.assertRefused(
        ErrorCode.NO_SUCH_BUCKET,
        () -> test.store.bucket("absent").copy(bucket.ref("source"), "a", CopyOptions.defaults()));
  }

  @Test
  void theSourceIsNeverNotModified() {
    putSource();
    ReadConditions same = ReadConditions.none().ifNoneMatch(bucket.head("source").etag());
    test.assertRefused(
        ErrorCode.PRECONDITION_FAILED, () -> copy(CopyOptions.defaults().sourceConditions(same)));
  }

  @Test
  void theTargetIsConditional() {
    putSource();
    CopyOptions ifAbsent = CopyOptions.defaults().targetCondition(WriteCondition.ifAbsent());
    copy(ifAbsent);
    test.assertRefused(ErrorCode.PRECONDITION_FAILED, () -> copy(ifAbsent));
    bucket.put("copy", Body.of("other"));
    WriteCondition stale = WriteCondition.ifMatch(bucket.head("source").etag());
    test.assertRefused(
        ErrorCode.PRECONDITION_FAILED, () -> copy(CopyOptions.defaults().targetCondition(stale)));
    test.assertRefused(
        ErrorCode.NO_SUCH_KEY,
        () ->
            bucket.copy(
                bucket.ref("source"), "absent", CopyOptions.defaults().targetCondition(stale)));
  }

  @Test
  void aCopyThatFailsLetsGo() {
    putSource();
    test.log.fail(true);
    test.assertRefused(ErrorCode.STORAGE_FULL, () -> bucket.copy("source", "copy"));
  }
}
