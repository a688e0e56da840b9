package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What has been written stays readable: {@code resources/format-1} is a store that was written by
 * {@link #fill} when the format was made, and must never be written again.
 */
class FormatTest {
  private static final String LARGE = "0123456789".repeat(20);

  @TempDir Path temporary;

  static LocalStore.Builder builder(Path root) {
    return LocalStore.builder(root)
        .clock(Clock.fixed(Instant.parse("2024-05-06T07:08:09Z"), ZoneOffset.UTC))
        .limits(new Limits(1 << 20, 1 << 20, 1, 100))
        .segmentSize(1500)
        .inlineLimit(100);
  }

  /** Uses everything that a record can hold. */
  static void fill(BlobStore store) {
    Bucket photos = store.createBucket("photos");
    store.createBucket("empty");
    store.createBucket("short-lived");
    store.deleteBucket("short-lived");
    photos.put("a", Body.of("small"));
    photos.put("a/\uFF61/\uD83D\uDE00", Body.of(LARGE));
    photos.put(
        "described",
        Body.of(""),
        PutOptions.defaults()
            .headers(
                ContentHeaders.none()
                    .contentType("image/png")
                    .contentEncoding("gzip")
                    .contentLanguage("de")
                    .contentDisposition("attachment")
                    .cacheControl("no-store")
                    .expires("Thu, 01 Dec 2033 16:00:00 GMT"))
            .metadata("camera", "Leica")
            .tag("year", "2024"));
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      photos.put("checked/" + algorithm, Body.of("1"), PutOptions.defaults().checksum(algorithm));
    }
    photos.setTags("a", Tags.none().with("x", "1"));
    photos.copy("a", "copy of a");
    photos.put("gone", Body.of(LARGE));
    photos.delete("gone");
    MultipartUpload whole =
        photos.startUpload(
            "parts", PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256).metadata("m", "v"));
    List<UploadedPart> parts =
        List.of(
            whole.uploadPart(1, Body.of(LARGE)),
            whole.copyPart(
                2,
                photos.ref("a/\uFF61/\uD83D\uDE00"),
                Optional.of(new ByteRange.Between(5, 14)),
                ReadConditions.none()));
    whole.complete(parts);
    photos.startUpload("open").uploadPart(3, Body.of("part"));
    photos.startUpload("aborted").abort();
  }

  @Test
  void aStoreOfTheFirstFormatIsReadAndWrittenOn() throws IOException, URISyntaxException {
    Path written = Path.of(FormatTest.class.getResource("/format-1").toURI());
    Path root = Disk.copy(written, temporary.resolve("root"));
    Contents expected;
    try (BlobStore fresh = builder(temporary.resolve("fresh")).open()) {
      fill(fresh);
      expected = Contents.of(fresh);
    }
    Contents found;
    try (BlobStore store = builder(root).open()) {
      found = Contents.of(store);
      Bucket photos = store.bucket("photos");
      assertThat(photos.getString("a/\uFF61/\uD83D\uDE00")).isEqualTo(LARGE);
      assertThat(photos.getString("parts")).isEqualTo(LARGE + "5678901234");
      assertThat(photos.head("parts").metadata().asMap()).containsEntry("m", "v");
      assertThat(photos.head("described").headers().expires())
          .contains("Thu, 01 Dec 2033 16:00:00 GMT");
      assertThat(withoutIds(found)).isEqualTo(withoutIds(expected));
      photos.put("new", Body.of("on"));
      photos.put("new and large", Body.of(LARGE));
    }
    try (BlobStore store = builder(root).open()) {
      assertThat(store.bucket("photos").getString("copy of a")).isEqualTo("small");
      assertThat(store.bucket("photos").getString("new and large")).isEqualTo(LARGE);
      store.bucket("photos").delete("new");
      store.bucket("photos").delete("new and large");
      assertThat(Contents.of(store)).isEqualTo(found);
    }
  }

  /** Ids of uploads are drawn at random. */
  private static String withoutIds(Contents contents) {
    return contents.toString().replaceAll(", id=[^,]*", "");
  }
}
