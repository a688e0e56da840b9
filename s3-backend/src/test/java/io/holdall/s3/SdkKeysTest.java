package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The AWS SDK reaches every key. */
class SdkKeysTest extends SdkOverEndpoint {
  /** Errors and answers to uploads repeat the key, and no parser takes what is not in XML. */
  @Test
  void readsWhatIsAnsweredAboutKeysThatXmlCannotCarry() {
    for (String key : List.of("\u0001", "\u0000x", "a\uFFFFb", "a\uFFFE\r")) {
      refused(404, "NoSuchKey", () -> get(key));
      String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
      String etag =
          s3.uploadPart(
                  r -> r.bucket(BUCKET).key(key).uploadId(id).partNumber(1),
                  RequestBody.fromString("x"))
              .eTag();
      CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
      assertThat(s3.listParts(r -> r.bucket(BUCKET).key(key).uploadId(id)).parts()).hasSize(1);
      s3.completeMultipartUpload(
          r ->
              r.bucket(BUCKET).key(key).uploadId(id).multipartUpload(upload -> upload.parts(part)));
      assertThat(get(key)).isEqualTo("x");
    }
  }

  @Test
  void keepsKeysExactly() {
    List<String> keys =
        List.of(
            "a",
            "a/b",
            "a//b",
            "a/",
            "/a",
            "//",
            " ",
            "a b",
            "a+b",
            "a%2Fb",
            "%",
            "?versionId=x",
            "&",
            "'",
            "\"",
            "<x>",
            "#",
            "=",
            "$",
            "@",
            ":",
            ";",
            ",",
            "~",
            "(x)",
            "[x]",
            "{x}",
            "*",
            "!",
            "^",
            "`",
            "|",
            "\\",
            "ä",
            "a\u0308",
            "€",
            "｡",
            "😀",
            "a/./b",
            "a/../b",
            "\t",
            "\u007f",
            "K",
            "k",
            "x".repeat(1024));
    for (String key : keys) {
      put(key, key);
    }
    for (String key : keys) {
      assertThat(get(key)).isEqualTo(key);
      s3.copyObject(
          r ->
              r.sourceBucket(BUCKET)
                  .sourceKey(key)
                  .destinationBucket(BUCKET)
                  .destinationKey("copy"));
      assertThat(get("copy")).isEqualTo(key);
    }
    s3.deleteObject(r -> r.bucket(BUCKET).key("copy"));
    List<String> listed =
        s3
            .listObjectsV2Paginator(r -> r.bucket(BUCKET).encodingType(EncodingType.URL).maxKeys(7))
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();
    assertThat(listed).containsExactlyElementsOf(bucket.list().stream().map(b -> b.key()).toList());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);
    DeleteObjectsResponse deleted =
        s3.deleteObjects(
            r ->
                r.bucket(BUCKET)
                    .delete(
                        d ->
                            d.objects(
                                keys.stream()
                                    .map(key -> ObjectIdentifier.builder().key(key).build())
                                    .toList())));
    assertThat(deleted.errors()).isEmpty();
    assertThat(deleted.deleted()).extracting("key").containsExactlyElementsOf(keys);
    assertThat(bucket.list()).isEmpty();
  }
}
