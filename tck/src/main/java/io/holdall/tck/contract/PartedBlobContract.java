package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.Digests;
import io.holdall.tck.model.ReadRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Label;

/** How blobs are read and found again that were uploaded in parts. */
public interface PartedBlobContract extends Contract {
  @Label("GET-20a A range of a blob that was uploaded in parts may end, begin and lie across them")
  @Rule(
      also = {"GET-21", "GET-22", "MPU-40"},
      effort = Effort.COSTLY,
      needs = Feature.MULTIPART)
  default void get20a(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 3, new Content(9, 1));
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(Parts.upload(upload, contents));
    byte[] all = Parts.joined(contents);
    for (ByteRange range : aroundEnds(contents)) {
      ByteSpan span = ReadRules.select(range, all.length).orElseThrow();
      int from = Math.toIntExact(span.offset());
      try (Blob blob = bucket.get("key", GetOptions.defaults().range(range))) {
        assertThat(blob.span()).as("the span of %s", range).isEqualTo(span);
        assertThat(blob.attributes().size()).as("the size of the whole").isEqualTo(all.length);
        Expect.same(
            blob.bytes(), Arrays.copyOfRange(all, from, from + Math.toIntExact(span.length())));
      }
    }
  }

  /** Ranges that end before, at and behind the end of each part but the last, and begin there. */
  private static List<ByteRange> aroundEnds(List<byte[]> parts) {
    List<ByteRange> ranges = new ArrayList<>();
    long end = 0;
    for (byte[] part : parts.subList(0, parts.size() - 1)) {
      end += part.length;
      ranges.add(ByteRange.between(end - 4, end - 1));
      ranges.add(ByteRange.between(end - 4, end));
      ranges.add(ByteRange.between(end - 1, end + 3));
      ranges.add(ByteRange.between(end, end + 3));
    }
    ranges.add(ByteRange.between(parts.get(0).length - 2, end + 1)); // all of the second part
    ranges.add(ByteRange.from(end - 3));
    ranges.add(ByteRange.suffix(parts.get(parts.size() - 1).length + 3L));
    return ranges;
  }

  @Label("CHK-13 A part of a blob with a composite checksum is read with the part's own")
  @Rule(
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.PART_READS, Feature.CHECKSUM_SHA256})
  default void chk13(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 2, new Content(9, 1));
    MultipartUpload upload =
        bucket.startUpload("key", PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256));
    upload.complete(Parts.upload(upload, contents));
    for (int number = 1; number <= 2; number++) {
      try (Blob part = bucket.get("key", GetOptions.defaults().part(number))) {
        assertThat(part.attributes().checksum())
            .as("the checksum that comes with part %s", number)
            .contains(Digests.checksum(ChecksumAlgorithm.SHA256, contents.get(number - 1)));
      }
    }
  }

  @Label("MPU-30a The ETag of parts meets conditions, and fails them, as any other does")
  @Rule(
      also = {"GET-50", "GET-53", "COND-04", "COND-05", "COND-20", "COPY-12"},
      needs = Feature.MULTIPART)
  default void mpu30a(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    ETag etag = upload.complete(List.of(upload.uploadPart(1, Body.of("content")))).etag();
    ETag other = Digests.etagOfParts(List.of("another".getBytes(StandardCharsets.US_ASCII)));

    for (ReadConditions met :
        List.of(ReadConditions.none().ifMatch(etag), ReadConditions.none().ifNoneMatch(other))) {
      try (Blob blob = bucket.get("key", GetOptions.defaults().conditions(met))) {
        assertThat(blob.string()).isEqualTo("content");
      }
      assertThat(bucket.head("key", met).etag()).isEqualTo(etag);
    }
    readFails(bucket, ReadConditions.none().ifMatch(other), ErrorCode.PRECONDITION_FAILED);
    readFails(bucket, ReadConditions.none().ifNoneMatch(etag), ErrorCode.NOT_MODIFIED);

    if (sandbox.has(Feature.COPY_SOURCE_IF)) {
      copy(bucket, ReadConditions.none().ifMatch(etag));
      copyFails(bucket, ReadConditions.none().ifMatch(other));
      copyFails(bucket, ReadConditions.none().ifNoneMatch(etag));
      assertThat(bucket.getString("copy")).isEqualTo("content");
    }
    if (sandbox.has(Feature.PUT_IF_MATCH)) {
      PutOptions ifOther = PutOptions.defaults().ifMatch(other);
      Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> bucket.put("key", Body.of("new"), ifOther));
    }
    if (sandbox.has(Feature.DELETE_IF_MATCH)) {
      Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> bucket.delete("key", other));
      assertThat(bucket.getString("key")).isEqualTo("content");
      bucket.delete("key", etag);
      assertThat(bucket.find("key")).isEmpty();
    } else if (sandbox.has(Feature.PUT_IF_MATCH)) {
      bucket.put("key", Body.of("new"), PutOptions.defaults().ifMatch(etag));
      assertThat(bucket.getString("key")).isEqualTo("new");
    }
  }

  private static void readFails(Bucket bucket, ReadConditions conditions, ErrorCode code) {
    GetOptions options = GetOptions.defaults().conditions(conditions);
    Expect.fails(code, () -> bucket.get("key", options).close());
    Expect.fails(code, () -> bucket.head("key", conditions));
  }

  private static void copy(Bucket bucket, ReadConditions conditions) {
    bucket.copy(bucket.ref("key"), "copy", CopyOptions.defaults().sourceConditions(conditions));
  }

  private static void copyFails(Bucket bucket, ReadConditions conditions) {
    Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> copy(bucket, conditions));
  }
}
