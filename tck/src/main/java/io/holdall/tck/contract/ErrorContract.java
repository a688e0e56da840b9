package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.NotFoundException;
import io.holdall.Operation;
import io.holdall.PutOptions;
import io.holdall.Tags;
import io.holdall.UploadListOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Refusals;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.Scratch;
import io.holdall.tck.gen.Content;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Label;

/** That the same mistake is told in the same way by every store. */
public interface ErrorContract extends Contract {

  /** A call of each kind on a bucket; those that take a key take {@code key}. */
  private static Map<String, Runnable> calls(Sandbox sandbox, Bucket bucket, String key) {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("put", () -> bucket.put(key, Body.of("x")));
    calls.put("get", () -> bucket.get(key).close());
    calls.put("head", () -> bucket.head(key));
    calls.put("find", () -> bucket.find(key));
    calls.put("exists", () -> bucket.exists(key));
    calls.put("delete", () -> bucket.delete(key));
    calls.put("deleteAll", () -> bucket.deleteAll(List.of(key)));
    calls.put("copy", () -> bucket.copy("source", key));
    calls.put(
        "writer",
        () -> {
          try (BlobWriter writer = bucket.writer(key)) {
            writer.commit();
          }
        });
    calls.put("download", () -> download(bucket, key));
    if (sandbox.has(Feature.TAGS)) {
      calls.put("tags", () -> bucket.tags(key));
      calls.put("setTags", () -> bucket.setTags(key, Tags.none().with("a", "b")));
      calls.put("deleteTags", () -> bucket.deleteTags(key));
    }
    if (sandbox.has(Feature.MULTIPART)) {
      calls.put("startUpload", () -> bucket.startUpload(key));
    }
    return calls;
  }

  private static void download(Bucket bucket, String key) {
    try (Scratch scratch = new Scratch()) {
      bucket.download(key, scratch.file("file"));
    }
  }

  private static Map<String, Runnable> keyless(Sandbox sandbox, Bucket bucket) {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("list", () -> bucket.list().forEach(blob -> {}));
    calls.put("listPage", () -> bucket.listPage(ListOptions.all()));
    if (sandbox.has(Feature.MULTIPART)) {
      calls.put("listUploads", () -> bucket.listUploads("").forEach(upload -> {}));
      calls.put("listUploads page", () -> bucket.listUploads(UploadListOptions.under("")));
      MultipartUpload upload = bucket.upload("key", "no-such-upload");
      calls.put("uploadPart", () -> upload.uploadPart(1, Body.of("x")));
      calls.put("parts", upload::parts);
      calls.put("abort", upload::abort);
    }
    return calls;
  }

  @Label("ERR-01 Every call on a bucket that does not exist fails with NO_SUCH_BUCKET")
  @Rule(
      ownBuckets = true,
      also = {"BKT-40", "DEL-01", "GET-02", "LIST-12", "PUT-03"})
  default void err01(Sandbox sandbox) {
    Bucket missing = sandbox.store().bucket(sandbox.freshName());
    Map<String, Runnable> calls = calls(sandbox, missing, "key");
    calls.putAll(keyless(sandbox, missing));
    calls.forEach(
        (what, call) -> {
          sandbox.note("// on a missing bucket: " + what);
          BlobStoreException e = Expect.fails(ErrorCode.NO_SUCH_BUCKET, call);
          assertThat(e).isInstanceOf(NotFoundException.class);
          assertThat(e.bucket()).contains(missing.name());
        });
    assertThat(sandbox.store().bucketExists(missing.name())).isFalse();
  }

  @Label("ERR-02 A key that is none is an IllegalArgumentException")
  @Rule(also = "KEY-01")
  default void err02(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    for (String key : List.of("", "a".repeat(1025), "\u3042".repeat(342), "\uD800", "a\uDC00b")) {
      calls(sandbox, bucket, key)
          .forEach(
              (what, call) ->
                  assertThatThrownBy(call::run)
                      .as("%s of a key of %s characters", what, key.length())
                      .isInstanceOf(IllegalArgumentException.class));
    }
    assertThat(Expect.keys(bucket)).isEmpty();
  }

  @Label("ERR-03 A null argument is a NullPointerException, and changes nothing")
  @Rule
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  default void err03(Sandbox sandbox) {
    Bucket bucket = sandbox.quietBucket();
    calls(sandbox, bucket, null)
        .forEach(
            (what, call) ->
                assertThatThrownBy(call::run).as(what).isInstanceOf(NullPointerException.class));
    for (Runnable call :
        List.<Runnable>of(
            () -> bucket.put("key", null),
            () -> bucket.put("key", Body.of("x"), null),
            () -> bucket.get("key", null).close(),
            () -> bucket.head("key", null),
            () -> bucket.list((ListOptions) null),
            () -> bucket.under(null))) {
      assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class);
    }
    assertThat(Expect.keys(bucket)).isEmpty();
  }

  @Label(
      "ERR-04 Every call on a closed store is an IllegalStateException, and closing again is none")
  @Rule
  default void err04(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    String name = bucket.name();
    Bucket handle = sandbox.store().bucket(name);
    Map<String, Runnable> calls = calls(sandbox, handle, "key");
    calls.putAll(keyless(sandbox, handle));
    if (sandbox.has(Feature.PRESIGN)) {
      calls.put("presign", () -> handle.presignGet("key", Duration.ofMinutes(1)));
    }
    BlobStore closed = sandbox.closeStore();
    calls.put("bucketExists", () -> closed.bucketExists(name));
    if (closed.features().contains(Feature.BUCKET_ADMIN)) {
      calls.put("createBucket", () -> closed.createBucket(name));
      calls.put("deleteBucket", () -> closed.deleteBucket(name));
      calls.put("listBuckets", closed::listBuckets);
    }
    calls.forEach(
        (what, call) ->
            assertThatThrownBy(call::run).as(what).isInstanceOf(IllegalStateException.class));
    closed.close();
  }

  @Label(
      "ERR-05 A call that needs a feature which the store does not declare is refused as UNSUPPORTED")
  @Rule
  default void err05(Sandbox sandbox) {
    Set<Feature> absent = EnumSet.allOf(Feature.class);
    absent.removeAll(sandbox.store().features());
    absent.forEach(feature -> Refusals.check(sandbox, feature));
  }

  @Label("ERR-06 An exception tells operation, bucket and key, in its fields and in its message")
  @Rule
  default void err06(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    BlobStoreException e = Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.get("ab sent").close());
    assertThat(e.operation()).isEqualTo(Operation.GET);
    assertThat(e.bucket()).contains(bucket.name());
    assertThat(e.key()).contains("ab sent");
    assertThat(e.isRetryable()).isFalse();
    assertThat(e).hasMessageContaining("ab sent").hasMessageContaining(bucket.name());
    assertThat(String.valueOf(e.getMessage()).lines()).as("the lines of the message").hasSize(1);
    assertThat(Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.head("absent")).operation())
        .isEqualTo(Operation.HEAD);
    assertThat(
            Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.copy("absent", "target")).operation())
        .isEqualTo(Operation.COPY);
  }

  @Label("ERR-08 Features and limits do not change, and cannot be changed")
  @Rule
  default void err08(Sandbox sandbox) {
    BlobStore store = sandbox.store();
    Set<Feature> features = store.features();
    assertThat(store.features()).isEqualTo(features);
    assertThat(store.limits()).isEqualTo(store.limits());
    assertThatThrownBy(() -> features.remove(Feature.BUCKET_ADMIN))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(store.unwrap(ErrorContract.class)).as("a native client of this type").isEmpty();
  }

  @Label(
      "ERR-09 A part number out of range, and a condition at the start of an upload, are refused")
  @Rule(also = "MPU-04", needs = Feature.MULTIPART)
  default void err09(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    for (int number : new int[] {-1, 0, 10_001}) {
      assertThatThrownBy(() -> upload.uploadPart(number, Body.of("x")))
          .as("a part of the number %s", number)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(upload.parts()).isEmpty();
    PutOptions conditional = PutOptions.defaults().ifAbsent();
    assertThatThrownBy(() -> bucket.startUpload("key", conditional))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Label("ERR-10 A blob that is still open when the store is closed fails or ends whole")
  @Rule
  default void err10(Sandbox sandbox) {
    byte[] content = new Content(100_000, 7).bytes();
    sandbox.bucket().put("key", Body.of(content));
    Blob blob = sandbox.bucket().get("key");
    sandbox.closeStore();
    try (blob) {
      byte[] read = blob.bytes();
      Expect.same(read, content);
    } catch (BlobStoreException | IllegalStateException e) {
      // Readers that are still open may fail.
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
