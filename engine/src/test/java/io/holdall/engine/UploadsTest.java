package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CompleteOptions;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import io.holdall.UploadedPart;
import io.holdall.WriteCondition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private final TestStore test = new TestStore();
  private final Bucket bucket = test.bucket;

  @Test
  void partsBecomeABlob() {
    MultipartUpload upload =
        bucket.startUpload(
            "a", PutOptions.defaults().contentType("text/plain").metadata("n", "v").tag("t", "1"));
    UploadedPart third = upload.uploadPart(3, Body.of("last"));
    UploadedPart first = upload.uploadPart(1, Body.of("first"));
    upload.uploadPart(2, Body.of("unused"));
    assertThat(bucket.exists("a")).as("CONS-07").isFalse();
    assertThat(bucket.list().stream()).isEmpty();
    test.clock.advance(Duration.ofSeconds(7));
    PutResult result = upload.complete(List.of(first, third));

    BlobAttributes found = bucket.head("a");
    assertThat(bucket.getString("a")).isEqualTo("firstlast");
    assertThat(found.etag()).isEqualTo(result.etag());
    assertThat(found.etag().value()).endsWith("-2");
    assertThat(found.size()).isEqualTo(9);
    assertThat(found.lastModified()).isEqualTo(Samples.TIME.plusSeconds(7));
    assertThat(found.contentType()).isEqualTo("text/plain");
    assertThat(found.metadata().asMap()).isEqualTo(Map.of("n", "v"));
    assertThat(found.tagCount()).isEqualTo(1);
    assertThat(found.checksum())
        .contains(
            Samples.checksum(
                ChecksumAlgorithm.CRC64NVME, "firstlast".getBytes(StandardCharsets.UTF_8)));
    assertThat(test.bodies.holds()).as("the unused part is gone").hasSize(2);
  }

  @Test
  void partsAreReadOneByOne() {
    MultipartUpload upload = bucket.startUpload("a");
    upload.complete(
        List.of(
            upload.uploadPart(1, Body.of("first")),
            upload.uploadPart(2, Body.of("second")),
            upload.uploadPart(3, Body.of("3rd"))));
    try (Blob part = bucket.get("a", GetOptions.defaults().part(2))) {
      assertThat(part.attributes().partCount()).hasValue(3);
      assertThat(part.span().offset()).isEqualTo(5);
      assertThat(part.string()).isEqualTo("second");
    }
    try (Blob range = bucket.get("a", GetOptions.defaults().range(ByteRange.between(4, 11)))) {
      assertThat(range.string()).isEqualTo("tsecond3");
    }
    test.assertRefused(
        ErrorCode.INVALID_PART_NUMBER, () -> bucket.get("a", GetOptions.defaults().part(4)));
  }

  @Test
  void aPartOfTheSameNumberIsReplaced() {
    MultipartUpload upload = bucket.startUpload("a");
    UploadedPart old = upload.uploadPart(1, Body.of("old"));
    UploadedPart now = upload.uploadPart(1, Body.of("new"));
    test.assertRefused(ErrorCode.INVALID_PART, () -> upload.complete(List.of(old)));
    upload.complete(List.of(now));
    assertThat(bucket.getString("a")).isEqualTo("new");
    assertThat(test.bodies.holds()).hasSize(1);
  }

  @Test
  void idsAreBoundToTheirKeyAndEndWithTheUpload() {
    MultipartUpload upload = bucket.startUpload("a");
    UploadedPart part = upload.uploadPart(1, Body.of("1"));
    MultipartUpload otherKey = bucket.upload("b", upload.id());
    assertAllRefused(otherKey, part);
    assertAllRefused(bucket.upload("a", "nonsense"), part);
    upload.complete(List.of(part));
    assertAllRefused(upload, part);
    MultipartUpload aborted = bucket.startUpload("a");
    UploadedPart gone = aborted.uploadPart(1, Body.of("1"));
    aborted.abort();
    assertAllRefused(aborted, gone);
    assertThat(test.bodies.holds()).hasSize(1);
  }

  private void assertAllRefused(MultipartUpload upload, UploadedPart part) {
    List<Runnable> calls =
        List.of(
            () -> upload.uploadPart(1, Body.of("1")),
            () -> upload.copyPart(1, bucket.ref("a"), Optional.empty(), ReadConditions.none()),
            () -> upload.listParts(0, 10),
            () -> upload.complete(List.of(part)),
            upload::abort);
    calls.forEach(call -> test.assertRefused(ErrorCode.NO_SUCH_UPLOAD, call));
  }

  @Test
  void anUploadRemembersItsStart() {
    WriteCondition ifAbsent = WriteCondition.ifAbsent();
    // Created since: 412. Deleted again: 409, though the key is free.
    MultipartUpload upload = bucket.startUpload("a");
    List<UploadedPart> parts = List.of(upload.uploadPart(1, Body.of("1")));
    bucket.put("a", Body.of("other"));
    test.assertRefused(ErrorCode.PRECONDITION_FAILED, () -> complete(upload, parts, ifAbsent));
    bucket.delete("a");
    test.assertRefused(ErrorCode.CONFLICT, () -> complete(upload, parts, ifAbsent));

    // Another with the same bytes: 409 for the tag it has now; without a condition all is well.
    PutResult before = bucket.put("b", Body.of("same"));
    MultipartUpload second = bucket.startUpload("b");
    List<UploadedPart> secondParts = List.of(second.uploadPart(1, Body.of("1")));
    bucket.setTags("b", Tags.none().with("t", "1"));
    bucket.put("c", Body.of("another key"));
    WriteCondition ifMatch = WriteCondition.ifMatch(before.etag());
    MultipartUpload third = bucket.startUpload("b");
    List<UploadedPart> thirdParts = List.of(third.uploadPart(1, Body.of("1")));
    complete(third, thirdParts, ifMatch);
    test.assertRefused(
        ErrorCode.CONFLICT,
        () -> complete(second, secondParts, WriteCondition.ifMatch(bucket.head("b").etag())));
    test.assertRefused(ErrorCode.PRECONDITION_FAILED, () -> complete(second, secondParts, ifMatch));
    complete(second, secondParts, WriteCondition.always());
  }

  private static void complete(
      MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition) {
    upload.complete(parts, CompleteOptions.defaults().condition(condition));
  }

  @Test
  void aFailedCompletionLeavesTheUploadUsable() {
    MultipartUpload upload = bucket.startUpload("a");
    List<UploadedPart> parts =
        List.of(upload.uploadPart(1, Body.of("1")), upload.uploadPart(2, Body.of("2")));
    test.assertRefused(ErrorCode.ENTITY_TOO_SMALL, () -> upload.complete(parts));
    test.log.fail(true);
    test.assertRefused(ErrorCode.STORAGE_FULL, () -> upload.complete(parts.subList(0, 1)));
    upload.complete(parts.subList(0, 1));
  }

  @Test
  void partsAreCopied() {
    bucket.put("source", Body.of("0123456789"));
    MultipartUpload upload = bucket.startUpload("a");
    UploadedPart whole =
        upload.copyPart(1, bucket.ref("source"), Optional.empty(), ReadConditions.none());
    UploadedPart middle =
        upload.copyPart(
            2,
            bucket.ref("source"),
            Optional.of(new ByteRange.Between(3, 5)),
            ReadConditions.none());
    assertThat(middle.etag()).isEqualTo(Samples.etag("345".getBytes(StandardCharsets.UTF_8)));
    upload.complete(List.of(whole, middle));
    assertThat(bucket.getString("a")).isEqualTo("0123456789345");
    assertThat(test.bodies.holds()).hasSize(1).containsValue(3);

    // A range across the parts of a multipart source.
    MultipartUpload across = bucket.startUpload("b");
    across.complete(
        List.of(
            across.copyPart(
                1,
                bucket.ref("a"),
                Optional.of(new ByteRange.Between(8, 11)),
                ReadConditions.none())));
    assertThat(bucket.getString("b")).isEqualTo("8934");
  }

  @Test
  void copiedRangesMustLieInTheSource() {
    bucket.put("source", Body.of("0123456789"));
    MultipartUpload upload = bucket.startUpload("a");
    test.assertRefused(ErrorCode.INVALID_ARGUMENT, () -> copyRange(upload, 5, 10));
    test.assertRefused(ErrorCode.INVALID_REQUEST, () -> copyRange(upload, 10, 11));
    copyRange(upload, 9, 9);
  }

  private void copyRange(MultipartUpload upload, long first, long last) {
    upload.copyPart(
        1,
        bucket.ref("source"),
        Optional.of(new ByteRange.Between(first, last)),
        ReadConditions.none());
  }

  @Test
  void checksumsAreShownIfTheyWereDeclared() {
    MultipartUpload undeclared = bucket.startUpload("a");
    assertThat(undeclared.uploadPart(1, Body.of("1")).checksum()).isEmpty();
    assertThat(undeclared.parts().get(0).part().checksum()).as("CHK-24").isEmpty();

    MultipartUpload declared =
        bucket.startUpload("b", PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256));
    UploadedPart part = declared.uploadPart(1, Body.of("1"));
    assertThat(part.checksum())
        .contains(Samples.checksum(ChecksumAlgorithm.SHA256, "1".getBytes(StandardCharsets.UTF_8)));
    assertThat(declared.parts()).extracting(PartInfo::part).containsExactly(part);
    test.assertRefused(
        ErrorCode.INVALID_REQUEST,
        () ->
            declared.uploadPart(
                1,
                Body.of("1")
                    .expecting(
                        Samples.checksum(
                            ChecksumAlgorithm.CRC32, "1".getBytes(StandardCharsets.UTF_8)))));
    PutResult result = declared.complete(List.of(part));
    assertThat(result.checksum().orElseThrow().value()).endsWith("-1");
    try (Blob read = bucket.get("b", GetOptions.defaults().part(1))) {
      assertThat(read.attributes().checksum()).as("CHK-13").isEqualTo(part.checksum());
    }
  }

  @Test
  void partsAreListedByNumber() {
    MultipartUpload upload = bucket.startUpload("a");
    for (int number : List.of(7, 1, 9, 3)) {
      upload.uploadPart(number, Body.of("x".repeat(number)));
      test.clock.advance(Duration.ofSeconds(1));
    }
    PartPage page = upload.listParts(1, 2);
    assertThat(page.parts()).extracting(PartInfo::number).containsExactly(3, 7);
    assertThat(page.parts()).extracting(PartInfo::size).containsExactly(3L, 7L);
    assertThat(page.parts().get(1).lastModified()).isEqualTo(Samples.TIME);
    assertThat(page.truncated()).isTrue();
    assertThat(upload.listParts(7, 2).truncated()).isFalse();
    assertThat(upload.listParts(9, 2).parts()).isEmpty();
  }

  @Test
  void uploadsAreListedAsTheyWereStarted() {
    List<String> ids =
        List.of(
            bucket.startUpload("b").id(),
            bucket.startUpload("a").id(),
            bucket.startUpload("b").id());
    assertThat(bucket.listUploads("").map(UploadInfo::id))
        .as("MPU-53")
        .containsExactly(ids.get(1), ids.get(0), ids.get(2));
  }

  @Test
  void uploadsDoNotKeepABucketAndGoWithIt() {
    bucket.startUpload("a").uploadPart(1, Body.of("1"));
    test.store.deleteBucket("photos");
    assertThat(test.bodies.holds()).isEmpty();
    assertThat(test.engine.state().bytes()).isZero();
    test.store.createBucket("photos");
    assertThat(bucket.listUploads("")).isEmpty();
  }
}
