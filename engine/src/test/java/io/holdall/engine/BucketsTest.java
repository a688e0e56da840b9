package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.Tags;
import io.holdall.UploadListOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private final TestStore test = new TestStore();

  @Test
  void bucketsAreListedByName() {
    test.clock.advance(Duration.ofMillis(1500));
    test.store.createBucket("archive");
    assertThat(test.store.listBuckets())
        .containsExactly(
            new BucketInfo("archive", Samples.TIME.plusSeconds(1)),
            new BucketInfo("photos", Samples.TIME));
  }

  @Test
  void aBucketIsMadeOnce() {
    test.assertRefused(
        ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU, () -> test.store.createBucket("photos"));
  }

  @Test
  void onlyEmptyBucketsAreDeleted() {
    test.bucket.put("a", Body.of("1"));
    test.assertRefused(ErrorCode.BUCKET_NOT_EMPTY, () -> test.store.deleteBucket("photos"));
    test.bucket.delete("a");
    test.store.deleteBucket("photos");
    assertThat(test.store.bucketExists("photos")).isFalse();
    test.assertRefused(ErrorCode.NO_SUCH_BUCKET, () -> test.store.deleteBucket("photos"));
  }

  @Test
  void aMissingBucketGoesBeforeEverythingElse() {
    Bucket absent = test.store.bucket("absent");
    test.bucket.put("a", Body.of("1"));
    List<Runnable> calls =
        List.of(
            () -> absent.put("a", Body.of("1")),
            () -> absent.get("a"),
            () -> absent.head("a"),
            () -> absent.find("a"),
            () -> absent.delete("a"),
            () -> absent.delete("a", ETag.of("x")),
            () -> absent.deleteAll(List.of("a")),
            () -> absent.copy(new BlobRef("absent", "a"), "b", CopyOptions.defaults()),
            () -> test.bucket.copy(new BlobRef("absent", "a"), "b", CopyOptions.defaults()),
            () -> absent.listPage(ListOptions.all()),
            () -> absent.tags("a"),
            () -> absent.setTags("a", Tags.none()),
            () -> absent.startUpload("a"),
            () -> absent.upload("a", "id").uploadPart(1, Body.of("1")),
            () -> absent.upload("a", "id").listParts(0, 1),
            () -> absent.upload("a", "id").abort(),
            () -> absent.listUploads(UploadListOptions.under("")));
    calls.forEach(call -> test.assertRefused(ErrorCode.NO_SUCH_BUCKET, call));
  }

  @Test
  void tagsAreReplacedAsAWholeAndChangeNothingElse() {
    test.bucket.put("a", Body.of("1"));
    assertThat(test.bucket.tags("a").asMap()).isEmpty();
    var before = test.bucket.head("a");
    test.clock.advance(Duration.ofSeconds(9));
    test.bucket.setTags("a", new Tags(Map.of("x", "1", "y", "")));
    test.bucket.setTags("a", new Tags(Map.of("z", "2")));
    assertThat(test.bucket.tags("a").asMap()).isEqualTo(Map.of("z", "2"));
    assertThat(test.bucket.head("a").tagCount()).isEqualTo(1);
    assertThat(test.bucket.head("a").info()).as("TAG-11").isEqualTo(before.info());
    test.bucket.deleteTags("a");
    assertThat(test.bucket.tags("a").asMap()).isEmpty();
    assertThat(test.bodies.holds()).hasSize(1).containsValue(1);
    test.assertRefused(ErrorCode.NO_SUCH_KEY, () -> test.bucket.tags("absent"));
    test.assertRefused(ErrorCode.NO_SUCH_KEY, () -> test.bucket.setTags("absent", Tags.none()));
  }
}
