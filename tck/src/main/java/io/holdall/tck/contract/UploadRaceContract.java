package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CompleteOptions;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.MultipartUpload;
import io.holdall.UploadedPart;
import io.holdall.WriteCondition;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Parts, completions and copies at the same time. */
public interface UploadRaceContract extends Contract {
  @Label("RACE-07 Parts may be uploaded at the same time, and of one number one stays whole")
  @Rule(needs = Feature.MULTIPART, effort = Effort.MODERATE, also = "MPU-07")
  default void race07(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 5) int writers) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    List<Callable<UploadedPart>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Content content = new Content(1000 + i, i);
      tasks.add(() -> upload.uploadPart(1, content.body()));
    }
    List<UploadedPart> acknowledged = sandbox.together(tasks);
    var stored = upload.parts();
    assertThat(stored).hasSize(1);
    UploadedPart last = stored.get(0).part();
    assertThat(acknowledged).extracting(UploadedPart::etag).contains(last.etag());
    int winner = (int) stored.get(0).size() - 1000;
    UploadedPart listed = acknowledged.get(winner);
    assertThat(listed.etag()).isEqualTo(last.etag());
    upload.complete(List.of(listed));
    Expect.holds(bucket, "key", new Content(1000 + winner, winner).bytes());
  }

  @Label(
      "RACE-08 Of completions of one upload at the same time the blob is whole, and the upload is over")
  @Rule(
      needs = Feature.MULTIPART,
      effort = Effort.MODERATE,
      also = {"MPU-38", "MPU-40"})
  default void race08(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 4) int clients) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(5000, 3);
    MultipartUpload upload = bucket.startUpload("key");
    List<UploadedPart> parts = List.of(upload.uploadPart(1, content.body()));
    List<Callable<Optional<ErrorCode>>> tasks = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      tasks.add(() -> Marked.attempt(() -> upload.complete(parts)));
    }
    List<Optional<ErrorCode>> outcomes = sandbox.together(tasks);
    assertThat(outcomes).anyMatch(Optional::isEmpty);
    assertThat(outcomes.stream().flatMap(Optional::stream))
        .allMatch(code -> code == ErrorCode.NO_SUCH_UPLOAD || code == ErrorCode.CONFLICT);
    Expect.holds(bucket, "key", content.bytes());
    assertThat(bucket.listUploads("")).isEmpty();
  }

  @Label(
      "RACE-13 Of completions if absent at the same time at most one wins, and its blob is there")
  @Rule(
      needs = {Feature.MULTIPART, Feature.COMPLETE_IF},
      effort = Effort.MODERATE,
      also = {"COND-02", "COND-09"})
  default void race13(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 4) int writers) {
    Bucket bucket = sandbox.bucket();
    CompleteOptions ifAbsent = CompleteOptions.defaults().condition(WriteCondition.ifAbsent());
    List<Runnable> completions = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      MultipartUpload upload = bucket.startUpload("key");
      List<UploadedPart> parts = List.of(upload.uploadPart(1, Body.of("writer " + i)));
      completions.add(() -> upload.complete(parts, ifAbsent));
    }
    Marked.noTwoWin(sandbox, bucket, completions);
  }

  @Label("RACE-14 Of copies if absent at the same time at most one wins, and its blob is there")
  @Rule(
      needs = Feature.COPY_TARGET_IF,
      effort = Effort.MODERATE,
      also = {"COND-09", "COPY-13"})
  default void race14(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 4) int writers) {
    Bucket bucket = sandbox.bucket();
    CopyOptions ifAbsent = CopyOptions.defaults().targetCondition(WriteCondition.ifAbsent());
    List<Runnable> copies = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String source = "source " + i;
      bucket.put(source, Body.of("writer " + i));
      copies.add(() -> bucket.copy(bucket.ref(source), "key", ifAbsent));
    }
    Marked.noTwoWin(sandbox, bucket, copies);
  }
}
