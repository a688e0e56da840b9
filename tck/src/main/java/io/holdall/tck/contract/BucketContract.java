package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import java.util.List;
import net.jqwik.api.Label;

/** How buckets are made, found and taken away. */
public interface BucketContract extends Contract {

  @Label("BKT-01 A bucket name that S3 does not allow is refused before the store is asked")
  @Rule(also = {"BKT-02", "BKT-03", "BKT-04", "BKT-05", "BKT-06", "BKT-07", "BKT-09"})
  default void bkt01(Sandbox sandbox) {
    BlobStore store = sandbox.store();
    for (String name :
        List.of(
            "",
            "a",
            "ab",
            "a".repeat(64),
            "Upper",
            "under_score",
            "sp ace",
            "-dash",
            "dash-",
            ".dot",
            "dot.",
            "two..dots",
            "192.168.5.4",
            "xn--puny",
            "sthree-x",
            "amzn-s3-demo-x",
            "x-s3alias",
            "x--ol-s3",
            "x.mrap",
            "x--x-s3",
            "x--table-s3",
            "sl/ash",
            "caf\u00E9")) {
      assertThatThrownBy(() -> store.bucket(name))
          .as("the bucket named \"%s\"", name)
          .isInstanceOf(IllegalArgumentException.class);
      if (!sandbox.ownsBuckets()) {
        continue; // a store that does not refuse would look, or work, outside the place it is given
      }
      assertThatThrownBy(() -> store.bucketExists(name))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.createBucket(name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Label("BKT-21 A bucket that was made exists, is empty, and can be used at once")
  @Rule(needs = Feature.BUCKET_ADMIN, ownBuckets = true)
  default void bkt21(Sandbox sandbox) {
    BlobStore store = sandbox.store();
    for (String name : sandbox.freshNames()) {
      assertThat(store.bucketExists(name)).isFalse();
      Bucket bucket = store.createBucket(name);
      assertThat(bucket.name()).isEqualTo(name);
      assertThat(store.bucketExists(name)).isTrue();
      assertThat(Expect.keys(bucket)).isEmpty();
      bucket.put("key", Body.of("x"));
      assertThat(store.bucket(name).getString("key")).isEqualTo("x");
    }
  }

  @Label("API-08 Making a bucket that one has already is refused, and its blobs stay")
  @Rule(also = "BKT-26", needs = Feature.BUCKET_ADMIN, ownBuckets = true)
  default void api08(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    Expect.fails(
        ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU, () -> sandbox.store().createBucket(bucket.name()));
    assertThat(bucket.getString("key")).isEqualTo("content");
  }

  @Label("BKT-40 A bucket that does not exist cannot be deleted")
  @Rule(needs = Feature.BUCKET_ADMIN, ownBuckets = true)
  default void bkt40(Sandbox sandbox) {
    String name = sandbox.freshName();
    Expect.fails(ErrorCode.NO_SUCH_BUCKET, () -> sandbox.store().deleteBucket(name));
  }

  @Label("BKT-41 A bucket with a blob cannot be deleted, and keeps it")
  @Rule(needs = Feature.BUCKET_ADMIN, ownBuckets = true)
  default void bkt41(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    Expect.fails(ErrorCode.BUCKET_NOT_EMPTY, () -> sandbox.store().deleteBucket(bucket.name()));
    assertThat(bucket.getString("key")).isEqualTo("content");
    bucket.delete("key");
    sandbox.store().deleteBucket(bucket.name());
    assertThat(sandbox.store().bucketExists(bucket.name())).isFalse();
    Expect.fails(ErrorCode.NO_SUCH_BUCKET, () -> bucket.put("key", Body.of("late")));
  }

  @Label("BKT-52 The list of buckets shows those that exist, once, by name")
  @Rule(needs = Feature.BUCKET_ADMIN, ownBuckets = true)
  default void bkt52(Sandbox sandbox) {
    BlobStore store = sandbox.store();
    String doomed = sandbox.freshName();
    store.createBucket(doomed);
    Bucket bucket = sandbox.bucket();
    Bucket another = sandbox.another();
    assertThat(names(store)).contains(doomed, bucket.name(), another.name());
    assertThat(names(store)).doesNotHaveDuplicates().isSorted();
    store.deleteBucket(doomed);
    // A bucket that was deleted may still show for a while (BKT-58).
    assertThat(names(store)).contains(bucket.name(), another.name());
  }

  private static List<String> names(BlobStore store) {
    return store.listBuckets().stream().map(BucketInfo::name).toList();
  }

  @Label("API-07 Buckets share no keys")
  @Rule(needs = Feature.BUCKET_ADMIN, ownBuckets = true)
  default void api07(Sandbox sandbox) {
    Bucket one = sandbox.bucket();
    Bucket two = sandbox.another();
    one.put("key", Body.of("one"));
    assertThat(two.find("key")).isEmpty();
    two.put("key", Body.of("two"));
    assertThat(one.getString("key")).isEqualTo("one");
    one.delete("key");
    assertThat(two.getString("key")).isEqualTo("two");
    assertThat(Expect.keys(one)).isEmpty();
  }
}
