package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.ReadConditions;
import io.holdall.UploadInfo;
import io.holdall.UploadedPart;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.HardKeys;
import io.holdall.tck.model.ListRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** The ways that a key takes: as a source, in a document, in what a listing is asked with. */
public interface KeyRouteContract extends Contract {
  @Label("KEY-12b Control characters of keys are kept by copies and uploads")
  @Rule(
      also = {"COPY-01", "MPU-01"},
      needs = Feature.ANY_KEY,
      effort = Effort.MODERATE)
  default void key12b(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 9) int which) {
    areCopiedAndUploaded(sandbox, HardKeys.CONTROLLED.get(which));
  }

  @Label(
      "KEY-12c Control characters are kept in what a listing is asked with, and in what it shows")
  @Rule(
      also = {"LIST-02", "LIST-03", "LIST-21"},
      needs = Feature.ANY_KEY,
      effort = Effort.MODERATE)
  default void key12c(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 9) int which) {
    areListed(sandbox, HardKeys.CONTROLLED.get(which));
  }

  @Label("KEY-01a Long keys are kept by copies and uploads")
  @Rule(
      also = {"COPY-01", "MPU-01"},
      needs = Feature.ANY_KEY,
      effort = Effort.MODERATE)
  default void key01a(
      Sandbox sandbox,
      @ForAll @IntRange(min = 0, max = 3) int kind,
      @ForAll @IntRange(min = 0, max = 400) int less) {
    areCopiedAndUploaded(sandbox, HardKeys.ofBytes(kind, sandbox.maxKeyBytes() - 1, less));
  }

  @Label("KEY-01b Long keys are kept in what a listing is asked with, and in what it shows")
  @Rule(
      also = {"LIST-02", "LIST-03", "LIST-21"},
      needs = Feature.ANY_KEY,
      effort = Effort.MODERATE)
  default void key01b(
      Sandbox sandbox,
      @ForAll @IntRange(min = 0, max = 3) int kind,
      @ForAll @IntRange(min = 0, max = 400) int less) {
    areListed(sandbox, HardKeys.ofBytes(kind, sandbox.maxKeyBytes() - 2, less));
  }

  private static void areCopiedAndUploaded(Sandbox sandbox, String key) {
    Bucket bucket = sandbox.bucket();
    String other = key + "2";
    bucket.put(key, Body.of("x"));
    bucket.copy(key, other);
    bucket.put(key, Body.of("y"));
    assertThat(bucket.getString(other)).as("the copy").isEqualTo("x");
    bucket.copy(other, key);
    assertThat(bucket.getString(key)).as("the copy back").isEqualTo("x");
    assertThat(Expect.keys(bucket)).containsExactly(key, other);
    if (sandbox.has(Feature.MULTIPART)) {
      isUploaded(sandbox, key, bucket.ref(other));
    }
    bucket.deleteAll(List.of(key, other));
    assertThat(Expect.keys(bucket)).isEmpty();
  }

  private static void isUploaded(Sandbox sandbox, String key, BlobRef source) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload(key);
    assertThat(bucket.listUploads("").map(UploadInfo::key)).containsExactly(key);
    assertThat(bucket.listUploads(key).map(UploadInfo::key)).containsExactly(key);
    UploadedPart part =
        sandbox.has(Feature.COPY_PART)
            ? upload.copyPart(1, source, Optional.empty(), ReadConditions.none())
            : upload.uploadPart(1, Body.of("x"));
    assertThat(upload.parts()).hasSize(1);
    bucket.delete(key);
    upload.complete(List.of(part));
    assertThat(bucket.getString(key)).as("the upload").isEqualTo("x");
    MultipartUpload aborted = bucket.startUpload(key);
    aborted.abort();
    assertThat(bucket.listUploads("")).isEmpty();
  }

  private static void areListed(Sandbox sandbox, String stem) {
    Bucket bucket = sandbox.bucket();
    List<String> keys = new ArrayList<>(List.of(stem, stem + "/1", stem + "/2", stem + "2"));
    // What the stem may be taken for.
    keys.add(stem.substring(0, stem.length() - 1) + "~");
    keys.addAll(
        List.of(stem.replace("\r\n", "\n").replace('\r', '\n'), stem.replaceAll("\\p{Cc}", "-")));
    keys.stream().distinct().forEach(key -> bucket.put(key, Body.of("x")));
    List<ListOptions> queries =
        new ArrayList<>(
            List.of(
                ListOptions.all(),
                ListOptions.under(stem),
                ListOptions.under(stem).delimiter("/"),
                ListOptions.under(stem + "/").delimiter("/"),
                ListOptions.all().startAfter(stem),
                ListOptions.all().startAfter(stem + "/1"),
                ListOptions.under(stem).delimiter("/").startAfter(stem + "/1")));
    if (sandbox.has(Feature.ANY_DELIMITER) && Character.isISOControl(stem.charAt(0))) {
      queries.add(ListOptions.all().delimiter(stem.substring(0, 1)));
    }
    for (ListOptions query : queries) {
      assertThat(Pages.entries(bucket, query.pageSize(1)))
          .as("%s", query)
          .containsExactlyElementsOf(ListRules.entries(keys, query));
    }
  }
}
