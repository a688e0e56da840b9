package io.holdall;

import static io.holdall.MapDriver.BUCKET;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdall.spi.ForwardingDriver;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private final MapDriver driver = new MapDriver();
  private final BlobStore store = BlobStores.of(driver);

  @Test
  void buckets() {
    assertThat(store.createBucket("new-bucket").name()).isEqualTo("new-bucket");
    store.deleteBucket("new-bucket");
    assertThat(store.bucketExists(BUCKET)).isTrue();
    assertThat(store.bucketExists("other-bucket")).isFalse();
    assertThat(store.listBuckets()).extracting(BucketInfo::name).containsExactly(BUCKET);
    assertThat(store.bucket(BUCKET).store()).isSameAs(store);
    driver.calls.clear();
    for (Consumer<String> call :
        List.<Consumer<String>>of(
            store::createBucket, store::deleteBucket, store::bucketExists, store::bucket)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> call.accept("Bad_Name"))
          .withMessageContaining("Bad_Name");
    }
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void errorsOfBuckets() {
    driver.failAt("createBucket", ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU);
    BlobStoreException e =
        thrown(ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU, () -> store.createBucket("new-bucket"));
    assertThat(e)
        .hasMessage("create bucket new-bucket: made to fail (BUCKET_ALREADY_OWNED_BY_YOU)");
    assertThat(e.key()).isEmpty();
    driver.failAt("deleteBucket", ErrorCode.NO_SUCH_BUCKET);
    assertThat(thrown(ErrorCode.NO_SUCH_BUCKET, () -> store.deleteBucket("new-bucket")))
        .isInstanceOf(NotFoundException.class);
    driver.failAt("listBuckets", ErrorCode.INVALID_CREDENTIALS);
    assertThat(thrown(ErrorCode.INVALID_CREDENTIALS, store::listBuckets).bucket()).isEmpty();
    driver.failAt("bucketExists", ErrorCode.ACCESS_DENIED);
    thrown(ErrorCode.ACCESS_DENIED, () -> store.bucketExists(BUCKET));
  }

  @Test
  void aDecoratorSeesWhatReachesTheDriver() {
    List<String> seen = new ArrayList<>();
    BlobStore decorated =
        BlobStores.decorated(
                store,
                inner ->
                    new ForwardingDriver(inner) {
                      @Override
                      public void delete(String bucket, String key) {
                        seen.add(bucket + "/" + key);
                        super.delete(bucket, key);
                      }
                    })
            .orElseThrow();
    decorated.bucket(BUCKET).under("a/").delete("b");
    assertThatIllegalArgumentException().isThrownBy(() -> decorated.bucket(BUCKET).delete(""));
    assertThat(seen).containsExactly(BUCKET + "/a/b");
    assertThat(driver.calls).anyMatch(call -> call.startsWith("delete"));
    decorated.close();
    assertThatIllegalStateException().isThrownBy(store::listBuckets);
  }

  @Test
  void aDecoratedStoreStillKnowsWhatItsUrlNamed() {
    BlobStore named = BlobStores.open("test://" + BUCKET + "/some/prefix");
    assertThat(BlobStores.decorated(named, inner -> inner).orElseThrow().bucket().prefix())
        .isEqualTo("some/prefix");
  }

  @Test
  void whatItIs() {
    assertThat(store.features()).isEqualTo(driver.features).isUnmodifiable();
    assertThat(store.limits()).isEqualTo(driver.limits);
    assertThat(store.unwrap(MapDriver.class)).containsSame(driver);
    assertThat(store.unwrap(String.class)).isEmpty();
    driver.features.clear();
    assertThat(store.features()).as("the same for its whole life").isNotEmpty();
    assertThatIllegalStateException()
        .isThrownBy(store::bucket)
        .withMessageContaining("without naming a bucket");
  }

  @Test
  void closed(@TempDir Path directory) {
    Bucket bucket = store.bucket(BUCKET);
    bucket.put("key", Body.of("text"));
    MultipartUpload upload = bucket.startUpload("key");
    Listing listing = bucket.list();
    Blob open = bucket.get("key");
    store.close();
    store.close();
    assertThat(driver.count("close")).isEqualTo(1);
    driver.calls.clear();
    Duration hour = Duration.ofHours(1);
    for (Consumer<Bucket> call :
        List.<Consumer<Bucket>>of(
            b -> store.bucket(BUCKET),
            b -> store.createBucket(BUCKET),
            b -> store.deleteBucket(BUCKET),
            b -> store.bucketExists(BUCKET),
            b -> store.listBuckets(),
            b -> store.unwrap(String.class),
            b -> b.put("key", Body.empty()),
            b -> b.writer("key"),
            b -> b.get("key"),
            b -> b.getBytes("key"),
            b -> b.download("key", directory.resolve("file")),
            b -> b.head("key"),
            b -> b.exists("key"),
            b -> b.delete("key"),
            b -> b.delete("key", ETag.of("*")),
            b -> b.deleteAll(List.of("key")),
            b -> b.deleteAll(List.of()),
            b -> b.copy("key", "copy"),
            b -> b.listPage(ListOptions.all()),
            b -> listing.forEach(blob -> {}),
            b -> b.startUpload("key"),
            b -> b.listUploads("").forEach(more -> {}),
            b -> upload.uploadPart(1, Body.empty()),
            b -> upload.parts(),
            b -> upload.abort(),
            b -> b.presignGet("key", hour),
            b -> b.tags("key"),
            b -> b.setTags("key", Tags.none()),
            b -> b.uploadDirectory(directory, ""),
            b -> b.downloadDirectory("", directory),
            b -> b.under("p/").delete("key"),
            b -> b.readOnly().exists("key"))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> call.accept(bucket))
          .withMessage("the store is closed");
    }
    assertThat(driver.calls).as("nothing is asked of a closed driver").isEmpty();
    assertThat(open.string()).isEqualTo("text");
    assertThatIllegalStateException()
        .isThrownBy(() -> open.writeTo(OutputStream.nullOutputStream()));
  }

  @Test
  void aClosedStoreSaysSoBeforeItSaysThatAFeatureIsMissing() {
    driver.features.clear();
    BlobStore plain = BlobStores.of(driver);
    Bucket bucket = plain.bucket(BUCKET);
    plain.close();
    for (Consumer<Bucket> call :
        List.<Consumer<Bucket>>of(
            b -> b.startUpload("key"),
            b -> b.tags("key"),
            b -> b.put("key", Body.empty(), PutOptions.defaults().ifAbsent()),
            b -> b.presignGet("key", Duration.ofHours(1)))) {
      assertThatIllegalStateException().isThrownBy(() -> call.accept(bucket));
    }
  }

  @Test
  void closingMayFail() {
    driver.failAt("close", ErrorCode.IO_FAILED);
    assertThat(thrown(ErrorCode.IO_FAILED, store::close))
        .hasMessage("close: made to fail (IO_FAILED)");
    store.close();
    assertThatIllegalStateException().isThrownBy(() -> store.bucket(BUCKET));
  }
}
