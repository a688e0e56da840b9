package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.Key;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Digests;
import io.holdall.tck.model.ListRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Uploads in parts, and those that are open. */
public interface MultipartContract
    extends CompletionContract, FinishedUploadContract, PartedBlobContract, CopyPartContract {
  @Label("MPU-07 Uploading a part again replaces it")
  @Rule(needs = Feature.MULTIPART)
  default void mpu07(Sandbox sandbox, @ForAll Content first, @ForAll Content other) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    upload.uploadPart(1, first.longer().body());
    Content second = other.longer();
    UploadedPart again = upload.uploadPart(1, second.body());
    assertThat(upload.parts())
        .singleElement()
        .extracting(part -> part.part().etag(), PartInfo::size)
        .containsExactly(again.etag(), (long) second.size());
    upload.complete(List.of(again));
    Expect.holds(bucket, "key", second.bytes());
  }

  @Label("MPU-38 A completed upload is gone")
  @Rule(also = "MPU-08", needs = Feature.MULTIPART)
  default void mpu38(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(List.of(upload.uploadPart(1, Body.of("x"))));
    isGone(bucket, upload);
    assertThat(bucket.getString("key")).isEqualTo("x");
  }

  @Label("MPU-50 An aborted upload is gone, and the key keeps what it had")
  @Rule(also = "MPU-08", needs = Feature.MULTIPART)
  default void mpu50(Sandbox sandbox, @ForAll Key key) {
    Bucket bucket = sandbox.bucket();
    bucket.put(key.text(), Body.of("old"));
    MultipartUpload upload = bucket.startUpload(key.text());
    upload.uploadPart(1, Body.of("x"));
    upload.abort();
    isGone(bucket, upload);
    assertThat(bucket.getString(key.text())).isEqualTo("old");
  }

  @Label("MPU-08 An aborted upload cannot be completed")
  @Rule(needs = Feature.MULTIPART)
  default void mpu08(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart part = upload.uploadPart(1, Body.of("x"));
    upload.abort();
    Expect.fails(ErrorCode.NO_SUCH_UPLOAD, () -> upload.complete(List.of(part)));
    assertThat(bucket.find("key")).isEmpty();
  }

  private static void isGone(Bucket bucket, MultipartUpload upload) {
    Expect.fails(ErrorCode.NO_SUCH_UPLOAD, () -> upload.uploadPart(2, Body.of("late")));
    Expect.fails(ErrorCode.NO_SUCH_UPLOAD, () -> upload.listParts(0, 10));
    Expect.fails(ErrorCode.NO_SUCH_UPLOAD, upload::abort);
    assertThat(bucket.listUploads(UploadListOptions.under("")).uploads()).isEmpty();
  }

  @Label("MPU-02 An upload belongs to its key, and a key can have several")
  @Rule(needs = Feature.MULTIPART)
  default void mpu02(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload one = bucket.startUpload("key");
    MultipartUpload two = bucket.startUpload("key");
    assertThat(one.id()).isNotEqualTo(two.id());
    MultipartUpload elsewhere = bucket.upload("other", one.id());
    Expect.fails(ErrorCode.NO_SUCH_UPLOAD, () -> elsewhere.uploadPart(1, Body.of("x")));
    Expect.fails(ErrorCode.NO_SUCH_UPLOAD, () -> elsewhere.listParts(0, 10));
    Expect.fails(ErrorCode.NO_SUCH_UPLOAD, elsewhere::abort);

    UploadedPart first = one.uploadPart(1, Body.of("one"));
    UploadedPart second = bucket.upload("key", two.id()).uploadPart(1, Body.of("two"));
    one.complete(List.of(first));
    assertThat(bucket.getString("key")).isEqualTo("one");
    two.complete(List.of(second));
    assertThat(bucket.getString("key")).isEqualTo("two");
  }

  @Label("MPU-09 A part with a wrong digest is refused and not stored")
  @Rule(needs = {Feature.MULTIPART, Feature.CONTENT_MD5})
  default void mpu09(Sandbox sandbox, @ForAll Content any) {
    Bucket bucket = sandbox.bucket();
    Content content = any.longer();
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart good =
        upload.uploadPart(1, content.body().expecting(Digests.contentMd5(content.bytes())));
    Expect.fails(
        ErrorCode.BAD_DIGEST,
        () ->
            upload.uploadPart(1, Body.of("other").expecting(Digests.contentMd5(content.bytes()))));
    assertThat(upload.parts())
        .singleElement()
        .extracting(part -> part.part().etag())
        .isEqualTo(good.etag());
    upload.abort();
  }

  @Label(
      "CHK-23 A part with a checksum of another algorithm than its upload's is refused, one without is taken")
  @Rule(needs = {Feature.MULTIPART, Feature.CHECKSUM_CRC32C, Feature.CHECKSUM_SHA256})
  default void chk23(Sandbox sandbox, @ForAll Content any) {
    Bucket bucket = sandbox.bucket();
    Content content = any.longer();
    MultipartUpload upload =
        bucket.startUpload("key", PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256));
    Body other =
        content.body().expecting(Digests.checksum(ChecksumAlgorithm.CRC32C, content.bytes()));
    Expect.fails(ErrorCode.INVALID_REQUEST, () -> upload.uploadPart(1, other));
    assertThat(upload.parts()).as("the parts after the refused one").isEmpty();

    UploadedPart part = upload.uploadPart(1, content.body());
    assertThat(part.checksum())
        .contains(Digests.checksum(ChecksumAlgorithm.SHA256, content.bytes()));
    upload.complete(List.of(part));
    Expect.holds(bucket, "key", content.bytes());
  }

  @Label("MPU-51 Parts are listed by number, page by page")
  @Rule(effort = Effort.MODERATE, needs = Feature.MULTIPART)
  default void mpu51(Sandbox sandbox, @ForAll @IntRange(min = 1, max = 7) int most) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    List<Integer> numbers = List.of(3, 1, 10_000, 2, 1000, 999);
    for (int number : numbers) {
      upload.uploadPart(number, new Content(1 + number % 50, 1).body());
    }
    List<Integer> sorted = numbers.stream().sorted().toList();
    assertThat(upload.parts().stream().map(PartInfo::number)).containsExactlyElementsOf(sorted);
    assertThat(upload.parts())
        .allSatisfy(part -> assertThat(part.size()).isEqualTo(1 + part.number() % 50));
    List<Integer> paged = new ArrayList<>();
    int after = 0;
    PartPage page;
    do {
      page = upload.listParts(after, most);
      assertThat(page.parts()).hasSizeLessThanOrEqualTo(most);
      page.parts().forEach(part -> paged.add(part.number()));
      assertThat(paged).as("the numbers listed so far").hasSizeLessThanOrEqualTo(numbers.size());
      assertThat(page.parts().isEmpty() && page.truncated())
          .as("a page that is not the last")
          .isFalse();
      after = paged.isEmpty() ? 0 : paged.get(paged.size() - 1);
    } while (page.truncated());
    assertThat(paged).isEqualTo(sorted);
    upload.abort();
  }

  @Label("MPU-53 Uploads are listed by key in UTF-8 byte order, those of one key as they began")
  @Rule(also = "LIST-01", effort = Effort.MODERATE, needs = Feature.MULTIPART)
  default void mpu53(Sandbox sandbox, @ForAll KeySet keys) {
    Bucket bucket = sandbox.bucket();
    List<String> started = new ArrayList<>(keys.keys());
    started.add(started.get(0));
    started.forEach(bucket::startUpload);
    List<String> sorted = started.stream().sorted(ListRules.ORDER).toList();
    List<UploadInfo> listed = bucket.listUploads("").toList();
    assertThat(listed).extracting(UploadInfo::key).containsExactlyElementsOf(sorted);
    assertThat(listed.stream().filter(it -> it.key().equals(started.get(0))))
        .as("the uploads of one key")
        .isSortedAccordingTo(Comparator.comparing(UploadInfo::initiatedAt));
  }

  @Label("MPU-54 Every upload is listed once, however many fit a page")
  @Rule(also = "MPU-55", effort = Effort.MODERATE, needs = Feature.MULTIPART)
  default void mpu54(
      Sandbox sandbox, @ForAll KeySet keys, @ForAll @IntRange(min = 1, max = 4) int most) {
    Bucket bucket = sandbox.bucket();
    List<String> started = new ArrayList<>();
    keys.keys().forEach(key -> started.add(bucket.startUpload(key).id()));
    started.add(bucket.startUpload(keys.keys().get(0)).id());
    List<String> paged = new ArrayList<>();
    UploadListOptions next = new UploadListOptions("", "", "", "", most);
    UploadPage page;
    do {
      page = bucket.listUploads(next);
      assertThat(page.uploads()).hasSizeLessThanOrEqualTo(most);
      page.uploads().forEach(upload -> paged.add(upload.id()));
      assertThat(paged).as("the uploads listed so far").hasSizeLessThanOrEqualTo(started.size());
      if (page.truncated()) {
        assertThat(page.uploads()).as("a page that is not the last").isNotEmpty();
        UploadInfo last = page.uploads().get(page.uploads().size() - 1);
        next = new UploadListOptions("", "", last.key(), last.id(), most);
      }
    } while (page.truncated());
    assertThat(paged).containsExactlyInAnyOrderElementsOf(started);
  }

  @Label("MPU-56 Uploads are listed below a prefix, and rolled up by a delimiter, as blobs are")
  @Rule(needs = Feature.MULTIPART)
  default void mpu56(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    List.of("a/1", "a/2/3", "a/2/4", "b", "zz").forEach(bucket::startUpload);
    assertThat(bucket.listUploads("a/"))
        .extracting(UploadInfo::key)
        .containsExactlyInAnyOrder("a/1", "a/2/3", "a/2/4");
    isRolledUp(bucket, "", List.of("b", "zz"), List.of("a/"));
    isRolledUp(bucket, "a/", List.of("a/1"), List.of("a/2/"));
    isRolledUp(bucket, "a/2/", List.of("a/2/3", "a/2/4"), List.of());
  }

  private static void isRolledUp(
      Bucket bucket, String prefix, List<String> keys, List<String> commonPrefixes) {
    UploadPage page = bucket.listUploads(new UploadListOptions(prefix, "/", "", "", 1000));
    assertThat(page.uploads())
        .as("the uploads below \"%s\"", prefix)
        .extracting(UploadInfo::key)
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(page.commonPrefixes())
        .as("the common prefixes below \"%s\"", prefix)
        .containsExactlyInAnyOrderElementsOf(commonPrefixes);
    assertThat(page.truncated()).as("whether there is more").isFalse();
  }
}
