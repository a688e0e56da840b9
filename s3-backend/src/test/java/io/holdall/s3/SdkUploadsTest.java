package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The AWS SDK uploads in parts. */
class SdkUploadsTest extends SdkOverEndpoint {
  private String startUpload(Consumer<CreateMultipartUploadRequest.Builder> more) {
    return s3.createMultipartUpload(
            r -> {
              r.bucket(BUCKET).key("key");
              more.accept(r);
            })
        .uploadId();
  }

  private CompletedPart part(String id, int number, byte[] bytes) {
    UploadPartResponse part =
        s3.uploadPart(
            r -> r.bucket(BUCKET).key("key").uploadId(id).partNumber(number),
            RequestBody.fromBytes(bytes));
    // Without its checksum: the upload was started without one (CHK-24).
    return CompletedPart.builder().partNumber(number).eTag(part.eTag()).build();
  }

  private UploadPartResponse putPart(
      String id, int number, ChecksumAlgorithm algorithm, byte[] bytes) {
    return s3.uploadPart(
        r ->
            r.bucket(BUCKET)
                .key("key")
                .uploadId(id)
                .partNumber(number)
                .checksumAlgorithm(algorithm),
        RequestBody.fromBytes(bytes));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void uploadsInParts() {
    byte[] first = random(5 * MIB);
    byte[] second = random(1000);
    String id = startUpload(r -> r.contentType("text/plain").metadata(Map.of("m", "1")));
    List<CompletedPart> parts = List.of(part(id, 1, first), part(id, 2, second));
    ListPartsResponse listed =
        s3.listParts(r -> r.bucket(BUCKET).key("key").uploadId(id).maxParts(1));
    assertThat(listed.parts()).extracting("size").containsExactly((long) first.length);
    assertThat(listed.isTruncated()).isTrue();
    assertThat(listed.nextPartNumberMarker()).isEqualTo(1);
    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads())
        .extracting(MultipartUpload::uploadId)
        .containsExactly(id);
    String etag =
        s3.completeMultipartUpload(
                r ->
                    r.bucket(BUCKET)
                        .key("key")
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .mpuObjectSize((long) first.length + second.length)
                        .multipartUpload(u -> u.parts(parts)))
            .eTag();
    assertThat(etag).endsWith("-2\"");
    ResponseBytes<GetObjectResponse> whole = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key"));
    assertThat(whole.asByteArray()).isEqualTo(joined(first, second));
    assertThat(whole.response().contentType()).isEqualTo("text/plain");
    ResponseBytes<GetObjectResponse> part =
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").partNumber(2));
    assertThat(part.asByteArray()).isEqualTo(second);
    assertThat(part.response().partsCount()).isEqualTo(2);
    refused(
        416,
        "InvalidPartNumber",
        () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").partNumber(3)));
    refused(404, "NoSuchUpload", () -> part(id, 3, second));
    assertThat(
            s3.getObjectAttributes(
                    r ->
                        r.bucket(BUCKET).key("key").objectAttributes(ObjectAttributes.OBJECT_PARTS))
                .objectParts()
                .totalPartsCount())
        .isEqualTo(2);
  }

  @Test
  void agreesOnTheChecksumOfAnUpload() {
    byte[] first = random(5 * MIB);
    String id =
        startUpload(
            r ->
                r.checksumAlgorithm(ChecksumAlgorithm.CRC32)
                    .checksumType(ChecksumType.FULL_OBJECT));
    List<CompletedPart> parts = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      UploadPartResponse part = putPart(id, number, ChecksumAlgorithm.CRC32, first);
      parts.add(
          CompletedPart.builder()
              .partNumber(number)
              .eTag(part.eTag())
              .checksumCRC32(part.checksumCRC32())
              .build());
    }
    assertThat(s3.listParts(r -> r.bucket(BUCKET).key("key").uploadId(id)).checksumAlgorithm())
        .isEqualTo(ChecksumAlgorithm.CRC32);
    refused(
        400,
        "BadDigest",
        () ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(BUCKET)
                        .key("key")
                        .uploadId(id)
                        .checksumCRC32("AAAAAA==")
                        .checksumType(ChecksumType.FULL_OBJECT)
                        .multipartUpload(u -> u.parts(parts))));
    var completed =
        s3.completeMultipartUpload(
            r ->
                r.bucket(BUCKET)
                    .key("key")
                    .uploadId(id)
                    .checksumType(ChecksumType.FULL_OBJECT)
                    .multipartUpload(u -> u.parts(parts)));
    assertThat(completed.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    assertThat(completed.checksumCRC32())
        .isEqualTo(bucket.head("key").checksum().orElseThrow().value());
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").checksumMode(ChecksumMode.ENABLED))
                .asByteArray())
        .isEqualTo(joined(first, first));
    // CHK-14: of the whole, and of the parts nothing but how many they are.
    GetObjectAttributesResponse told = attributes(r -> {});
    assertThat(told.checksum().checksumCRC32()).isEqualTo(completed.checksumCRC32());
    assertThat(told.checksum().checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    assertThat(told.objectParts().totalPartsCount()).isEqualTo(2);
    assertThat(told.objectParts().parts()).isEmpty();
  }

  private GetObjectAttributesResponse attributes(
      Consumer<GetObjectAttributesRequest.Builder> more) {
    return s3.getObjectAttributes(
        r -> {
          r.bucket(BUCKET)
              .key("key")
              .objectAttributes(ObjectAttributes.CHECKSUM, ObjectAttributes.OBJECT_PARTS);
          more.accept(r);
        });
  }

  /** CHK-14. */
  @Test
  void tellsThePartsThatHaveChecksumsOfTheirOwn() {
    String id = startUpload(r -> r.checksumAlgorithm(ChecksumAlgorithm.SHA256));
    CompletedPart[] sent = new CompletedPart[3];
    for (int number = 1; number <= sent.length; number++) {
      UploadPartResponse part =
          putPart(id, number, ChecksumAlgorithm.SHA256, random(5 * MIB + number));
      sent[number - 1] =
          CompletedPart.builder()
              .partNumber(number)
              .eTag(part.eTag())
              .checksumSHA256(part.checksumSHA256())
              .build();
    }
    complete(id, sent);
    GetObjectAttributesResponse told = attributes(r -> {});
    assertThat(told.checksum().checksumSHA256() + "-3")
        .isEqualTo(bucket.head("key").checksum().orElseThrow().value());
    assertThat(told.checksum().checksumType()).isEqualTo(ChecksumType.COMPOSITE);
    assertThat(told.objectParts().totalPartsCount()).isEqualTo(3);
    assertThat(told.objectParts().isTruncated()).isFalse();
    assertThat(told.objectParts().parts())
        .extracting(ObjectPart::partNumber, ObjectPart::size, ObjectPart::checksumSHA256)
        .containsExactly(
            tuple(1, 5L * MIB + 1, sent[0].checksumSHA256()),
            tuple(2, 5L * MIB + 2, sent[1].checksumSHA256()),
            tuple(3, 5L * MIB + 3, sent[2].checksumSHA256()));
    GetObjectAttributesParts page =
        attributes(r -> r.partNumberMarker(1).maxParts(1)).objectParts();
    assertThat(page.parts()).extracting(ObjectPart::partNumber).containsExactly(2);
    assertThat(page.partNumberMarker()).isEqualTo(1);
    assertThat(page.nextPartNumberMarker()).isEqualTo(2);
    assertThat(page.maxParts()).isEqualTo(1);
    assertThat(page.isTruncated()).isTrue();
    assertThat(attributes(r -> r.partNumberMarker(Integer.MAX_VALUE)).objectParts().parts())
        .isEmpty();
  }

  @Test
  void insistsOnTheChecksumOfAnUpload() {
    // CHK-23
    String id = startUpload(r -> r.checksumAlgorithm(ChecksumAlgorithm.SHA256));
    ListPartsResponse empty = s3.listParts(r -> r.bucket(BUCKET).key("key").uploadId(id));
    assertThat(empty.checksumAlgorithm()).isEqualTo(ChecksumAlgorithm.SHA256);
    assertThat(empty.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
    refused(
        400,
        "InvalidRequest",
        () ->
            s3.uploadPart(
                r ->
                    r.bucket(BUCKET)
                        .key("key")
                        .uploadId(id)
                        .partNumber(1)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                RequestBody.fromString("abc")));
    UploadPartResponse part =
        s3.uploadPart(
            r ->
                r.bucket(BUCKET)
                    .key("key")
                    .uploadId(id)
                    .partNumber(1)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromString("abc"));
    CompletedPart listed =
        CompletedPart.builder()
            .partNumber(1)
            .eTag(part.eTag())
            .checksumSHA256(part.checksumSHA256())
            .build();
    refused(
        400, "InvalidRequest", () -> complete(id, listed.toBuilder().checksumSHA256(null).build()));
    complete(id, listed);
    assertThat(bucket.head("key").checksum().orElseThrow().value()).endsWith("-1");
    assertThat(get("key")).isEqualTo("abc");
  }

  @Test
  void refusesUploads() {
    String id = startUpload(r -> {});
    CompletedPart first = part(id, 1, random(10));
    CompletedPart second = part(id, 2, random(10));
    refused(400, "EntityTooSmall", () -> complete(id, first, second));
    refused(400, "InvalidPartOrder", () -> complete(id, second, first));
    refused(400, "InvalidPart", () -> complete(id, first.toBuilder().eTag("\"other\"").build()));
    refused(404, "NoSuchUpload", () -> complete("none", first));
    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("key").uploadId(id));
    refused(
        404,
        "NoSuchUpload",
        () -> s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("key").uploadId(id)));
    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads()).isEmpty();
  }

  private void complete(String id, CompletedPart... parts) {
    s3.completeMultipartUpload(
        r -> r.bucket(BUCKET).key("key").uploadId(id).multipartUpload(u -> u.parts(parts)));
  }

  @Test
  void copiesParts() {
    byte[] source = random(6 * MIB);
    s3.putObject(r -> r.bucket(BUCKET).key("source"), RequestBody.fromBytes(source));
    String id = startUpload(r -> {});
    List<CompletedPart> parts = new ArrayList<>();
    List<String> ranges = List.of("bytes=0-5242879", "bytes=5242880-6291455");
    for (int number = 1; number <= 2; number++) {
      int n = number;
      var copied =
          s3.uploadPartCopy(
                  r ->
                      r.sourceBucket(BUCKET)
                          .sourceKey("source")
                          .copySourceRange(ranges.get(n - 1))
                          .destinationBucket(BUCKET)
                          .destinationKey("key")
                          .uploadId(id)
                          .partNumber(n))
              .copyPartResult();
      parts.add(
          CompletedPart.builder()
              .partNumber(n)
              .eTag(copied.eTag())
              .checksumCRC32(copied.checksumCRC32())
              .build());
    }
    complete(id, parts.toArray(CompletedPart[]::new));
    assertThat(bucket.getBytes("key")).isEqualTo(source);
    String other = startUpload(r -> {});
    refused(
        400,
        "InvalidArgument",
        () ->
            s3.uploadPartCopy(
                r ->
                    r.sourceBucket(BUCKET)
                        .sourceKey("source")
                        .copySourceRange("bytes=0-99999999")
                        .destinationBucket(BUCKET)
                        .destinationKey("key")
                        .uploadId(other)
                        .partNumber(1)));
  }
}
