package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.tck.broken.ForwardingMultipart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TckLeftoversTest {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  private static final String OLD = "holdall-tck-20260101-0304-abcdefgh";
  private static final String YOUNG = "holdall-tck-20260102-1130-abcdefgh";

  /** All that the store keeps was made at this instant. */
  private final BlobStore store =
      BlobStores.open("memory:", Clock.fixed(NOW.minus(Duration.ofHours(2)), ZoneOffset.UTC));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatBearsAMarkGoesAndAllElseStays() {
    Bucket bucket = store.createBucket("some-bucket");
    List<String> others =
        List.of(
            OLD + "/1/other",
            "scratch/" + OLD + "/2026-summary.json",
            "scratch/" + OLD + "-1-report.html",
            "scratch/" + OLD + "-1",
            "scratch/" + OLD + "/notes.txt",
            "scratch/" + YOUNG + "/1/key",
            "scratch/holdall-tck-/1/key",
            "scratch/sub/" + OLD + "/1/key");
    others.forEach(key -> bucket.put(key, Body.of(key)));
    bucket.startUpload("scratch/x");
    bucket.put("scratch/" + OLD + "/1/key", Body.of("x"));
    bucket.put("scratch/" + OLD + "/23/a/b", Body.of("x"));
    bucket.startUpload("scratch/" + OLD + "/1/up");
    TckTarget target = TckTarget.of("memory", store).in(bucket.under("scratch/"));

    TckLeftovers leftovers = new TckLeftovers(target, NOW.minus(Duration.ofHours(1)));
    assertThat(leftovers.find())
        .containsExactly(
            "upload scratch/" + OLD + "/1/up",
            "blob scratch/" + OLD + "/1/key",
            "blob scratch/" + OLD + "/23/a/b");
    assertThat(leftovers.remove().removed())
        .isEqualTo(
            List.of(
                "upload scratch/" + OLD + "/1/up",
                "blob scratch/" + OLD + "/1/key",
                "blob scratch/" + OLD + "/23/a/b"));
    assertThat(bucket.list().stream().map(BlobInfo::key))
        .containsExactlyInAnyOrderElementsOf(others);
    assertThat(bucket.listUploads(""))
        .extracting(upload -> upload.key())
        .containsExactly("scratch/x");
    assertThat(leftovers.remove().removed()).isEmpty();
  }

  @Test
  void whatALongRunHasMadeLatelyStays() {
    Bucket bucket = store.createBucket("some-bucket");
    bucket.put(OLD + "/1/key", Body.of("x"));
    bucket.startUpload(OLD + "/1/up");
    store.createBucket(OLD + "-7");
    Instant before = NOW.minus(Duration.ofHours(3));
    assertThat(new TckLeftovers(TckTarget.of("", store).in(bucket), before).remove().removed())
        .isEmpty();
    assertThat(new TckLeftovers(TckTarget.of("", store), before).remove().removed()).isEmpty();
  }

  @Test
  void bucketsGoWithAllThatIsInThem() {
    store.createBucket("some-bucket");
    store.createBucket("holdall-tck-files");
    store.createBucket(OLD + "-12-reports");
    Bucket left = store.createBucket(OLD + "-12");
    left.put("key", Body.of("x"));
    left.startUpload("key");
    TckLeftovers leftovers =
        new TckLeftovers(TckTarget.of("memory", store), NOW.minus(Duration.ofHours(1)));
    assertThat(leftovers.remove().removed()).containsExactly("bucket " + OLD + "-12");
    assertThat(store.listBuckets())
        .extracting(BucketInfo::name)
        .containsExactly(OLD + "-12-reports", "holdall-tck-files", "some-bucket");
  }

  @Test
  void whatCannotBeRemovedDoesNotKeepTheRestFromIt() {
    Bucket bucket = store.createBucket("some-bucket");
    bucket.put(OLD + "/1/key", Body.of("x"));
    for (String key : List.of("gone", "stuck", "up")) {
      bucket.startUpload(OLD + "/1/" + key);
    }
    BlobStore stuck =
        BlobStores.decorated(
                store,
                driver ->
                    new ForwardingDriver(driver) {
                      @Override
                      public Optional<MultipartDriver> multipart() {
                        return super.multipart().map(TckLeftoversTest::oneStuck);
                      }
                    })
            .orElseThrow();
    TckTarget target = TckTarget.of("stuck", stuck).in(stuck.bucket("some-bucket"));
    TckLeftovers.Removal removal =
        new TckLeftovers(target, NOW.minus(Duration.ofHours(1))).remove();
    assertThat(removal.removed())
        .containsExactly(
            "upload " + OLD + "/1/gone", "upload " + OLD + "/1/up", "blob " + OLD + "/1/key");
    assertThat(removal.left())
        .singleElement()
        .asString()
        .startsWith("upload " + OLD + "/1/stuck: ")
        .contains("it is locked");
    assertThat(bucket.list().stream()).isEmpty();
  }

  /** One upload has ended by the time that it is aborted, and another cannot be. */
  private static MultipartDriver oneStuck(MultipartDriver uploads) {
    return new ForwardingMultipart(uploads) {
      @Override
      public void abort(String bucket, String key, String uploadId) {
        if (key.endsWith("stuck")) {
          throw new DriverException(ErrorCode.ACCESS_DENIED, "it is locked");
        }
        super.abort(bucket, key, uploadId);
        if (key.endsWith("gone")) {
          super.abort(bucket, key, uploadId);
        }
      }
    };
  }
}
