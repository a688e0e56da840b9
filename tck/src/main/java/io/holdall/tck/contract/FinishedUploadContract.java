package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.CompleteOptions;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.Digests;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** What a blob is that was uploaded in parts. */
public interface FinishedUploadContract extends Contract {
  @Label("CHK-24 An upload that declared no checksum ends with a CRC64NVME over all its bytes")
  @Rule(
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.DEFAULT_CHECKSUM, Feature.CHECKSUM_CRC64NVME})
  default void chk24(Sandbox sandbox, @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(Parts.upload(upload, contents));
    assertThat(bucket.head("key").checksum())
        .contains(Digests.checksum(ChecksumAlgorithm.CRC64NVME, Parts.joined(contents)));
  }

  @Label("CHK-25 A composite checksum is over the parts' checksums, a full one over all bytes")
  @Rule(
      also = {"CHK-20", "CHK-21", "CHK-27"},
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.CHECKSUM_CRC32, Feature.CHECKSUM_SHA256})
  default void chk25(Sandbox sandbox, @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 2, last);
    for (ChecksumAlgorithm algorithm : ofUploads(sandbox, ChecksumType.COMPOSITE)) {
      MultipartUpload upload = bucket.startUpload("key", PutOptions.defaults().checksum(algorithm));
      PutResult completed = upload.complete(Parts.upload(upload, contents));
      Checksum composite = Digests.composite(algorithm, contents);
      assertThat(completed.checksum()).contains(composite);
      assertThat(bucket.head("key").checksum()).contains(composite);
    }
    for (ChecksumAlgorithm algorithm : ofUploads(sandbox, ChecksumType.FULL_OBJECT)) {
      Checksum right = Digests.checksum(algorithm, Parts.joined(contents));
      MultipartUpload upload =
          bucket.startUpload(
              "key", PutOptions.defaults().checksum(algorithm, ChecksumType.FULL_OBJECT));
      upload.complete(Parts.upload(upload, contents), CompleteOptions.defaults().expecting(right));
      assertThat(bucket.head("key").checksum()).contains(right);
    }

    // Whether an upload outlives a wrong checksum is not settled.
    MultipartUpload doomed =
        bucket.startUpload(
            "other",
            PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT));
    List<UploadedPart> others = Parts.upload(doomed, contents);
    Checksum wrong = Digests.checksum(ChecksumAlgorithm.CRC32, new byte[] {1});
    Expect.fails(
        ErrorCode.BAD_DIGEST,
        () -> doomed.complete(others, CompleteOptions.defaults().expecting(wrong)));
    assertThat(bucket.find("other")).isEmpty();
  }

  /** The algorithms that the store has and uploads can have with this type. */
  private static List<ChecksumAlgorithm> ofUploads(Sandbox sandbox, ChecksumType type) {
    return Arrays.stream(ChecksumAlgorithm.values())
        .filter(it -> it.supports(type) && sandbox.has(it.feature()))
        .toList();
  }

  @Label("CHK-23a A part is verified against the checksum that it declares")
  @Rule(
      also = {"CHK-06", "CHK-26"},
      effort = Effort.MODERATE,
      needs = {Feature.MULTIPART, Feature.CHECKSUM_SHA256})
  default void chk23a(Sandbox sandbox, @ForAll Content any) {
    Bucket bucket = sandbox.bucket();
    byte[] bytes = any.longer().bytes();
    for (ChecksumAlgorithm algorithm : ofUploads(sandbox, ChecksumType.COMPOSITE)) {
      MultipartUpload upload = bucket.startUpload("key", PutOptions.defaults().checksum(algorithm));
      Checksum right = Digests.checksum(algorithm, bytes);
      assertThat(upload.uploadPart(1, Body.of(bytes)).checksum())
          .as("the checksum of a part that declared none")
          .contains(right);
      UploadedPart declared = upload.uploadPart(1, Body.of(bytes).expecting(right));
      Expect.fails(
          ErrorCode.BAD_DIGEST, () -> upload.uploadPart(1, Body.of("other").expecting(right)));
      Expect.fails(
          ErrorCode.BAD_DIGEST, () -> upload.uploadPart(2, Body.of("other").expecting(right)));
      assertThat(upload.parts()).extracting(PartInfo::number).containsExactly(1);
      upload.complete(List.of(declared));
      Expect.holds(bucket, "key", bytes);
    }
  }

  @Label("CHK-26 A completion that lists another checksum of a part than it has is refused")
  @Rule(
      also = "CHK-27",
      needs = {Feature.MULTIPART, Feature.CHECKSUM_CRC32, Feature.CHECKSUM_SHA256})
  default void chk26(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    List<PutOptions> all =
        List.of(
            PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256),
            PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32, ChecksumType.COMPOSITE),
            PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT));
    for (PutOptions options : all) {
      ChecksumAlgorithm algorithm = options.checksumAlgorithm().orElseThrow();
      MultipartUpload upload = bucket.startUpload("key", options);
      UploadedPart part = upload.uploadPart(1, Body.of("content"));
      Checksum wrong = Digests.checksum(algorithm, new byte[] {1});
      UploadedPart listed = new UploadedPart(1, part.etag(), Optional.of(wrong));
      Expect.fails(ErrorCode.INVALID_PART, () -> upload.complete(List.of(listed)));
      assertThat(bucket.find("key")).as("the blob after a refusal").isEmpty();
    }
    // Whether an upload outlives such a refusal is not settled.
    MultipartUpload silent = bucket.startUpload("key", all.get(0));
    UploadedPart part = silent.uploadPart(1, Body.of("content"));
    UploadedPart bare = new UploadedPart(1, part.etag(), Optional.empty());
    Expect.fails(ErrorCode.INVALID_REQUEST, () -> silent.complete(List.of(bare)));
    assertThat(bucket.find("key")).isEmpty();
  }

  @Label("TAG-11b Tags that an upload was started with are the finished blob's")
  @Rule(
      also = "MPU-01",
      needs = {Feature.MULTIPART, Feature.TAGS})
  default void tag11b(Sandbox sandbox, @ForAll Tags tags) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key", PutOptions.defaults().tags(tags));
    upload.complete(List.of(upload.uploadPart(1, Body.of("x"))));
    assertThat(bucket.tags("key")).isEqualTo(tags);
  }

  @Label("GET-40 The parts of a multipart blob can be read one by one")
  @Rule(
      also = {"GET-41", "GET-42"},
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.PART_READS})
  default void get40(Sandbox sandbox, @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(Parts.upload(upload, contents));
    for (int number = 1; number <= 2; number++) {
      try (Blob part = bucket.get("key", GetOptions.defaults().part(number))) {
        assertThat(part.attributes().partCount()).hasValue(2);
        Expect.same(part.bytes(), contents.get(number - 1));
      }
    }
    Expect.fails(
        ErrorCode.INVALID_PART_NUMBER,
        () -> bucket.get("key", GetOptions.defaults().part(3)).close());
    bucket.put("plain", Body.of("whole"));
    try (Blob part = bucket.get("plain", GetOptions.defaults().part(1))) {
      assertThat(part.string()).isEqualTo("whole");
    }
  }

  @Label("COPY-11 A copy of a multipart blob has the MD5 of its bytes as ETag")
  @Rule(
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.MD5_ETAG})
  default void copy11(Sandbox sandbox, @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(Parts.upload(upload, contents));
    assertThat(bucket.copy("key", "copy").etag()).isEqualTo(Digests.etag(Parts.joined(contents)));
    Expect.holds(bucket, "copy", Parts.joined(contents));
  }
}
