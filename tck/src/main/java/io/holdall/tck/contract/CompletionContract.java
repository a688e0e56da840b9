package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.Key;
import io.holdall.tck.model.Digests;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** How uploads in parts end. */
public interface CompletionContract extends Contract {
  @Label("MPU-40 A completed upload is one blob of all its parts, and nothing shows before")
  @Rule(
      also = {"CONS-07", "LIST-14", "MPU-01", "MPU-36"},
      effort = Effort.COSTLY,
      needs = Feature.MULTIPART)
  default void mpu40(
      Sandbox sandbox,
      @ForAll Key key,
      @ForAll @IntRange(min = 1, max = 3) int count,
      @ForAll Content last,
      @ForAll ContentHeaders headers,
      @ForAll UserMetadata metadata) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, count, last);
    MultipartUpload upload =
        bucket.startUpload(key.text(), PutOptions.defaults().headers(headers).metadata(metadata));
    List<UploadedPart> parts = Parts.upload(upload, contents);
    assertThat(bucket.find(key.text())).as("the blob before completion").isEmpty();
    assertThat(bucket.listPage(ListOptions.all()).entries()).isEmpty();

    PutResult completed = upload.complete(parts);
    Expect.holds(bucket, key.text(), Parts.joined(contents));
    assertThat(bucket.head(key.text()).etag()).isEqualTo(completed.etag());
    assertThat(bucket.head(key.text()).metadata()).isEqualTo(metadata);
    assertThat(bucket.head(key.text()).contentType())
        .isEqualTo(headers.contentType().orElse(ContentHeaders.DEFAULT_CONTENT_TYPE));
  }

  @Label("MPU-30 The ETag is the MD5 of the parts' MD5s and their number, also for one part")
  @Rule(
      also = "MPU-05",
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.MD5_ETAG})
  default void mpu30(
      Sandbox sandbox, @ForAll @IntRange(min = 1, max = 3) int count, @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, count, last);
    MultipartUpload upload = bucket.startUpload("key");
    List<UploadedPart> parts = Parts.upload(upload, contents);
    for (int i = 0; i < count; i++) {
      assertThat(parts.get(i).etag()).isEqualTo(Digests.etag(contents.get(i)));
    }
    assertThat(upload.complete(parts).etag()).isEqualTo(Digests.etagOfParts(contents));
  }

  @Label("MPU-31 Part numbers may have gaps")
  @Rule(effort = Effort.COSTLY, needs = Feature.MULTIPART)
  default void mpu31(
      Sandbox sandbox,
      @ForAll @IntRange(min = 1, max = 9999) int first,
      @ForAll @IntRange(min = 1, max = 10_000) int gap,
      @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = Parts.contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart one = upload.uploadPart(first, Body.of(contents.get(0)));
    UploadedPart two = upload.uploadPart(Math.min(10_000, first + gap), Body.of(contents.get(1)));
    upload.complete(List.of(one, two));
    Expect.holds(bucket, "key", Parts.joined(contents));
  }

  @Label("MPU-31b Parts that are not listed are left out")
  @Rule(needs = Feature.MULTIPART)
  default void mpu31b(Sandbox sandbox, @ForAll Content any) {
    Bucket bucket = sandbox.bucket();
    Content content = any.longer();
    MultipartUpload upload = bucket.startUpload("key");
    upload.uploadPart(2, Body.of("left out"));
    UploadedPart listed = upload.uploadPart(7, content.body());
    upload.uploadPart(10_000, Body.of("left out too"));
    upload.complete(List.of(listed));
    Expect.holds(bucket, "key", content.bytes());
  }

  @Label("MPU-32 Parts must be listed by ascending number")
  @Rule(needs = Feature.MULTIPART)
  default void mpu32(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    int least = Math.toIntExact(sandbox.limits().minPartSize());
    UploadedPart one = upload.uploadPart(1, new Content(least, 1).body());
    UploadedPart two = upload.uploadPart(2, new Content(least, 2).body());
    Expect.fails(ErrorCode.INVALID_PART_ORDER, () -> upload.complete(List.of(two, one)));
    assertThat(bucket.find("key")).isEmpty();

    // That an upload outlives such a refusal is settled for parts that are too small alone.
    MultipartUpload again = bucket.startUpload("again");
    UploadedPart twice = again.uploadPart(1, new Content(least, 1).body());
    Expect.fails(ErrorCode.INVALID_PART_ORDER, () -> again.complete(List.of(twice, twice)));
    assertThat(bucket.find("again")).isEmpty();

    MultipartUpload inOrder = bucket.startUpload("key");
    UploadedPart first = inOrder.uploadPart(1, new Content(least, 1).body());
    inOrder.complete(List.of(first, inOrder.uploadPart(2, Body.of("end"))));
    assertThat(bucket.head("key").size()).isEqualTo(least + 3L);
  }

  @Label("MPU-33 A part that was never uploaded, or has another ETag, cannot be listed")
  @Rule(needs = Feature.MULTIPART)
  default void mpu33(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart one = upload.uploadPart(1, Body.of("x"));
    UploadedPart unknown = new UploadedPart(2, one.etag(), Optional.empty());
    Expect.fails(ErrorCode.INVALID_PART, () -> upload.complete(List.of(unknown)));
    assertThat(bucket.find("key")).isEmpty();

    MultipartUpload again = bucket.startUpload("key");
    again.uploadPart(1, Body.of("x"));
    UploadedPart other = new UploadedPart(1, Digests.NOBODYS, Optional.empty());
    Expect.fails(ErrorCode.INVALID_PART, () -> again.complete(List.of(other)));
    assertThat(bucket.find("key")).isEmpty();
  }

  @Label("MPU-34 A part below the minimum that is not the last is refused, and the upload lives on")
  @Rule(needs = Feature.MULTIPART)
  default void mpu34(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("old"));
    MultipartUpload upload = bucket.startUpload("key");
    int least = Math.toIntExact(sandbox.limits().minPartSize());
    UploadedPart small = upload.uploadPart(1, new Content(least - 1, 1).body());
    UploadedPart last = upload.uploadPart(2, Body.of("end"));
    Expect.fails(ErrorCode.ENTITY_TOO_SMALL, () -> upload.complete(List.of(small, last)));
    assertThat(bucket.getString("key")).isEqualTo("old");
    UploadedPart enough = upload.uploadPart(1, new Content(least, 1).body());
    upload.complete(List.of(enough, last));
    assertThat(bucket.head("key").size()).isEqualTo(least + 3L);
  }

  @Label("MPU-35 An upload is not completed without parts")
  @Rule(needs = Feature.MULTIPART)
  default void mpu35(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    upload.uploadPart(1, Body.of("x"));
    Expect.fails(ErrorCode.INVALID_REQUEST, () -> upload.complete(List.of()));
    assertThat(bucket.find("key")).isEmpty();
  }

  @Label("COND-10 Completing under a condition publishes only if it holds")
  @Rule(
      also = {"COND-02", "COND-05", "COND-06"},
      needs = {Feature.MULTIPART, Feature.COMPLETE_IF})
  default void cond10(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    CompleteOptions ifAbsent = CompleteOptions.defaults().condition(WriteCondition.ifAbsent());
    MultipartUpload fresh = bucket.startUpload("fresh");
    fresh.complete(List.of(fresh.uploadPart(1, Body.of("new"))), ifAbsent);
    assertThat(bucket.getString("fresh")).isEqualTo("new");

    ETag old = bucket.put("key", Body.of("old")).etag();
    MultipartUpload upload = bucket.startUpload("key");
    List<UploadedPart> parts = List.of(upload.uploadPart(1, Body.of("new")));
    Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> upload.complete(parts, ifAbsent));
    assertThat(bucket.getString("key")).isEqualTo("old");
    // Whether an upload outlives a condition that it failed is not settled (MPU-42).
    MultipartUpload other = bucket.startUpload("key");
    List<UploadedPart> others = List.of(other.uploadPart(1, Body.of("new")));
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED,
        () ->
            other.complete(
                others,
                CompleteOptions.defaults().condition(WriteCondition.ifMatch(Digests.NOBODYS))));
    assertThat(bucket.getString("key")).isEqualTo("old");

    MultipartUpload again = bucket.startUpload("key");
    again.complete(
        List.of(again.uploadPart(1, Body.of("new"))),
        CompleteOptions.defaults().condition(WriteCondition.ifMatch(old)));
    assertThat(bucket.getString("key")).isEqualTo("new");

    MultipartUpload gone = bucket.startUpload("absent");
    List<UploadedPart> goneParts = List.of(gone.uploadPart(1, Body.of("new")));
    Expect.fails(
        ErrorCode.NO_SUCH_KEY,
        () ->
            gone.complete(
                goneParts, CompleteOptions.defaults().condition(WriteCondition.ifMatch(old))));
    assertThat(bucket.find("absent")).isEmpty();
  }

  @Label("COND-10b An upload under a condition loses to any change of the key since its start")
  @Rule(needs = {Feature.MULTIPART, Feature.COMPLETE_IF})
  default void cond10b(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("deleted", Body.of("x"));
    MultipartUpload absent = bucket.startUpload("deleted");
    List<UploadedPart> parts = List.of(absent.uploadPart(1, Body.of("new")));
    bucket.delete("deleted");
    Expect.fails(
        ErrorCode.CONFLICT,
        () ->
            absent.complete(
                parts, CompleteOptions.defaults().condition(WriteCondition.ifAbsent())));
    assertThat(bucket.find("deleted")).isEmpty();

    bucket.put("same", Body.of("x"));
    MultipartUpload match = bucket.startUpload("same");
    List<UploadedPart> others = List.of(match.uploadPart(1, Body.of("new")));
    ETag current = bucket.put("same", Body.of("x")).etag();
    Expect.fails(
        ErrorCode.CONFLICT,
        () ->
            match.complete(
                others, CompleteOptions.defaults().condition(WriteCondition.ifMatch(current))));
    assertThat(bucket.getString("same")).isEqualTo("x");
  }
}
