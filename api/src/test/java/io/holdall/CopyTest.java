package io.holdall;

import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.spi.ForwardingDriver;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CopyTest {
  private static final byte[] LARGE = random(1234);

  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @BeforeEach
  void put() {
    bucket.put(
        "small", Body.of("small"), PutOptions.defaults().contentType("text/plain").tag("t", "1"));
    driver.limits = new Limits(10_000, 100_000, 1, 100);
    driver
        .bucket()
        .put(
            "large",
            Body.of(LARGE),
            PutOptions.defaults()
                .contentType("text/large")
                .metadata("m", "2")
                .tag("t", "2")
                .checksum(ChecksumAlgorithm.CRC32));
    // From here on a put, and so a copy in one act, has at most 1,000 bytes.
    driver.limits = new Limits(1000, 100_000, 1, 100);
    driver.calls.clear();
  }

  @Test
  void inOneAct() {
    bucket.copy("small", "copy");
    assertThat(bucket.getString("copy")).isEqualTo("small");
    assertThat(driver.calls).startsWith("copy bucket/small copy");
    assertThat(driver.count("head")).as("the size is not asked for").isZero();
  }

  @Test
  void errorsNameSourceAndTarget() {
    BlobStoreException e = thrown(ErrorCode.NO_SUCH_KEY, () -> bucket.copy("nothing", "copy"));
    assertThat(e)
        .hasMessage("copy bucket/copy: from bucket/nothing: there is no such blob (NO_SUCH_KEY)");
    assertThat(e.operation()).isEqualTo(Operation.COPY);
    driver.failAt("copy", ErrorCode.INVALID_REQUEST);
    thrown(ErrorCode.INVALID_REQUEST, () -> bucket.copy("small", "copy"));
    assertThat(driver.uploads).isEmpty();
  }

  @Test
  void aLargeSourceIsCopiedInRanges() {
    CopyOptions options = CopyOptions.defaults().targetCondition(WriteCondition.ifAbsent());
    Bucket small = driver.bucket();
    small.copy(bucket.ref("large"), "copy", options);
    assertThat(driver.bytes("copy")).isEqualTo(LARGE);
    assertThat(driver.count("copyPart")).isEqualTo(2);
    PutOptions start = driver.starts.get(0);
    assertThat(start.headers().contentType()).contains("text/large");
    assertThat(start.metadata().asMap()).containsEntry("m", "2");
    assertThat(start.tags().asMap()).containsEntry("t", "2");
    assertThat(start.checksumAlgorithm()).contains(ChecksumAlgorithm.CRC32);
    assertThat(driver.completions.get(0).condition()).isEqualTo(WriteCondition.ifAbsent());
    thrown(ErrorCode.PRECONDITION_FAILED, () -> small.copy(bucket.ref("large"), "copy", options));
    assertThat(driver.uploads).as("aborted").isEmpty();
  }

  @Test
  void whatIsReplacedIsSaidAtTheStart() {
    driver
        .bucket()
        .copy(
            bucket.ref("large"),
            "copy",
            CopyOptions.defaults()
                .replacing(ContentHeaders.none(), UserMetadata.none().with("n", "3"))
                .replacingTags(Tags.none())
                .checksum(ChecksumAlgorithm.SHA1));
    PutOptions start = driver.starts.get(0);
    assertThat(start.headers().contentType()).contains("binary/octet-stream");
    assertThat(start.metadata().asMap()).containsOnlyKeys("n");
    assertThat(start.tags()).isEqualTo(Tags.none());
    assertThat(start.checksumAlgorithm()).contains(ChecksumAlgorithm.SHA1);
  }

  @Test
  void aSourceReplacedMeanwhileIsAConflict() {
    driver.before =
        call -> {
          if (call.equals("copyPart 2")) {
            MapDriver.Stored old = driver.blobs.get("large");
            driver.blobs.put(
                "large",
                new MapDriver.Stored(
                    old.bytes(), ETag.of("other"), old.options(), Optional.empty()));
          }
        };
    BlobStoreException e = thrown(ErrorCode.CONFLICT, () -> driver.bucket().copy("large", "copy"));
    assertThat(e).hasMessageContaining("the source was replaced while it was copied");
    assertThat(driver.uploads).as("aborted").isEmpty();
    assertThat(driver.blobs).doesNotContainKey("copy");
  }

  @Test
  void aFailedRangeAborts() {
    driver.failAt("copyPart 2", ErrorCode.THROTTLED);
    thrown(ErrorCode.THROTTLED, () -> driver.bucket().copy("large", "copy"));
    assertThat(driver.uploads).isEmpty();
  }

  @Test
  void withoutThePowerTheStoresWordStands() {
    for (Feature feature : List.of(Feature.MULTIPART, Feature.COPY_PART)) {
      driver.features.remove(feature);
      thrown(ErrorCode.INVALID_REQUEST, () -> driver.bucket().copy("large", "copy"));
      driver.features.add(feature);
    }
    for (Feature feature : List.of(Feature.COPY_SOURCE_IF, Feature.COMPLETE_IF)) {
      driver.features.remove(feature);
      assertThat(
              thrown(
                  ErrorCode.UNSUPPORTED,
                  () ->
                      driver
                          .bucket()
                          .copy(
                              bucket.ref("large"),
                              "copy",
                              CopyOptions.defaults().targetCondition(WriteCondition.ifAbsent()))))
          .hasMessageContaining(feature.name());
      driver.features.add(feature);
    }
    assertThat(driver.starts).isEmpty();
  }

  @Test
  void aLargeBlobOntoItselfUnchangedIsWhatTheStoreSays() {
    thrown(ErrorCode.INVALID_REQUEST, () -> driver.bucket().copy("large", "large"));
    Bucket view = driver.bucket().under("lar");
    thrown(ErrorCode.INVALID_REQUEST, () -> view.copy("ge", "ge"));
    assertThat(driver.starts).isEmpty();
  }

  @Test
  void aMissingContentTypeOfTheReplacementIsTheDefaultOne() {
    CopyOptions[] seen = new CopyOptions[1];
    BlobStore store =
        BlobStores.of(
            new ForwardingDriver(driver) {
              @Override
              public PutResult copy(BlobRef source, String name, String key, CopyOptions options) {
                seen[0] = options;
                return super.copy(source, name, key, options);
              }
            });
    store
        .bucket(MapDriver.BUCKET)
        .copy(
            bucket.ref("small"),
            "copy",
            CopyOptions.defaults().replacing(ContentHeaders.none(), UserMetadata.none()));
    assertThat(seen[0].replacement().orElseThrow().headers().contentType())
        .contains("binary/octet-stream");
  }
}
