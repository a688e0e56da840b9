package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.Key;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Digests;
import io.holdall.tck.model.ListRules;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Uploads in parts. */
public interface MultipartContract extends Contract {
  /** Nobody's. */
  ETag NOBODYS = ETag.of("00000000000000000000000000000000");

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Contents of parts of which all but the last have the least size that a store accepts. */
  private static List<byte[]> contents(Sandbox sandbox, int count, Content last) {
    List<byte[]> parts = new ArrayList<>();
    int least = Math.toIntExact(sandbox.limits().minPartSize());
    for (int i = 0; i < count - 1; i++) {
      parts.add(new Content(least + i, last.seed() + i & 0xFF).bytes());
    }
    // Whether the last part may be empty is not settled (MPU-06).
    parts.add(last.longer().bytes());
    return parts;
  }

  private static List<UploadedPart> upload(MultipartUpload upload, List<byte[]> contents) {
    List<UploadedPart> parts = new ArrayList<>();
    for (byte[] content : contents) {
      parts.add(upload.uploadPart(parts.size() + 1, Body.of(content)));
    }
    return parts;
  }

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
    List<byte[]> contents = contents(sandbox, count, last);
    MultipartUpload upload =
        bucket.startUpload(key.text(), PutOptions.defaults().headers(headers).metadata(metadata));
    List<UploadedPart> parts = upload(upload, contents);
    assertThat(bucket.find(key.text())).as("the blob before completion").isEmpty();
    assertThat(bucket.listPage(ListOptions.all()).entries()).isEmpty();

    PutResult completed = upload.complete(parts);
    Expect.holds(bucket, key.text(), joined(contents));
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
    List<byte[]> contents = contents(sandbox, count, last);
    MultipartUpload upload = bucket.startUpload("key");
    List<UploadedPart> parts = upload(upload, contents);
    for (int i = 0; i < count; i++) {
      assertThat(parts.get(i).etag()).isEqualTo(Digests.etag(contents.get(i)));
    }
    assertThat(upload.complete(parts).etag()).isEqualTo(Digests.etagOfParts(contents));
  }

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

  @Label("MPU-31 Part numbers may have gaps")
  @Rule(effort = Effort.COSTLY, needs = Feature.MULTIPART)
  default void mpu31(
      Sandbox sandbox,
      @ForAll @IntRange(min = 1, max = 9999) int first,
      @ForAll @IntRange(min = 1, max = 10_000) int gap,
      @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart one = upload.uploadPart(first, Body.of(contents.get(0)));
    UploadedPart two = upload.uploadPart(Math.min(10_000, first + gap), Body.of(contents.get(1)));
    upload.complete(List.of(one, two));
    Expect.holds(bucket, "key", joined(contents));
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
    Expect.fails(ErrorCode.INVALID_PART_ORDER, () -> upload.complete(List.of(one, one)));
    upload.complete(List.of(one, two));
    assertThat(bucket.head("key").size()).isEqualTo(2L * least);
  }

  @Label("MPU-33 A part that was never uploaded, or has another ETag, cannot be listed")
  @Rule(needs = Feature.MULTIPART)
  default void mpu33(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart one = upload.uploadPart(1, Body.of("x"));
    UploadedPart unknown = new UploadedPart(2, one.etag(), Optional.empty());
    UploadedPart other = new UploadedPart(1, NOBODYS, Optional.empty());
    Expect.fails(ErrorCode.INVALID_PART, () -> upload.complete(List.of(unknown)));
    Expect.fails(ErrorCode.INVALID_PART, () -> upload.complete(List.of(other)));
    assertThat(bucket.find("key")).isEmpty();
    upload.complete(List.of(one));
    assertThat(bucket.getString("key")).isEqualTo("x");
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
      after = paged.get(paged.size() - 1);
    } while (page.truncated());
    assertThat(paged).isEqualTo(sorted);
    upload.abort();
  }

  @Label("MPU-53 Uploads are listed by key in UTF-8 byte order")
  @Rule(also = "LIST-01", effort = Effort.MODERATE, needs = Feature.MULTIPART)
  default void mpu53(Sandbox sandbox, @ForAll KeySet keys) {
    Bucket bucket = sandbox.bucket();
    keys.keys().forEach(bucket::startUpload);
    List<String> sorted = keys.keys().stream().sorted(ListRules.ORDER).toList();
    assertThat(bucket.listUploads("").map(UploadInfo::key)).containsExactlyElementsOf(sorted);
  }

  @Label("MPU-54 Every upload is listed once, however many fit a page")
  @Rule(also = "MPU-55", effort = Effort.MODERATE, needs = Feature.MULTIPART)
  default void mpu54(
      Sandbox sandbox, @ForAll KeySet keys, @ForAll @IntRange(min = 1, max = 4) int most) {
    Bucket bucket = sandbox.bucket();
    keys.keys().forEach(bucket::startUpload);
    List<String> paged = new ArrayList<>();
    UploadListOptions next = new UploadListOptions("", "", "", "", most);
    UploadPage page;
    do {
      page = bucket.listUploads(next);
      assertThat(page.uploads()).hasSizeLessThanOrEqualTo(most);
      page.uploads().forEach(upload -> paged.add(upload.key()));
      assertThat(paged).as("the keys listed so far").hasSizeLessThanOrEqualTo(keys.keys().size());
      if (page.truncated()) {
        assertThat(page.uploads()).as("a page that is not the last").isNotEmpty();
        UploadInfo last = page.uploads().get(page.uploads().size() - 1);
        next = new UploadListOptions("", "", last.key(), last.id(), most);
      }
    } while (page.truncated());
    assertThat(paged).containsExactlyInAnyOrderElementsOf(keys.keys());
  }

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
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED,
        () ->
            upload.complete(
                parts, CompleteOptions.defaults().condition(WriteCondition.ifMatch(NOBODYS))));
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

  @Label("CHK-24 An upload that declared no checksum ends with a CRC64NVME over all its bytes")
  @Rule(
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.DEFAULT_CHECKSUM, Feature.CHECKSUM_CRC64NVME})
  default void chk24(Sandbox sandbox, @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(upload(upload, contents));
    assertThat(bucket.head("key").checksum())
        .contains(Digests.checksum(ChecksumAlgorithm.CRC64NVME, joined(contents)));
  }

  @Label("CHK-25 A composite checksum is over the parts' checksums, a full one over all bytes")
  @Rule(
      also = {"CHK-20", "CHK-21", "CHK-26", "CHK-27"},
      effort = Effort.COSTLY,
      needs = {Feature.MULTIPART, Feature.CHECKSUM_CRC32, Feature.CHECKSUM_SHA256})
  default void chk25(Sandbox sandbox, @ForAll Content last) {
    Bucket bucket = sandbox.bucket();
    List<byte[]> contents = contents(sandbox, 2, last);
    for (ChecksumAlgorithm algorithm : List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA256)) {
      MultipartUpload upload = bucket.startUpload("key", PutOptions.defaults().checksum(algorithm));
      PutResult completed = upload.complete(upload(upload, contents));
      Checksum composite = Digests.composite(algorithm, contents);
      assertThat(completed.checksum()).contains(composite);
      assertThat(bucket.head("key").checksum()).contains(composite);
    }
    MultipartUpload full =
        bucket.startUpload(
            "key",
            PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT));
    List<UploadedPart> parts = upload(full, contents);
    Checksum right = Digests.checksum(ChecksumAlgorithm.CRC32, joined(contents));
    Checksum wrong = Digests.checksum(ChecksumAlgorithm.CRC32, new byte[] {1});
    Expect.fails(
        ErrorCode.BAD_DIGEST,
        () -> full.complete(parts, CompleteOptions.defaults().expecting(wrong)));
    full.complete(parts, CompleteOptions.defaults().expecting(right));
    assertThat(bucket.head("key").checksum()).contains(right);
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
    List<byte[]> contents = contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(upload(upload, contents));
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
    List<byte[]> contents = contents(sandbox, 2, last);
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(upload(upload, contents));
    assertThat(bucket.copy("key", "copy").etag()).isEqualTo(Digests.etag(joined(contents)));
    Expect.holds(bucket, "copy", joined(contents));
  }
}
