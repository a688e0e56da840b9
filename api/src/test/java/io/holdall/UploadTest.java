package io.holdall;

import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.Testing.Source;
import io.holdall.spi.Digests;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadTest {
  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @Test
  void fromStartToEnd() {
    MultipartUpload upload = bucket.startUpload("key", PutOptions.defaults().tag("a", "b"));
    assertThat(upload.key()).isEqualTo("key");
    assertThat(driver.starts.get(0).headers().contentType()).contains("binary/octet-stream");
    MultipartUpload again = bucket.upload("key", upload.id());
    List<UploadedPart> parts = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      parts.add(again.uploadPart(number, Body.of(new Source(random(number)))));
    }
    assertThat(upload.parts()).extracting(PartInfo::number).containsExactly(1, 2, 3, 4, 5);
    assertThat(upload.parts()).extracting(PartInfo::part).isEqualTo(parts);
    assertThat(upload.listParts(3, 10).parts()).hasSize(2);
    assertThat(bucket.exists("key")).isFalse();
    upload.complete(parts.subList(1, 3));
    assertThat(driver.bytes("key")).hasSize(2 + 3);
    thrown(ErrorCode.NO_SUCH_UPLOAD, upload::parts);
    thrown(ErrorCode.NO_SUCH_UPLOAD, upload::abort);
  }

  @Test
  void partsOfUnknownLengthOfAnySize() {
    driver.limits = Limits.S3;
    MultipartUpload upload = driver.bucket().startUpload("key");
    int mib = 1 << 20;
    for (int length : new int[] {0, 1, mib - 1, mib, mib + 1, 3 * mib}) {
      byte[] bytes = random(length);
      UploadedPart part =
          upload.uploadPart(
              1,
              Body.of(new ByteArrayInputStream(bytes))
                  .expecting(Digests.of(ChecksumAlgorithm.CRC32, bytes)));
      assertThat(part.etag()).isEqualTo(ETag.ofMd5(Digests.md5().digest(bytes)));
      thrown(
          ErrorCode.BAD_DIGEST,
          () ->
              upload.uploadPart(
                  1,
                  Body.of(new ByteArrayInputStream(bytes)).expecting(ContentMd5.of(new byte[16]))));
    }
  }

  @Test
  void failedParts() {
    MultipartUpload upload = bucket.startUpload("key");
    upload.uploadPart(1, Body.of("old"));
    thrown(
        ErrorCode.BODY_FAILED,
        () -> upload.uploadPart(1, Body.of(new Source(random(10), 5, () -> {}))));
    thrown(
        ErrorCode.INCOMPLETE_BODY, () -> upload.uploadPart(1, Body.of(new Source(random(10)), 11)));
    BlobStoreException e =
        thrown(ErrorCode.ENTITY_TOO_LARGE, () -> upload.uploadPart(1, Body.of(new byte[1001])));
    assertThat(e.operation()).isEqualTo(Operation.UPLOAD_PART);
    assertThat(upload.parts().get(0).size()).isEqualTo(3);
  }

  @Test
  void arguments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bucket.startUpload("key", PutOptions.defaults().ifAbsent()))
        .withMessageContaining("without a condition");
    MultipartUpload upload = bucket.startUpload("key");
    driver.calls.clear();
    BlobRef source = new BlobRef("other", "key");
    for (int wrong : new int[] {0, -1, 10_001}) {
      assertThatIllegalArgumentException().isThrownBy(() -> upload.uploadPart(wrong, Body.empty()));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> upload.copyPart(wrong, source, Optional.empty(), ReadConditions.none()));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> upload.listParts(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> upload.listParts(10_001, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> upload.listParts(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> upload.listParts(0, 1001));
    thrown(ErrorCode.INVALID_REQUEST, () -> upload.complete(List.of()));
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void copiedParts() {
    bucket.put("source", Body.of(random(10)));
    MultipartUpload upload = bucket.startUpload("key");
    UploadedPart whole =
        upload.copyPart(1, bucket.ref("source"), Optional.empty(), ReadConditions.none());
    UploadedPart some =
        upload.copyPart(
            2,
            bucket.ref("source"),
            Optional.of(new ByteRange.Between(2, 4)),
            ReadConditions.none());
    upload.complete(List.of(whole, some));
    assertThat(driver.bytes("key")).hasSize(13);
  }

  @Test
  void openUploadsPageByPage() {
    List<String> ids = new ArrayList<>();
    for (String key : List.of("a/1", "a/1", "a/1", "a/2", "a/3", "b")) {
      ids.add(bucket.startUpload(key).id());
    }
    driver.calls.clear();
    assertThat(bucket.listUploads("a/").map(UploadInfo::id)).isEqualTo(ids.subList(0, 5));
    assertThat(driver.calls).hasSize(3);
    assertThat(bucket.listUploads("").map(UploadInfo::key)).hasSize(6).endsWith("b");
    assertThat(bucket.listUploads("nothing")).isEmpty();
    UploadPage page = bucket.listUploads(UploadListOptions.under("a/"));
    assertThat(page.uploads()).hasSize(2);
    assertThat(page.truncated()).isTrue();
  }

  @Test
  void aStoreThatRepeatsUploadsOrPartsIsNotAskedForEver() {
    MultipartUpload upload = bucket.startUpload("a");
    UploadInfo same = bucket.listUploads("").findFirst().orElseThrow();
    PartPage parts = upload.listParts(0, 1);
    upload.uploadPart(2, Body.of("two"));
    PartPage two = upload.listParts(0, 1);
    for (PartPage page : List.of(parts, two)) {
      Bucket repeating = repeating(List.of(same), page.parts());
      assertThat(thrown(ErrorCode.INTERNAL, () -> repeating.listUploads("").count()))
          .hasMessageContaining("the same page");
      assertThat(thrown(ErrorCode.INTERNAL, repeating.upload("a", upload.id())::parts))
          .hasMessageContaining("behind part " + (page.equals(two) ? 2 : 0));
    }
  }

  private Bucket repeating(List<UploadInfo> uploads, List<PartInfo> parts) {
    UploadPage uploadPage = new UploadPage(uploads, List.of(), true);
    PartPage partPage = new PartPage(parts, true, Optional.empty(), Optional.empty());
    MultipartDriver multipart =
        (MultipartDriver)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MultipartDriver.class},
                (proxy, method, arguments) ->
                    method.getName().equals("listUploads") ? uploadPage : partPage);
    return BlobStores.of(
            new ForwardingDriver(driver) {
              @Override
              public Optional<MultipartDriver> multipart() {
                return Optional.of(multipart);
              }
            })
        .bucket("bucket");
  }
}
