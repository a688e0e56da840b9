package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.Bucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TaggingDirective;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The AWS SDK, as it is, performs everything against a store of ours. */
@ParameterizedClass
@EnumSource(SdkClient.Mode.class)
class SdkOverEndpointTest {
  private static final String BUCKET = "my-bucket";
  private static final int MIB = 1 << 20;

  @Parameter SdkClient.Mode mode;

  private SdkClient client;
  private S3Client s3;
  private Bucket bucket;

  @BeforeEach
  void start() throws IOException {
    client = new SdkClient(mode);
    s3 = client.s3;
    s3.createBucket(r -> r.bucket(BUCKET));
    bucket = client.store.bucket(BUCKET);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  private PutObjectResponse put(String key, String text) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  private String get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
  }

  private static S3Exception refused(int status, String code, ThrowingCallable call) {
    S3Exception e = catchThrowableOfType(S3Exception.class, call);
    assertThat(e).as("refusal").isNotNull();
    assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code);
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(e.requestId()).isNotBlank();
    return e;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  // ---- buckets

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

  // ---- put and get

  @Test
  void putsAndGetsWithAllThatIsKept() {
    PutObjectResponse put =
        s3.putObject(
            r ->
                r.bucket(BUCKET)
                    .key("all")
                    .contentType("text/plain")
                    .contentEncoding("gzip")
                    .contentLanguage("de")
                    .contentDisposition("attachment; filename=\"a.txt\"")
                    .cacheControl("no-cache")
                    .expires(Instant.parse("2033-12-01T16:00:00Z"))
                    .metadata(Map.of("Name", "value", "empty", ""))
                    .tagging("a=b&c=d"),
            RequestBody.fromString("abc"));
    assertThat(put.eTag()).isEqualTo("\"900150983cd24fb0d6963f7d28e17f72\"");
    ResponseBytes<GetObjectResponse> got = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("all"));
    assertThat(got.asUtf8String()).isEqualTo("abc");
    GetObjectResponse head = got.response();
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.contentLanguage()).isEqualTo("de");
    assertThat(head.contentDisposition()).isEqualTo("attachment; filename=\"a.txt\"");
    assertThat(head.cacheControl()).isEqualTo("no-cache");
    assertThat(head.expiresString()).isEqualTo("Thu, 01 Dec 2033 16:00:00 GMT");
    assertThat(head.metadata()).isEqualTo(Map.of("name", "value", "empty", ""));
    assertThat(head.tagCount()).isEqualTo(2);
    assertThat(head.acceptRanges()).isEqualTo("bytes");
    assertThat(head.contentLength()).isEqualTo(3);
    HeadObjectResponse headed = s3.headObject(r -> r.bucket(BUCKET).key("all"));
    assertThat(headed.eTag()).isEqualTo(put.eTag());
    assertThat(headed.metadata()).isEqualTo(head.metadata());
    assertThat(headed.lastModified()).isEqualTo(head.lastModified());
    assertThat(headed.contentLength()).isEqualTo(3);
  }

  @Test
  void putsFromAnywhere(@TempDir Path directory) throws IOException {
    byte[] bytes = random(3 * MIB + 17);
    Path file = Files.write(directory.resolve("up"), bytes);
    Consumer<PutObjectRequest.Builder> key = r -> r.bucket(BUCKET).key("key");
    for (RequestBody body :
        List.of(
            RequestBody.fromBytes(bytes),
            RequestBody.fromFile(file),
            RequestBody.fromInputStream(new ByteArrayInputStream(bytes), bytes.length),
            RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes), bytes.length, "a/b"))) {
      bucket.delete("key");
      s3.putObject(key, body);
      assertThat(bucket.getBytes("key")).isEqualTo(bytes);
    }
    Path down = directory.resolve("down");
    s3.getObject(r -> r.bucket(BUCKET).key("key"), down);
    assertThat(down).hasBinaryContent(bytes);
  }

  @Test
  void putsBodiesOfUnknownLength() {
    byte[] bytes = random(MIB + 3);
    s3.putObject(
        r -> r.bucket(BUCKET).key("key"),
        RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes), "a/b"));
    assertThat(bucket.getBytes("key")).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 65_536, 131_072, 131_073, 20 * MIB})
  void keepsBytesOfAnyNumber(int length) {
    byte[] bytes = random(length);
    PutObjectResponse put =
        s3.putObject(r -> r.bucket(BUCKET).key("key"), RequestBody.fromBytes(bytes));
    assertThat(put.eTag()).doesNotContain("-");
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key")).asByteArray())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void keepsTheChecksumThatIsAskedFor(ChecksumAlgorithm algorithm) {
    PutObjectResponse put =
        s3.putObject(
            r -> r.bucket(BUCKET).key("key").checksumAlgorithm(algorithm),
            RequestBody.fromString("abc"));
    ResponseBytes<GetObjectResponse> got =
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").checksumMode(ChecksumMode.ENABLED));
    assertThat(got.asUtf8String()).isEqualTo("abc");
    String field = "Checksum" + algorithm.toString().replace("_", "");
    String kept = got.response().getValueForField(field, String.class).orElseThrow();
    assertThat(put.getValueForField(field, String.class)).contains(kept);
    assertThat(bucket.head("key").checksum().orElseThrow().value()).isEqualTo(kept);
    assertThat(got.response().checksumTypeAsString()).isEqualTo("FULL_OBJECT");
  }

  @Test
  void refusesWrongDigests() {
    refused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                RequestBody.fromString("abc")));
    refused(
        400,
        "BadDigest",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").checksumCRC32("AAAAAA=="),
                RequestBody.fromString("abc")));
    assertThat(bucket.exists("key")).isFalse();
    s3.putObject(
        r -> r.bucket(BUCKET).key("key").contentMD5("kAFQmDzST7DWlj99KOF/cg=="),
        RequestBody.fromString("abc"));
    assertThat(get("key")).isEqualTo("abc");
  }

  @Test
  void readsRangesAndOnCondition() {
    String etag = put("key", "0123456789").eTag();
    ResponseBytes<GetObjectResponse> range =
        s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").range("bytes=2-4"));
    assertThat(range.asUtf8String()).isEqualTo("234");
    assertThat(range.response().contentRange()).isEqualTo("bytes 2-4/10");
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").range("bytes=-3")).asUtf8String())
        .isEqualTo("789");
    refused(
        416,
        "InvalidRange",
        () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").range("bytes=10-")));
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").ifMatch(etag)).asUtf8String())
        .isEqualTo("0123456789");
    refused(
        412,
        "PreconditionFailed",
        () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").ifMatch("other")));
    S3Exception unchanged =
        catchThrowableOfType(
            S3Exception.class,
            () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("key").ifNoneMatch(etag)));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    Instant written = s3.headObject(r -> r.bucket(BUCKET).key("key")).lastModified();
    assertThat(
            catchThrowableOfType(
                    S3Exception.class,
                    () -> s3.headObject(r -> r.bucket(BUCKET).key("key").ifModifiedSince(written)))
                .statusCode())
        .isEqualTo(304);
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("key").ifUnmodifiedSince(written)).eTag())
        .isEqualTo(etag);
    assertThat(
            s3.getObject(r -> r.bucket(BUCKET).key("key").responseContentType("a/b"))
                .response()
                .contentType())
        .isEqualTo("a/b");
  }

  @Test
  void writesOnCondition() {
    PutObjectResponse first =
        s3.putObject(
            r -> r.bucket(BUCKET).key("key").ifNoneMatch("*"), RequestBody.fromString("1"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").ifNoneMatch("*"), RequestBody.fromString("2")));
    s3.putObject(
        r -> r.bucket(BUCKET).key("key").ifMatch(first.eTag()), RequestBody.fromString("3"));
    refused(
        412,
        "PreconditionFailed",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").ifMatch(first.eTag()),
                RequestBody.fromString("4")));
    refused(
        404,
        "NoSuchKey",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("none").ifMatch(first.eTag()),
                RequestBody.fromString("4")));
    assertThat(get("key")).isEqualTo("3");
  }

  @Test
  void saysWhatIsMissing() {
    refused(404, "NoSuchKey", () -> get("none"));
    refused(404, "NoSuchBucket", () -> s3.getObject(r -> r.bucket("no-such-bucket").key("key")));
    refused(
        404,
        "NoSuchBucket",
        () ->
            s3.putObject(
                r -> r.bucket("no-such-bucket").key("key"),
                RequestBody.fromBytes(random(5 * MIB))));
    refused(501, "NotImplemented", () -> s3.getBucketPolicy(r -> r.bucket(BUCKET)));
    refused(
        501,
        "NotImplemented",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("key").storageClass("GLACIER"),
                RequestBody.fromString("x")));
    assertThat(
            catchThrowableOfType(
                    S3Exception.class, () -> s3.headObject(r -> r.bucket(BUCKET).key("none")))
                .statusCode())
        .isEqualTo(404);
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

  // ---- list

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

  // ---- delete and copy

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

  // ---- tags and attributes

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

  // ---- multipart

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
      int n = number;
      UploadPartResponse part =
          s3.uploadPart(
              r ->
                  r.bucket(BUCKET)
                      .key("key")
                      .uploadId(id)
                      .partNumber(n)
                      .checksumAlgorithm(ChecksumAlgorithm.CRC32),
              RequestBody.fromBytes(first));
      parts.add(
          CompletedPart.builder()
              .partNumber(n)
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

  // ---- presign

  private static HttpResponse<String> send(String method, URI url, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void takesUrlsThatTheSdkSigns() throws Exception {
    Duration hour = Duration.ofHours(1);
    URI put =
        client
            .presigner
            .presignPutObject(
                r ->
                    r.signatureDuration(hour).putObjectRequest(p -> p.bucket(BUCKET).key("a b/ä+")))
            .url()
            .toURI();
    assertThat(send("PUT", put, "hello").statusCode()).isEqualTo(200);
    assertThat(bucket.getString("a b/ä+")).isEqualTo("hello");
    URI get =
        client
            .presigner
            .presignGetObject(
                r ->
                    r.signatureDuration(hour)
                        .getObjectRequest(
                            g -> g.bucket(BUCKET).key("a b/ä+").responseContentType("text/html")))
            .url()
            .toURI();
    HttpResponse<String> got = send("GET", get, "");
    assertThat(got.body()).isEqualTo("hello");
    assertThat(got.headers().firstValue("content-type")).contains("text/html");
    URI tampered = URI.create(get.toString().replace("text%2Fhtml", "text%2Fplain"));
    assertThat(send("GET", tampered, "").statusCode()).isEqualTo(403);
    assertThat(send("DELETE", get, "").statusCode()).isEqualTo(403);
    URI delete =
        client
            .presigner
            .presignDeleteObject(
                r ->
                    r.signatureDuration(hour)
                        .deleteObjectRequest(d -> d.bucket(BUCKET).key("a b/ä+")))
            .url()
            .toURI();
    assertThat(send("DELETE", delete, "").statusCode()).isEqualTo(204);
    assertThat(bucket.exists("a b/ä+")).isFalse();
  }

  @Test
  void metadataOutsideAsciiTravelsInEncodedWords() {
    s3.putObject(
        r -> r.bucket(BUCKET).key("key").metadata(Map.of("m", "=?UTF-8?B?Z3LDvG4=?=")),
        RequestBody.fromString("x"));
    assertThat(bucket.head("key").metadata().asMap()).isEqualTo(Map.of("m", "grün"));
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("key")).metadata())
        .isEqualTo(Map.of("m", "=?UTF-8?Q?gr=C3=BCn?="));
  }

  @Test
  void emptyObjectsAreObjects() {
    s3.putObject(r -> r.bucket(BUCKET).key("folder/"), RequestBody.empty());
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("folder/")).contentLength()).isZero();
    assertThat(get("folder/").getBytes(StandardCharsets.UTF_8)).isEmpty();
  }
}
