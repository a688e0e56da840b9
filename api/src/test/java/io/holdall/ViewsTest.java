package io.holdall;

import static io.holdall.MapDriver.BUCKET;
import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.Testing.Source;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {
  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();
  private final Bucket view = bucket.under("p/");

  @Test
  void everythingIsRelativeToTheView(@TempDir Path directory) throws IOException {
    view.put("key", Body.of("text"), PutOptions.defaults().tag("a", "b"));
    assertThat(driver.blobs).containsOnlyKeys("p/key");
    assertThat(view.getString("key")).isEqualTo("text");
    assertThat(view.get("key").attributes().key()).isEqualTo("key");
    assertThat(view.head("key").key()).isEqualTo("key");
    assertThat(view.head("key").tagCount()).isEqualTo(1);
    assertThat(view.find("p/key")).isEmpty();
    assertThat(view.tags("key").asMap()).containsEntry("a", "b");
    view.setTags("key", Tags.none().with("c", "d"));
    assertThat(bucket.tags("p/key").asMap()).containsOnlyKeys("c");
    view.deleteTags("key");
    assertThat(bucket.tags("p/key")).isEqualTo(Tags.none());
    assertThat(view.download("key", directory.resolve("file")).key()).isEqualTo("key");
    assertThat(view.ref("key")).isEqualTo(new BlobRef(BUCKET, "p/key"));
    view.copy("key", "copy");
    assertThat(driver.blobs).containsOnlyKeys("p/key", "p/copy");
    view.presignGet("key", Duration.ofMinutes(1));
    assertThat(driver.calls).contains("presign p/key");
    assertThat(view.deleteAll(List.of("copy")).get(0).key()).isEqualTo("copy");
    view.delete("key", ETag.of("*"));
    assertThat(driver.blobs).isEmpty();
    view.put("key", Body.of("text"));
    view.delete("key");
    assertThat(driver.blobs).isEmpty();
    assertThat(view.name()).isEqualTo(BUCKET);
    assertThat(view.prefix()).isEqualTo("p/");
    assertThat(view.store()).isSameAs(bucket.store());
  }

  @Test
  void errorsAreRelativeToTheView() {
    BlobStoreException e = thrown(ErrorCode.NO_SUCH_KEY, () -> view.head("nothing"));
    assertThat(e.key()).contains("nothing");
    e = thrown(ErrorCode.NO_SUCH_KEY, () -> view.get("nothing"));
    assertThat(e.key()).contains("nothing");
    e = view.deleteAll(List.of("ok")).get(0).error().orElse(null);
    assertThat(e).isNull();
    driver.failAt("put p/key", ErrorCode.STORAGE_FULL);
    e = thrown(ErrorCode.STORAGE_FULL, () -> view.put("key", Body.empty()));
    assertThat(e.key()).contains("key");
  }

  @Test
  void listingsAreRelativeToTheView() {
    for (String key : List.of("a", "p/", "p/1", "p/d/2", "p/d/3", "p/e", "q")) {
      bucket.put(key, Body.empty());
    }
    // The key that is the prefix has no name in the view.
    assertThat(view.list(ListOptions.all().pageSize(1)).stream()).hasSize(4);
    assertThat(bucket.under("p").list().stream().map(BlobInfo::key)).startsWith("/", "/1");
    assertThat(view.list().stream().map(BlobInfo::key)).containsExactly("1", "d/2", "d/3", "e");
    assertThat(view.list("d/").stream().map(BlobInfo::key)).containsExactly("d/2", "d/3");
    ListOptions folders = ListOptions.all().delimiter("/").pageSize(1);
    assertThat(view.list(folders).entries().map(ListEntry::name)).containsExactly("1", "d/", "e");
    assertThat(view.list(ListOptions.all().startAfter("d/2")).stream().map(BlobInfo::key))
        .containsExactly("d/3", "e");
    ListPage page = view.listPage(ListOptions.all().pageSize(2));
    assertThat(page.blobs()).extracting(BlobInfo::key).containsExactly("1", "d/2");
    ListPage rest = view.listPage(ListOptions.all().continueFrom(page.nextToken().orElseThrow()));
    assertThat(rest.blobs()).extracting(BlobInfo::key).containsExactly("d/3", "e");
  }

  @Test
  void theBlobOfThePrefixItselfIsNotInTheWay(@TempDir Path directory) {
    bucket.put("p/", Body.empty());
    bucket.put("p/1", Body.of("one"));
    view.list().forEach(blob -> assertThat(view.exists(blob.key())).isTrue());
    assertThat(view.downloadDirectory("", directory).blobs()).isEqualTo(1);
    view.deleteAll(view.list().stream().map(BlobInfo::key).toList());
    assertThat(driver.blobs).containsOnlyKeys("p/");
  }

  @Test
  void uploadsOfThePrefixItselfAreNotInTheWay() {
    for (int i = 0; i < 5; i++) {
      bucket.startUpload("p/");
    }
    assertThat(view.listUploads("").limit(100)).isEmpty();
    bucket.startUpload("p/1");
    assertThat(view.listUploads("").limit(100).map(UploadInfo::key)).containsExactly("1");
    assertThat(bucket.under("p").listUploads("/").limit(100)).hasSize(6);
  }

  /** Some stores are confused by a marker that is the prefix. */
  @Test
  void uploadsAreListedWithoutAMarkerThatNobodyGave() {
    view.startUpload("1");
    driver.calls.clear();
    assertThat(view.listUploads("").map(UploadInfo::key)).containsExactly("1");
    view.listUploads(new UploadListOptions("", "", "0", "", 10));
    assertThat(driver.calls).containsExactly("listUploads p/ ", "listUploads p/ p/0");
  }

  @Test
  void aStoreThatRepeatsUploadsOfThePrefixIsNotAskedForEver() {
    UploadPage same =
        new UploadPage(List.of(new UploadInfo("p/", "u", Instant.EPOCH)), List.of(), true);
    Bucket repeating =
        BlobStores.of(
                new ForwardingDriver(driver) {
                  @Override
                  public Optional<MultipartDriver> multipart() {
                    return Optional.of(
                        (MultipartDriver)
                            Proxy.newProxyInstance(
                                MultipartDriver.class.getClassLoader(),
                                new Class<?>[] {MultipartDriver.class},
                                (proxy, method, arguments) -> same));
                  }
                })
            .bucket(BUCKET);
    assertThat(thrown(ErrorCode.INTERNAL, () -> repeating.under("p/").listUploads("").count()))
        .hasMessageContaining("empty page of uploads");
  }

  @Test
  void aStoreThatIgnoresThePrefixIsNotBelieved() {
    bucket.put("x", Body.empty());
    Bucket ignorant =
        BlobStores.of(
                new ForwardingDriver(driver) {
                  @Override
                  public ListPage list(String name, ListOptions options) {
                    return driver.list(name, ListOptions.all());
                  }
                })
            .bucket(BUCKET);
    for (Listing listing :
        List.of(
            ignorant.under("abc/").list(), ignorant.list("abc/"), ignorant.under("a").list("b"))) {
      assertThat(thrown(ErrorCode.INTERNAL, () -> listing.stream().count()))
          .hasMessageContaining("\"x\", which does not begin with \"a");
    }
  }

  @Test
  void uploadsAreRelativeToTheView() {
    bucket.startUpload("other");
    MultipartUpload upload = view.startUpload("key");
    view.startUpload("key2");
    view.startUpload("key3");
    assertThat(view.listUploads("").map(UploadInfo::key)).containsExactly("key", "key2", "key3");
    assertThat(view.listUploads(UploadListOptions.under("key")).uploads()).hasSize(2);
    view.put("source", Body.of("0123"));
    UploadedPart first = view.upload("key", upload.id()).uploadPart(1, Body.of("a"));
    UploadedPart second =
        upload.copyPart(2, view.ref("source"), Optional.empty(), ReadConditions.none());
    assertThat(upload.parts()).hasSize(2);
    upload.complete(List.of(first, second));
    assertThat(driver.bytes("p/key")).hasSize(5);
    MultipartUpload aborted = view.startUpload("aborted");
    aborted.abort();
    thrown(ErrorCode.NO_SUCH_UPLOAD, aborted::parts);
  }

  @Test
  void largeBodiesAndWriters() throws IOException {
    PutOptions parts =
        PutOptions.defaults().transfer(TransferOptions.defaults().threshold(10).partSize(10));
    view.put("key", Body.of(random(95)), parts);
    assertThat(driver.bytes("p/key")).isEqualTo(random(95));
    try (BlobWriter writer = view.writer("written", parts)) {
      writer.write(random(95));
      writer.commit();
    }
    assertThat(driver.bytes("p/written")).isEqualTo(random(95));
  }

  @Test
  void viewsNest() {
    Bucket deep = bucket.under("a/").under("").under("b");
    deep.put("c", Body.empty());
    assertThat(driver.blobs).containsOnlyKeys("a/bc");
    assertThat(deep.prefix()).isEqualTo("a/b");
    assertThat(deep.ref("c").key()).isEqualTo("a/bc");
    assertThat(bucket.under("a/").list().stream().map(BlobInfo::key)).containsExactly("bc");
    assertThat(bucket.under("")).extracting(Bucket::prefix).isEqualTo("");
  }

  @Test
  void keysMustBeShortEnoughForThePrefix() {
    String prefix = "é".repeat(500);
    Bucket narrow = bucket.under(prefix);
    narrow.put("k".repeat(24), Body.empty());
    narrow.listPage(ListOptions.under("k".repeat(24)));
    driver.calls.clear();
    String tooLong = "k".repeat(25);
    List<Consumer<Bucket>> calls =
        List.of(
            b -> b.put(tooLong, Body.empty()),
            b -> b.get(tooLong),
            b -> b.find(tooLong),
            b -> b.delete(tooLong),
            b -> b.deleteAll(List.of(tooLong)),
            b -> b.list(tooLong),
            b -> b.list(ListOptions.all().startAfter(tooLong)),
            b -> b.writer(tooLong),
            b -> b.startUpload(tooLong),
            b -> b.listUploads(tooLong),
            b -> b.presignGet(tooLong, Duration.ofHours(1)),
            b -> b.tags(tooLong),
            b -> b.copy(new BlobRef(BUCKET, "k"), tooLong, CopyOptions.defaults()),
            b -> b.under(tooLong));
    for (Consumer<Bucket> call : calls) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> call.accept(narrow))
          .withMessageContaining(prefix)
          .withMessageContaining(tooLong)
          .withMessageContaining("1025 bytes");
    }
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void aReadOnlyViewRefusesEveryChange(@TempDir Path directory) throws IOException {
    bucket.put("key", Body.of("text"));
    MultipartUpload upload = bucket.startUpload("other");
    Files.writeString(directory.resolve("file"), "text");
    driver.calls.clear();
    List<Consumer<Bucket>> changes =
        List.of(
            b -> b.put("key", Body.of("new")),
            b -> b.writer("key"),
            b -> b.delete("key"),
            b -> b.delete("key", ETag.of("*")),
            b -> b.deleteAll(List.of("key")),
            b -> b.copy("key", "copy"),
            b -> b.startUpload("key"),
            b -> b.upload("other", upload.id()).uploadPart(1, Body.of("a")),
            b ->
                b.upload("other", upload.id())
                    .copyPart(1, b.ref("key"), Optional.empty(), ReadConditions.none()),
            b -> b.upload("other", upload.id()).complete(List.of()),
            b -> b.upload("other", upload.id()).abort(),
            b -> b.presignPut("key", Duration.ofHours(1)),
            b -> b.presign(PresignRequest.delete("key", Duration.ofHours(1))),
            b -> b.setTags("key", Tags.none()),
            b -> b.deleteTags("key"),
            b -> b.uploadDirectory(directory, ""));
    for (Bucket readOnly :
        List.of(
            bucket.readOnly(),
            bucket.readOnly().readOnly(),
            bucket.readOnly().under("o"),
            view.readOnly())) {
      for (Consumer<Bucket> change : changes) {
        BlobStoreException e = thrown(ErrorCode.ACCESS_DENIED, () -> change.accept(readOnly));
        assertThat(e).hasMessageContaining("the view is read-only");
      }
    }
    assertThat(driver.calls).isEmpty();
    Source untouched = new Source(random(10));
    thrown(ErrorCode.ACCESS_DENIED, () -> bucket.readOnly().put("key", Body.of(untouched)));
    thrown(
        ErrorCode.ACCESS_DENIED,
        () -> bucket.readOnly().upload("other", upload.id()).uploadPart(1, Body.of(untouched)));
    assertThat(untouched.read).hasValue(0);
  }

  @Test
  void aReadOnlyViewReads(@TempDir Path directory) {
    bucket.put("p/key", Body.of("text"));
    MultipartUpload upload = bucket.startUpload("p/other");
    upload.uploadPart(1, Body.of("a"));
    for (Bucket readOnly : List.of(view.readOnly(), bucket.readOnly().under("p/"))) {
      assertThat(readOnly.getString("key")).isEqualTo("text");
      assertThat(readOnly.exists("key")).isTrue();
      assertThat(readOnly.list()).hasSize(1);
      assertThat(readOnly.tags("key")).isEqualTo(Tags.none());
      assertThat(readOnly.listUploads("")).hasSize(1);
      assertThat(readOnly.upload("other", upload.id()).parts()).hasSize(1);
      readOnly.presignGet("key", Duration.ofHours(1));
      readOnly.presign(PresignRequest.head("key", Duration.ofHours(1)));
      readOnly.download("key", directory.resolve("file"));
    }
    assertThat(directory.resolve("file")).hasContent("text");
  }
}
