package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Blob;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CopyOptions;
import io.holdall.DeleteOutcome;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.Scratch;
import io.holdall.tck.gen.ListQuery;
import io.holdall.tck.gen.PlainKeys;
import io.holdall.tck.model.ListRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** Views of a bucket: the part under a prefix, and the one that changes nothing. */
public interface ViewContract extends Contract {

  @Label("VIEW-01 A view shows the keys under its prefix, without it, and no others")
  @Rule
  default void view01(Sandbox sandbox, @ForAll PlainKeys keys, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    String prefix = query.prefix(keys.set());
    keys.set().keys().forEach(key -> bucket.put(key, Body.of("of " + key)));
    Bucket view = bucket.under(prefix);
    List<String> shown =
        keys.set().keys().stream()
            .filter(key -> key.startsWith(prefix) && !key.equals(prefix))
            .map(key -> key.substring(prefix.length()))
            .toList();
    // The blob under the prefix itself has no key in the view.
    assertThat(Expect.keys(view)).containsExactlyInAnyOrderElementsOf(shown);
    for (String key : shown) {
      assertThat(view.getString(key)).isEqualTo("of " + prefix + key);
      assertThat(view.head(key).key()).isEqualTo(key);
      assertThat(view.find(key)).isPresent();
    }
    assertThat(view.prefix()).isEqualTo(bucket.prefix() + prefix);
    assertThat(view.name()).isEqualTo(bucket.name());
  }

  @Label("VIEW-02 What is done through a view happens under its prefix alone")
  @Rule
  default void view02(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    List<String> others =
        sandbox.has(Feature.ANY_KEY)
            ? List.of("a", "v", "v/", "v/other", "w/a")
            : List.of("a", "v/other", "w/a");
    others.forEach(key -> bucket.put(key, Body.of("untouched")));
    Bucket view = bucket.under("v/");
    view.put("a", Body.of("new"));
    view.copy("a", "copy");
    assertThat(bucket.getString("v/a")).isEqualTo("new");
    assertThat(bucket.getString("v/copy")).isEqualTo("new");
    view.delete("a");
    List<DeleteOutcome> outcomes = view.deleteAll(List.of("copy", "absent"));
    assertThat(outcomes.stream().map(DeleteOutcome::key)).containsExactly("copy", "absent");
    assertThat(Expect.keys(bucket)).containsExactlyInAnyOrderElementsOf(others);
    for (String key : others) {
      assertThat(bucket.getString(key)).isEqualTo("untouched");
    }
  }

  @Label("VIEW-03 Views nest, and a prefix may end anywhere")
  @Rule
  default void view03(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Bucket view = bucket.under("ab").under("").under("c/d");
    view.put("e", Body.of("x"));
    assertThat(Expect.keys(bucket)).containsExactly("abc/de");
    assertThat(view.prefix()).isEqualTo(bucket.prefix() + "abc/d");
    assertThat(Expect.keys(bucket.under("ab").under("c/"))).containsExactly("de");
  }

  @Label("VIEW-04 A listing of a view is that of the bucket under the prefix, page by page")
  @Rule
  default void view04(Sandbox sandbox, @ForAll PlainKeys keys, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    Bucket view = bucket.under("view/of");
    keys.set().keys().forEach(key -> view.put(key, Body.of("x")));
    for (String key : List.of("view/o", "view/", "view/oz", "zzz")) {
      bucket.put(key, Body.of("x"));
    }
    ListOptions options =
        ListOptions.under(query.prefix(keys.set()))
            .delimiter(query.slash())
            .startAfter(query.startAfter(keys.set()))
            .pageSize(query.pageSize());
    List<String> names = Pages.entries(view, options).stream().map(ListRules.Entry::name).toList();
    assertThat(names)
        .containsExactlyElementsOf(
            ListRules.entries(keys.set().keys(), options).stream()
                .map(ListRules.Entry::name)
                .toList());
    assertThat(view.list(options).entries().map(ListEntry::name)).containsExactlyElementsOf(names);
  }

  @Label(
      "VIEW-05 Errors tell the key as it was given to the view, and the prefix counts in its length")
  @Rule
  default void view05(Sandbox sandbox) {
    Bucket view = sandbox.bucket().under("view/");
    BlobStoreException e = Expect.fails(ErrorCode.NO_SUCH_KEY, () -> view.head("absent"));
    assertThat(e.key()).contains("absent");
    assertThat(e.bucket()).contains(view.name());
    String fits = "a".repeat(sandbox.maxKeyBytes() - "view/".length());
    if (sandbox.has(Feature.ANY_KEY)) {
      view.put(fits, Body.of("x"));
    }
    assertThatThrownBy(() -> view.put(fits + "a", Body.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> view.head(fits + "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Label("VIEW-06 A read-only view reads as the bucket does")
  @Rule
  default void view06(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"), PutOptions.defaults().metadata("m", "v"));
    Bucket view = bucket.readOnly();
    assertThat(view.getString("key")).isEqualTo("content");
    try (Blob blob = view.get("key")) {
      assertThat(blob.attributes()).isEqualTo(bucket.head("key"));
    }
    assertThat(view.head("key")).isEqualTo(bucket.head("key"));
    assertThat(view.find("absent")).isEmpty();
    assertThat(Expect.keys(view)).containsExactly("key");
    assertThat(view.under("k").getString("ey")).isEqualTo("content");
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> view.head("absent"));
  }

  @Label("VIEW-07 A read-only view refuses every change")
  @Rule
  default void view07(Sandbox sandbox) throws IOException {
    Bucket bucket = sandbox.bucket();
    ETag etag = bucket.put("key", Body.of("content")).etag();
    Optional<MultipartUpload> upload =
        sandbox.has(Feature.MULTIPART) ? Optional.of(bucket.startUpload("new")) : Optional.empty();
    for (Bucket view : List.of(bucket.readOnly(), bucket.under("").readOnly().under(""))) {
      changes(sandbox, view, etag, upload)
          .forEach(
              (what, change) -> {
                sandbox.note("// a change through a read-only view: " + what);
                Expect.fails(ErrorCode.ACCESS_DENIED, change);
              });
    }
    try (Scratch scratch = new Scratch()) {
      Path directory = scratch.file("");
      Files.writeString(directory.resolve("file"), "x");
      Expect.fails(
          ErrorCode.ACCESS_DENIED, () -> bucket.readOnly().uploadDirectory(directory, "new/"));
    }
    assertThat(Expect.keys(bucket)).containsExactly("key");
    assertThat(bucket.getString("key")).isEqualTo("content");
    upload.ifPresent(it -> assertThat(it.parts()).isEmpty());
  }

  private static Map<String, Runnable> changes(
      Sandbox sandbox, Bucket view, ETag etag, Optional<MultipartUpload> upload) {
    Map<String, Runnable> changes = new LinkedHashMap<>();
    changes.put("put", () -> view.put("new", Body.of("x")));
    changes.put("overwrite", () -> view.put("key", Body.of("x")));
    changes.put("delete", () -> view.delete("key"));
    changes.put("deleteAll", () -> view.deleteAll(List.of("key")));
    changes.put("copy", () -> view.copy(view.ref("key"), "new", CopyOptions.defaults()));
    changes.put(
        "writer",
        () -> {
          try (var writer = view.writer("new")) {
            writer.commit();
          }
        });
    if (sandbox.has(Feature.DELETE_IF_MATCH)) {
      changes.put("delete if match", () -> view.delete("key", etag));
    }
    if (sandbox.has(Feature.TAGS)) {
      changes.put("setTags", () -> view.setTags("key", Tags.none().with("a", "b")));
      changes.put("deleteTags", () -> view.deleteTags("key"));
    }
    upload.ifPresent(
        it -> {
          changes.put("startUpload", () -> view.startUpload("new"));
          changes.put("uploadPart", () -> view.upload("new", it.id()).uploadPart(1, Body.of("x")));
          changes.put("abort", () -> view.upload("new", it.id()).abort());
        });
    if (sandbox.has(Feature.PRESIGN)) {
      changes.put("presign put", () -> view.presignPut("new", Duration.ofMinutes(1)));
    }
    return changes;
  }

  @Label("VIEW-08 Uploads of a view have keys of the view, and are seen in it alone")
  @Rule(needs = Feature.MULTIPART)
  default void view08(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Bucket view = bucket.under("view/");
    MultipartUpload inside = view.startUpload("key");
    bucket.startUpload("outside");
    bucket.startUpload("w behind the view");
    assertThat(inside.key()).isEqualTo("key");
    assertThat(view.listUploads("").map(UploadInfo::key)).containsExactly("key");
    assertThat(bucket.listUploads("").map(UploadInfo::key))
        .containsExactlyInAnyOrder("view/key", "outside", "w behind the view");
    view.upload("key", inside.id()).complete(List.of(inside.uploadPart(1, Body.of("content"))));
    assertThat(bucket.getString("view/key")).isEqualTo("content");
  }

  @Label("VIEW-09 Copies go from one view to another")
  @Rule(effort = Effort.MODERATE)
  default void view09(Sandbox sandbox, @ForAll PlainKeys keys) {
    Bucket from = sandbox.bucket().under("from/");
    Bucket to = sandbox.another().under("to/");
    for (String key : keys.set().keys()) {
      from.put(key, Body.of("of " + key));
      to.copy(from.ref(key), key, CopyOptions.defaults());
    }
    for (String key : keys.set().keys()) {
      assertThat(to.getString(key)).isEqualTo("of " + key);
    }
    assertThat(Expect.keys(to)).containsExactlyElementsOf(Expect.keys(from));
  }
}
