package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.ReadConditions;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.Key;
import io.holdall.tck.model.Digests;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** Parts that are copied from blobs. */
public interface CopyPartContract extends Contract {
  @Label("MPU-20 A part can be copied from a blob, whole or in part")
  @Rule(
      also = "MPU-23",
      needs = {Feature.MULTIPART, Feature.COPY_PART})
  default void mpu20(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    Content longer = new Content(content.size() + 2, content.seed());
    bucket.put("source", longer.body());
    Optional<ByteRange.Between> middle = Optional.of(new ByteRange.Between(1, longer.size() - 1L));
    copyAsPart(bucket, "source", middle);
    byte[] expected = Arrays.copyOfRange(longer.bytes(), 1, longer.size());
    Expect.holds(bucket, "target", expected);
    copyAsPart(bucket, "source", Optional.empty());
    Expect.holds(bucket, "target", longer.bytes());
  }

  @Label(
      "MPU-20a A part can be copied from a blob of parts, whole or across them, and from another bucket")
  @Rule(
      also = {"COPY-01", "MPU-23"},
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.COPY_PART})
  default void mpu20a(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 2, new Content(9, 1));
    MultipartUpload upload = bucket.startUpload("source");
    upload.complete(Parts.upload(upload, contents));
    byte[] all = Parts.joined(contents);
    copyAsPart(bucket, "source", Optional.empty());
    Expect.holds(bucket, "target", all);
    int end = contents.get(0).length;
    copyAsPart(bucket, "source", Optional.of(new ByteRange.Between(end - 3L, end + 2L)));
    Expect.holds(bucket, "target", Arrays.copyOfRange(all, end - 3, end + 3));
    copyAsPart(bucket, "source", Optional.of(new ByteRange.Between(end + 1L, end + 2L)));
    Expect.holds(bucket, "target", Arrays.copyOfRange(all, end + 1, end + 3));

    Bucket other = sandbox.another();
    other.put("source", Body.of("of the other bucket"));
    MultipartUpload across = bucket.startUpload("target");
    across.complete(
        List.of(across.copyPart(1, other.ref("source"), Optional.empty(), ReadConditions.none())));
    assertThat(bucket.getString("target")).isEqualTo("of the other bucket");
  }

  /** Makes the target of one part. */
  private static void copyAsPart(Bucket bucket, String source, Optional<ByteRange.Between> range) {
    MultipartUpload upload = bucket.startUpload("target");
    upload.complete(List.of(upload.copyPart(1, bucket.ref(source), range, ReadConditions.none())));
  }

  @Label("MPU-20b A part can be copied from a blob with any key")
  @Rule(
      also = {"COPY-01", "KEY-05"},
      needs = {Feature.MULTIPART, Feature.COPY_PART})
  default void mpu20b(Sandbox sandbox, @ForAll Key key) {
    Bucket bucket = sandbox.bucket();
    String source = key.text().equals("target") ? "source" : key.text();
    bucket.put(source, Body.of("content"));
    copyAsPart(bucket, source, Optional.empty());
    assertThat(bucket.getString("target")).isEqualTo("content");
  }

  @Label(
      "MPU-24 A condition on the source of a part that does not hold is a failed precondition, all four")
  @Rule(
      also = "COPY-12",
      needs = {Feature.MULTIPART, Feature.COPY_PART, Feature.COPY_SOURCE_IF})
  default void mpu24(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    ETag etag = bucket.put("source", Body.of("x")).etag();
    Instant written = bucket.head("source").lastModified();
    Instant before = written.minus(Duration.ofHours(1));
    ReadConditions none = ReadConditions.none();
    MultipartUpload upload = bucket.startUpload("key");
    int number = 0;
    for (ReadConditions failing :
        List.of(
            none.ifMatch(Digests.NOBODYS),
            none.ifNoneMatch(etag),
            none.ifModifiedSince(written),
            none.ifUnmodifiedSince(before))) {
      int part = ++number;
      Expect.fails(
          ErrorCode.PRECONDITION_FAILED,
          () -> upload.copyPart(part, bucket.ref("source"), Optional.empty(), failing));
    }
    assertThat(upload.parts()).as("the parts after refusals").isEmpty();
    for (ReadConditions met :
        List.of(
            none.ifMatch(etag),
            none.ifNoneMatch(Digests.NOBODYS),
            none.ifModifiedSince(before),
            none.ifUnmodifiedSince(written))) {
      upload.copyPart(++number, bucket.ref("source"), Optional.empty(), met);
    }
    assertThat(upload.parts()).extracting(PartInfo::number).containsExactly(5, 6, 7, 8);
    upload.abort();
  }

  @Label("MPU-22 A part cannot be copied from beyond the end of a blob, nor from no blob")
  @Rule(needs = {Feature.MULTIPART, Feature.COPY_PART})
  default void mpu22(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("source", Body.of("0123456789"));
    MultipartUpload upload = bucket.startUpload("key");
    for (ByteRange.Between range :
        List.of(new ByteRange.Between(0, 10), new ByteRange.Between(10, 12))) {
      Expect.failsWithOneOf(
          List.of(ErrorCode.INVALID_ARGUMENT, ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_RANGE),
          () ->
              upload.copyPart(1, bucket.ref("source"), Optional.of(range), ReadConditions.none()));
    }
    Expect.fails(
        ErrorCode.NO_SUCH_KEY,
        () -> upload.copyPart(1, bucket.ref("absent"), Optional.empty(), ReadConditions.none()));
    assertThat(upload.parts()).isEmpty();
    upload.abort();
  }
}
