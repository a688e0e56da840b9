package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS SDK makes buckets and lists them and what is in them. */
class SdkBucketsTest extends SdkOverEndpoint {
  @Test
  void managesBuckets() {
    s3.createBucket(r -> r.bucket("another"));
    assertThat(s3.listBuckets().buckets()).extracting("name").containsExactly("another", BUCKET);
    assertThat(s3.listBucketsPaginator(r -> r.maxBuckets(1)).buckets().stream().toList())
        .extracting("name")
        .containsExactly("another", BUCKET);
    assertThat(s3.headBucket(r -> r.bucket(BUCKET)).bucketRegion()).isEqualTo("us-east-1");
    assertThat(s3.getBucketLocation(r -> r.bucket(BUCKET)).locationConstraint())
        .isIn(null, BucketLocationConstraint.UNKNOWN_TO_SDK_VERSION);
    assertThat(s3.getBucketVersioning(r -> r.bucket(BUCKET)).status()).isNull();
    s3.deleteBucket(r -> r.bucket("another"));
    refused(404, "NoSuchBucket", () -> s3.deleteBucket(r -> r.bucket("another")));
    put("key", "x");
    refused(409, "BucketNotEmpty", () -> s3.deleteBucket(r -> r.bucket(BUCKET)));
    refused(
        400,
        "InvalidLocationConstraint",
        () ->
            s3.createBucket(
                r ->
                    r.bucket("elsewhere")
                        .createBucketConfiguration(c -> c.locationConstraint("eu-west-1"))));
    assertThat(
            catchThrowableOfType(
                    S3Exception.class, () -> s3.headBucket(r -> r.bucket("no-such-bucket")))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void lists() {
    for (String key : List.of("a", "b/1", "b/2", "c/1", "d")) {
      put(key, key);
    }
    ListObjectsV2Response first =
        s3.listObjectsV2(r -> r.bucket(BUCKET).delimiter("/").maxKeys(2).fetchOwner(true));
    assertThat(first.contents()).extracting("key").containsExactly("a");
    assertThat(first.contents().get(0).owner().id()).isNotBlank();
    assertThat(first.contents().get(0).size()).isEqualTo(1);
    assertThat(first.contents().get(0).eTag()).isEqualTo("\"0cc175b9c0f1b6a831c399e269772661\"");
    assertThat(first.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("b/");
    assertThat(first.isTruncated()).isTrue();
    assertThat(first.keyCount()).isEqualTo(2);
    ListObjectsV2Response second =
        s3.listObjectsV2(
            r ->
                r.bucket(BUCKET)
                    .delimiter("/")
                    .maxKeys(10)
                    .continuationToken(first.nextContinuationToken()));
    assertThat(second.contents()).extracting("key").containsExactly("d");
    assertThat(second.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("c/");
    assertThat(second.isTruncated()).isFalse();
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("b/").startAfter("b/1")).contents())
        .extracting("key")
        .containsExactly("b/2");
    ListObjectsResponse old =
        s3.listObjects(r -> r.bucket(BUCKET).delimiter("/").maxKeys(2).marker(""));
    assertThat(old.nextMarker()).isEqualTo("b/");
    assertThat(
            s3.listObjects(r -> r.bucket(BUCKET).delimiter("/").marker(old.nextMarker()))
                .commonPrefixes())
        .extracting(CommonPrefix::prefix)
        .containsExactly("c/");
    refused(
        400,
        "InvalidArgument",
        () -> s3.listObjectsV2(r -> r.bucket(BUCKET).continuationToken("nonsense")));
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET).maxKeys(0)).contents()).isEmpty();
  }
}
