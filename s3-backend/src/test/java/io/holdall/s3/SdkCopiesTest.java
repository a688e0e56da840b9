package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** The AWS SDK deletes and copies. */
class SdkCopiesTest extends SdkOverEndpoint {
  @Test
  void deletesOneAndMany() {
    String etag = put("a", "1").eTag();
    put("b", "2");
    refused(
        412,
        "PreconditionFailed",
        () -> s3.deleteObject(r -> r.bucket(BUCKET).key("a").ifMatch("other")));
    s3.deleteObject(r -> r.bucket(BUCKET).key("a").ifMatch(etag));
    s3.deleteObject(r -> r.bucket(BUCKET).key("a"));
    DeleteObjectsResponse answer =
        s3.deleteObjects(
            r ->
                r.bucket(BUCKET)
                    .delete(
                        d ->
                            d.objects(
                                ObjectIdentifier.builder().key("b").eTag("other").build(),
                                ObjectIdentifier.builder().key("none").build())));
    assertThat(answer.deleted()).extracting("key").containsExactly("none");
    assertThat(answer.errors()).extracting("code").containsExactly("PreconditionFailed");
    List<ObjectIdentifier> thousand =
        IntStream.range(0, 1000)
            .mapToObj(i -> ObjectIdentifier.builder().key("key/" + i).build())
            .toList();
    assertThat(s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(thousand))).deleted())
        .hasSize(1000);
  }

  @Test
  void copies() {
    s3.createBucket(r -> r.bucket("other"));
    String etag =
        s3.putObject(
                r ->
                    r.bucket(BUCKET)
                        .key("source")
                        .contentType("text/plain")
                        .metadata(Map.of("m", "1"))
                        .tagging("t=1"),
                RequestBody.fromString("abc"))
            .eTag();
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("source")
                .destinationBucket("other")
                .destinationKey("copy")
                .copySourceIfMatch(etag));
    HeadObjectResponse copy = s3.headObject(r -> r.bucket("other").key("copy"));
    assertThat(copy.contentType()).isEqualTo("text/plain");
    assertThat(copy.metadata()).isEqualTo(Map.of("m", "1"));
    assertThat(copy.tagCount()).isEqualTo(1);
    assertThat(
            s3.copyObject(
                    r ->
                        r.sourceBucket(BUCKET)
                            .sourceKey("source")
                            .destinationBucket(BUCKET)
                            .destinationKey("source")
                            .metadataDirective(MetadataDirective.REPLACE)
                            .metadata(Map.of("n", "2"))
                            .taggingDirective(TaggingDirective.REPLACE))
                .copyObjectResult()
                .eTag())
        .isEqualTo(etag);
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("source")).metadata())
        .isEqualTo(Map.of("n", "2"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket(BUCKET)
                        .sourceKey("source")
                        .destinationBucket(BUCKET)
                        .destinationKey("x")
                        .copySourceIfNoneMatch(etag)));
    refused(
        404,
        "NoSuchKey",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket(BUCKET)
                        .sourceKey("none")
                        .destinationBucket(BUCKET)
                        .destinationKey("x")));
    refused(
        400,
        "InvalidRequest",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket(BUCKET)
                        .sourceKey("source")
                        .destinationBucket(BUCKET)
                        .destinationKey("source")));
  }
}
