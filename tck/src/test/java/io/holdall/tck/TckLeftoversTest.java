package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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
    assertThat(leftovers.remove())
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
    assertThat(leftovers.remove()).isEmpty();
  }

  @Test
  void whatALongRunHasMadeLatelyStays() {
    Bucket bucket = store.createBucket("some-bucket");
    bucket.put(OLD + "/1/key", Body.of("x"));
    bucket.startUpload(OLD + "/1/up");
    store.createBucket(OLD + "-7");
    Instant before = NOW.minus(Duration.ofHours(3));
    assertThat(new TckLeftovers(TckTarget.of("", store).in(bucket), before).remove()).isEmpty();
    assertThat(new TckLeftovers(TckTarget.of("", store), before).remove()).isEmpty();
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
    assertThat(leftovers.remove()).containsExactly("bucket " + OLD + "-12");
    assertThat(store.listBuckets())
        .extracting(BucketInfo::name)
        .containsExactly(OLD + "-12-reports", "holdall-tck-files", "some-bucket");
  }
}
