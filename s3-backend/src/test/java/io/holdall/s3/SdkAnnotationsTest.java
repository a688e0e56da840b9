package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.Tag;

/** The AWS SDK tags objects and asks for their attributes. */
class SdkAnnotationsTest extends SdkOverEndpoint {
  @Test
  void tags() {
    put("key", "x");
    s3.putObjectTagging(
        r ->
            r.bucket(BUCKET)
                .key("key")
                .tagging(
                    t ->
                        t.tagSet(
                            Tag.builder().key("b").value("2").build(),
                            Tag.builder().key("a").value("").build())));
    assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("key")).tagSet())
        .containsExactly(
            Tag.builder().key("a").value("").build(), Tag.builder().key("b").value("2").build());
    s3.deleteObjectTagging(r -> r.bucket(BUCKET).key("key"));
    assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("key")).tagSet()).isEmpty();
    refused(
        400,
        "InvalidTag",
        () ->
            s3.putObjectTagging(
                r ->
                    r.bucket(BUCKET)
                        .key("key")
                        .tagging(t -> t.tagSet(Tag.builder().key("a,").value("").build()))));
    refused(404, "NoSuchKey", () -> s3.getObjectTagging(r -> r.bucket(BUCKET).key("none")));
  }

  @Test
  void tellsAttributes() {
    put("key", "abc");
    GetObjectAttributesResponse answer =
        s3.getObjectAttributes(
            r ->
                r.bucket(BUCKET)
                    .key("key")
                    .objectAttributes(
                        ObjectAttributes.E_TAG,
                        ObjectAttributes.CHECKSUM,
                        ObjectAttributes.OBJECT_SIZE,
                        ObjectAttributes.STORAGE_CLASS,
                        ObjectAttributes.OBJECT_PARTS));
    assertThat(answer.eTag()).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(answer.objectSize()).isEqualTo(3);
    assertThat(answer.checksum().checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    assertThat(answer.objectParts()).isNull();
    assertThat(answer.lastModified()).isNotNull();
  }
}
