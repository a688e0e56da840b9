package io.holdall;

import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.spi.Digests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that needs a feature: refused without it before the driver is asked, let through with. */
class GatesTest {
  private static final byte[] BYTES = {1, 2, 3};
  private static final PutOptions PUT = PutOptions.defaults();
  private static final ContentHeaders NON_ASCII_HEADERS =
      ContentHeaders.none().contentDisposition("attachment; filename=\"é\"");
  private static final UserMetadata NON_ASCII = UserMetadata.none().with("name", "é");

  @TempDir private static Path directory;

  private static Arguments gate(Feature feature, String call, BiConsumer<BlobStore, Bucket> made) {
    return Arguments.of(feature, call, made);
  }

  static Stream<Arguments> gates() {
    ETag etag = ETag.ofMd5(Digests.md5().digest(BYTES));
    Duration hour = Duration.ofHours(1);
    CopyOptions copy = CopyOptions.defaults();
    ListOptions dashes = ListOptions.all().delimiter("-");
    Stream<Arguments> plain =
        Stream.of(
            gate(Feature.BUCKET_ADMIN, "create", (s, b) -> s.createBucket("new-bucket")),
            gate(Feature.BUCKET_ADMIN, "delete", (s, b) -> s.deleteBucket("new-bucket")),
            gate(Feature.BUCKET_ADMIN, "list", (s, b) -> s.listBuckets()),
            gate(Feature.MULTIPART, "start", (s, b) -> b.startUpload("key")),
            gate(Feature.MULTIPART, "handle", (s, b) -> b.upload("key", "id")),
            gate(Feature.MULTIPART, "uploads", (s, b) -> b.listUploads("").forEach(upload -> {})),
            gate(
                Feature.MULTIPART,
                "page of uploads",
                (s, b) -> b.listUploads(UploadListOptions.under(""))),
            gate(
                Feature.COPY_PART,
                "copy part",
                (s, b) ->
                    b.startUpload("key")
                        .copyPart(1, b.ref("key"), Optional.empty(), ReadConditions.none())),
            gate(
                Feature.COPY_SOURCE_IF,
                "copy part if",
                (s, b) ->
                    b.startUpload("key")
                        .copyPart(
                            1,
                            b.ref("key"),
                            Optional.empty(),
                            ReadConditions.none().ifMatch(etag))),
            gate(
                Feature.PART_READS,
                "get part",
                (s, b) -> b.get("key", GetOptions.defaults().part(1))),
            gate(
                Feature.PART_READS,
                "download part",
                (s, b) ->
                    b.download("key", directory.resolve("file"), GetOptions.defaults().part(1))),
            gate(Feature.PRESIGN, "get", (s, b) -> b.presignGet("key", hour)),
            gate(Feature.PRESIGN, "put", (s, b) -> b.presignPut("key", hour)),
            gate(Feature.TAGS, "tags", (s, b) -> b.tags("key")),
            gate(Feature.TAGS, "set", (s, b) -> b.setTags("key", Tags.none())),
            gate(Feature.TAGS, "delete", (s, b) -> b.deleteTags("key")),
            gate(Feature.TAGS, "put", (s, b) -> b.put("key", Body.of(BYTES), PUT.tag("a", "b"))),
            gate(Feature.TAGS, "start", (s, b) -> b.startUpload("key", PUT.tag("a", "b"))),
            gate(
                Feature.TAGS,
                "copy",
                (s, b) -> b.copy(b.ref("key"), "copy", copy.replacingTags(Tags.none()))),
            gate(
                Feature.PUT_IF_ABSENT,
                "put",
                (s, b) -> b.put("new", Body.of(BYTES), PUT.ifAbsent())),
            gate(
                Feature.PUT_IF_ABSENT, "writer", (s, b) -> b.writer("new", PUT.ifAbsent()).close()),
            gate(
                Feature.PUT_IF_MATCH,
                "put",
                (s, b) -> b.put("key", Body.of(BYTES), PUT.ifMatch(etag))),
            gate(
                Feature.COMPLETE_IF,
                "complete",
                (s, b) -> {
                  MultipartUpload upload = b.startUpload("new");
                  upload.complete(
                      List.of(upload.uploadPart(1, Body.of(BYTES))),
                      CompleteOptions.defaults().condition(WriteCondition.ifAbsent()));
                }),
            gate(
                Feature.COPY_TARGET_IF,
                "copy",
                (s, b) ->
                    b.copy(b.ref("key"), "copy", copy.targetCondition(WriteCondition.ifAbsent()))),
            gate(
                Feature.COPY_SOURCE_IF,
                "copy",
                (s, b) ->
                    b.copy(
                        b.ref("key"),
                        "copy",
                        copy.sourceConditions(ReadConditions.none().ifMatch(etag)))),
            gate(Feature.DELETE_IF_MATCH, "delete", (s, b) -> b.delete("key", etag)),
            gate(
                Feature.CONTENT_MD5,
                "put",
                (s, b) -> b.put("key", Body.of(BYTES).expecting(md5()))),
            gate(
                Feature.CONTENT_MD5,
                "part",
                (s, b) -> b.startUpload("key").uploadPart(1, Body.of(BYTES).expecting(md5()))),
            gate(Feature.ANY_DELIMITER, "list", (s, b) -> b.list(dashes)),
            gate(Feature.ANY_DELIMITER, "page", (s, b) -> b.listPage(dashes)),
            gate(
                Feature.ANY_DELIMITER,
                "uploads",
                (s, b) -> b.listUploads(new UploadListOptions("", "-", "", "", 10))),
            gate(
                Feature.NON_ASCII_METADATA,
                "put",
                (s, b) -> b.put("key", Body.of(BYTES), PUT.metadata(NON_ASCII))),
            gate(
                Feature.NON_ASCII_METADATA,
                "copy",
                (s, b) ->
                    b.copy(b.ref("key"), "copy", copy.replacing(ContentHeaders.none(), NON_ASCII))),
            gate(
                Feature.NON_ASCII_HEADERS,
                "put",
                (s, b) -> b.put("key", Body.of(BYTES), PUT.headers(NON_ASCII_HEADERS))),
            gate(
                Feature.NON_ASCII_HEADERS,
                "start",
                (s, b) -> b.startUpload("key", PUT.headers(NON_ASCII_HEADERS))),
            gate(
                Feature.NON_ASCII_HEADERS,
                "copy",
                (s, b) ->
                    b.copy(
                        b.ref("key"),
                        "copy",
                        copy.replacing(NON_ASCII_HEADERS, UserMetadata.none()))));
    return Stream.concat(
        plain, Stream.of(ChecksumAlgorithm.values()).flatMap(GatesTest::checksumGates));
  }

  private static ContentMd5 md5() {
    return ContentMd5.of(Digests.md5().digest(BYTES));
  }

  private static Stream<Arguments> checksumGates(ChecksumAlgorithm algorithm) {
    Feature feature = algorithm.feature();
    Checksum right = Digests.of(algorithm, BYTES);
    return Stream.of(
        gate(feature, "put", (s, b) -> b.put("key", Body.of(BYTES), PUT.checksum(algorithm))),
        gate(feature, "body", (s, b) -> b.put("key", Body.of(BYTES).expecting(right))),
        gate(feature, "start", (s, b) -> b.startUpload("key", PUT.checksum(algorithm))),
        gate(
            feature,
            "part",
            (s, b) -> b.startUpload("key").uploadPart(1, Body.of(BYTES).expecting(right))),
        gate(
            feature,
            "complete",
            (s, b) -> {
              MultipartUpload upload = b.startUpload("key");
              upload.complete(
                  List.of(upload.uploadPart(1, Body.of(BYTES))),
                  CompleteOptions.defaults().expecting(right));
            }),
        gate(
            feature,
            "copy",
            (s, b) -> b.copy(b.ref("key"), "copy", CopyOptions.defaults().checksum(algorithm))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("gates")
  void refusedWithoutTheFeature(Feature feature, String call, BiConsumer<BlobStore, Bucket> made) {
    MapDriver driver = new MapDriver();
    driver.bucket().put("key", Body.of(BYTES));
    driver.features.remove(feature);
    BlobStore store = BlobStores.of(driver);
    List<String> changing = List.of("put", "complete", "copy", "delete", "setTags", "create");
    driver.calls.clear();
    BlobStoreException e =
        thrown(ErrorCode.UNSUPPORTED, () -> made.accept(store, store.bucket(MapDriver.BUCKET)));
    assertThat(e).hasMessageContaining("the store does not have the feature " + feature);
    assertThat(driver.calls)
        .allSatisfy(
            begun -> assertThat(changing).noneSatisfy(word -> assertThat(begun).startsWith(word)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("gates")
  void letThroughWithIt(Feature feature, String call, BiConsumer<BlobStore, Bucket> made) {
    MapDriver driver = new MapDriver();
    driver.bucket().put("key", Body.of(BYTES));
    driver.features.retainAll(EnumSet.of(feature, Feature.MULTIPART, Feature.COPY_PART));
    BlobStore store = BlobStores.of(driver);
    made.accept(store, store.bucket(MapDriver.BUCKET));
  }

  /** What the test above is worth: every feature that gates a call is in it. */
  @Test
  void everyGateIsTested() {
    Set<Feature> tested = EnumSet.noneOf(Feature.class);
    gates().forEach(gate -> tested.add((Feature) gate.get()[0]));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(tested)))
        .as("these change what comes back, or which keys work, and gate no call")
        .containsExactlyInAnyOrder(Feature.DEFAULT_CHECKSUM, Feature.MD5_ETAG, Feature.ANY_KEY);
  }

  @Test
  void withoutAnyFeatureThePlainThingsWork() {
    MapDriver driver = new MapDriver();
    driver.features.clear();
    Bucket bucket = driver.bucket();
    bucket.put("key", Body.of(BYTES), PUT.metadata("a", "b").contentType("text/plain"));
    bucket.copy("key", "copy");
    assertThat(bucket.getBytes("copy")).isEqualTo(BYTES);
    assertThat(bucket.list(ListOptions.all().delimiter("/"))).hasSize(2);
    bucket.download("key", directory.resolve("plain"));
    bucket.deleteAll(List.of("copy"));
    bucket.delete("key");
    assertThat(driver.blobs).isEmpty();
    assertThat(bucket.store().features()).isEmpty();
  }
}
