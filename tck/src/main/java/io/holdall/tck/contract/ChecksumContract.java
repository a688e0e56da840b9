package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentMd5;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.Digests;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** The checksums that are verified, kept and given back. */
public interface ChecksumContract extends Contract {

  @Label("CHK-06a A declared or chosen CRC32 is verified, kept and given back")
  @Rule(
      also = {"CHK-01", "CHK-02", "CHK-10", "CHK-11"},
      needs = Feature.CHECKSUM_CRC32)
  default void chk06a(Sandbox sandbox, @ForAll Content content) {
    keeps(sandbox.bucket(), ChecksumAlgorithm.CRC32, content);
  }

  @Label("CHK-06b A declared or chosen CRC32C is verified, kept and given back")
  @Rule(
      also = {"CHK-01", "CHK-02", "CHK-10", "CHK-11"},
      needs = Feature.CHECKSUM_CRC32C)
  default void chk06b(Sandbox sandbox, @ForAll Content content) {
    keeps(sandbox.bucket(), ChecksumAlgorithm.CRC32C, content);
  }

  @Label("CHK-06c A declared or chosen CRC64NVME is verified, kept and given back")
  @Rule(
      also = {"CHK-01", "CHK-02", "CHK-10", "CHK-11"},
      needs = Feature.CHECKSUM_CRC64NVME)
  default void chk06c(Sandbox sandbox, @ForAll Content content) {
    keeps(sandbox.bucket(), ChecksumAlgorithm.CRC64NVME, content);
  }

  @Label("CHK-06d A declared or chosen SHA-1 is verified, kept and given back")
  @Rule(
      also = {"CHK-01", "CHK-02", "CHK-10", "CHK-11"},
      needs = Feature.CHECKSUM_SHA1)
  default void chk06d(Sandbox sandbox, @ForAll Content content) {
    keeps(sandbox.bucket(), ChecksumAlgorithm.SHA1, content);
  }

  @Label("CHK-06e A declared or chosen SHA-256 is verified, kept and given back")
  @Rule(
      also = {"CHK-01", "CHK-02", "CHK-10", "CHK-11"},
      needs = Feature.CHECKSUM_SHA256)
  default void chk06e(Sandbox sandbox, @ForAll Content content) {
    keeps(sandbox.bucket(), ChecksumAlgorithm.SHA256, content);
  }

  private static void keeps(Bucket bucket, ChecksumAlgorithm algorithm, Content content) {
    Checksum right = Digests.checksum(algorithm, content.bytes());
    assertThat(bucket.put("declared", content.body().expecting(right)).checksum()).contains(right);
    assertThat(bucket.head("declared").checksum()).contains(right);
    bucket.put("chosen", content.body(), PutOptions.defaults().checksum(algorithm));
    assertThat(bucket.head("chosen").checksum()).contains(right);

    Checksum wrong = Digests.checksum(algorithm, new Content(content.size() + 1, 7).bytes());
    Expect.fails(
        ErrorCode.BAD_DIGEST, () -> bucket.put("declared", content.body().expecting(wrong)));
    assertThat(bucket.head("declared").checksum()).contains(right);
    Expect.fails(ErrorCode.BAD_DIGEST, () -> bucket.put("new", content.body().expecting(wrong)));
    assertThat(bucket.find("new")).isEmpty();
  }

  @Label("CHK-09 A blob whose writer declared no checksum has a CRC64NVME")
  @Rule(needs = {Feature.DEFAULT_CHECKSUM, Feature.CHECKSUM_CRC64NVME})
  default void chk09(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", content.body());
    assertThat(bucket.head("key").checksum())
        .contains(Digests.checksum(ChecksumAlgorithm.CRC64NVME, content.bytes()));
  }

  @Label(
      "CHK-31 A copy keeps its source's algorithm, or has the one that is asked for, over all its bytes")
  @Rule(needs = {Feature.CHECKSUM_CRC32C, Feature.CHECKSUM_SHA256})
  default void chk31(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    bucket.put("source", content.body(), PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256));
    bucket.copy("source", "kept");
    assertThat(bucket.head("kept").checksum())
        .contains(Digests.checksum(ChecksumAlgorithm.SHA256, content.bytes()));
    bucket.copy(
        bucket.ref("source"), "other", CopyOptions.defaults().checksum(ChecksumAlgorithm.CRC32C));
    assertThat(bucket.head("other").checksum())
        .contains(Digests.checksum(ChecksumAlgorithm.CRC32C, content.bytes()));

    if (sandbox.has(Feature.MULTIPART)) {
      byte[] bytes = content.longer().bytes();
      MultipartUpload upload =
          bucket.startUpload("parts", PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256));
      upload.complete(List.of(upload.uploadPart(1, Body.of(bytes))));
      bucket.copy("parts", "whole");
      assertThat(bucket.head("whole").checksum())
          .as("the checksum of a copied upload")
          .contains(Digests.checksum(ChecksumAlgorithm.SHA256, bytes));
    }
  }

  @Label("PUT-31 A declared MD5 is verified, and a wrong one publishes nothing")
  @Rule(also = "PUT-30", needs = Feature.CONTENT_MD5)
  default void put31(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", content.body().expecting(Digests.contentMd5(content.bytes())));
    Expect.holds(bucket, "key", content.bytes());
    ContentMd5 wrong = Digests.contentMd5(new Content(content.size() + 1, 7).bytes());
    Expect.fails(ErrorCode.BAD_DIGEST, () -> bucket.put("key", Body.of("new").expecting(wrong)));
    Expect.holds(bucket, "key", content.bytes());
    Expect.fails(ErrorCode.BAD_DIGEST, () -> bucket.put("new", content.body().expecting(wrong)));
    assertThat(bucket.find("new")).isEmpty();
  }
}
