package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.Key;
import io.holdall.tck.model.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** How blobs are copied. */
public interface CopyContract extends Contract {
  @Label(
      "COPY-03 A copy has the bytes of its source, and its ETag where that is their MD5, whatever the two keys are")
  @Rule(also = {"COPY-01", "PUT-09"})
  default void copy03(Sandbox sandbox, @ForAll Key from, @ForAll Key to, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    String source = "from/" + shortened(from);
    String target = "to/" + shortened(to);
    PutResult put = bucket.put(source, content.body());
    PutResult copied = bucket.copy(source, target);
    assertThat(bucket.head(target).etag()).as("the ETag of the copy").isEqualTo(copied.etag());
    if (sandbox.has(Feature.MD5_ETAG)) {
      assertThat(copied.etag()).as("the ETag of the copy").isEqualTo(put.etag());
    }
    Expect.holds(bucket, target, content.bytes());
    Expect.holds(bucket, source, content.bytes());
  }

  /** Leaves room for the folder that keeps source and target apart. */
  private static String shortened(Key key) {
    String text = key.text();
    while (text.getBytes(StandardCharsets.UTF_8).length > 1000) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    return text;
  }

  @Label("COPY-05 Copying what is not there tells the source's error and changes nothing")
  @Rule
  default void copy05(Sandbox sandbox, @ForAll Key key) {
    Bucket bucket = sandbox.bucket();
    bucket.put("target", Body.of("kept"));
    bucket.delete(key.text());
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.copy(key.text(), "target"));
    assertThat(bucket.getString("target")).isEqualTo("kept");
  }

  @Label("COPY-05b Copying from a bucket that is not there tells so")
  @Rule(ownBuckets = true)
  default void copy05b(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    BlobRef nowhere = new BlobRef(sandbox.freshName(), "key");
    Expect.fails(
        ErrorCode.NO_SUCH_BUCKET, () -> bucket.copy(nowhere, "target", CopyOptions.defaults()));
  }

  @Label("COPY-06 Headers and metadata go with the bytes, unless they are replaced as a whole")
  @Rule
  default void copy06(
      Sandbox sandbox,
      @ForAll ContentHeaders headers,
      @ForAll UserMetadata metadata,
      @ForAll ContentHeaders newHeaders,
      @ForAll UserMetadata newMetadata) {
    Bucket bucket = sandbox.bucket();
    bucket.put(
        "source", Body.of("bytes"), PutOptions.defaults().headers(headers).metadata(metadata));
    BlobAttributes source = bucket.head("source");

    bucket.copy("source", "kept");
    BlobAttributes kept = bucket.head("kept");
    assertThat(kept.headers()).isEqualTo(source.headers());
    assertThat(kept.metadata()).isEqualTo(metadata);

    bucket.copy(
        bucket.ref("source"), "new", CopyOptions.defaults().replacing(newHeaders, newMetadata));
    BlobAttributes replaced = bucket.head("new");
    assertThat(replaced.contentType())
        .isEqualTo(newHeaders.contentType().orElse(ContentHeaders.DEFAULT_CONTENT_TYPE));
    assertThat(replaced.headers()).isEqualTo(newHeaders.contentType(replaced.contentType()));
    assertThat(replaced.metadata()).isEqualTo(newMetadata);
    assertThat(bucket.getString("new")).isEqualTo("bytes");

    if (sandbox.has(Feature.MULTIPART)) {
      Parts.put(bucket, "parts", PutOptions.defaults().headers(headers).metadata(metadata));
      BlobAttributes parts = bucket.head("parts");
      bucket.copy("parts", "copied");
      BlobAttributes copied = bucket.head("copied");
      assertThat(copied.headers()).as("the headers of a copied upload").isEqualTo(parts.headers());
      assertThat(copied.metadata())
          .as("the metadata of a copied upload")
          .isEqualTo(parts.metadata());
    }
  }

  @Label("COPY-07 Tags go with the bytes, unless they are replaced as a whole")
  @Rule(needs = Feature.TAGS)
  default void copy07(Sandbox sandbox, @ForAll Tags tags, @ForAll Tags newTags) {
    Bucket bucket = sandbox.bucket();
    bucket.put("source", Body.of("x"), PutOptions.defaults().tags(tags));
    bucket.copy("source", "kept");
    assertThat(bucket.tags("kept")).isEqualTo(tags);
    bucket.copy(bucket.ref("source"), "new", CopyOptions.defaults().replacingTags(newTags));
    assertThat(bucket.tags("new")).isEqualTo(newTags);
    assertThat(bucket.tags("source")).isEqualTo(tags);

    if (sandbox.has(Feature.MULTIPART)) {
      Parts.put(bucket, "parts", PutOptions.defaults());
      bucket.setTags("parts", tags);
      bucket.copy("parts", "copied");
      assertThat(bucket.tags("copied")).as("the tags of a copied upload").isEqualTo(tags);
    }
  }

  @Label(
      "COPY-09 Copying a blob onto itself without a change is refused or changes nothing, with a change it is done")
  @Rule
  default void copy09(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("x"), PutOptions.defaults().metadata("a", "1"));
    // Allowed where the bucket is configured to encrypt by default.
    Expect.succeedsOrFails(ErrorCode.INVALID_REQUEST, () -> bucket.copy("key", "key"));
    assertThat(bucket.head("key").metadata()).isEqualTo(UserMetadata.none().with("a", "1"));
    assertThat(bucket.getString("key")).isEqualTo("x");
    UserMetadata changed = UserMetadata.none().with("b", "2");
    bucket.copy(
        bucket.ref("key"), "key", CopyOptions.defaults().replacing(ContentHeaders.none(), changed));
    assertThat(bucket.head("key").metadata()).isEqualTo(changed);
    assertThat(bucket.getString("key")).isEqualTo("x");
  }

  @Label("COPY-12 A condition on the source that does not hold is a failed precondition, all four")
  @Rule(needs = Feature.COPY_SOURCE_IF)
  default void copy12(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    ETag etag = bucket.put("source", Body.of("x")).etag();
    Instant written = bucket.head("source").lastModified();
    Instant before = written.minus(Duration.ofHours(1));
    ReadConditions none = ReadConditions.none();

    copies(bucket, none.ifMatch(etag));
    copies(bucket, none.ifNoneMatch(Digests.NOBODYS));
    copies(bucket, none.ifModifiedSince(before));
    copies(bucket, none.ifUnmodifiedSince(written));
    copies(bucket, none.ifMatch(etag).ifUnmodifiedSince(before));

    refuses(bucket, none.ifMatch(Digests.NOBODYS));
    refuses(bucket, none.ifNoneMatch(etag));
    refuses(bucket, none.ifModifiedSince(written));
    refuses(bucket, none.ifUnmodifiedSince(before));
    refuses(bucket, none.ifNoneMatch(etag).ifModifiedSince(before));
  }

  private static void copies(Bucket bucket, ReadConditions conditions) {
    bucket.delete("target");
    bucket.copy(
        bucket.ref("source"), "target", CopyOptions.defaults().sourceConditions(conditions));
    assertThat(bucket.getString("target")).isEqualTo("x");
  }

  private static void refuses(Bucket bucket, ReadConditions conditions) {
    bucket.put("target", Body.of("kept"));
    CopyOptions options = CopyOptions.defaults().sourceConditions(conditions);
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED, () -> bucket.copy(bucket.ref("source"), "target", options));
    assertThat(bucket.getString("target")).isEqualTo("kept");
  }

  @Label("COPY-13 A condition on the target is weighed against the target")
  @Rule(needs = Feature.COPY_TARGET_IF)
  default void copy13(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    ETag source = bucket.put("source", Body.of("new")).etag();
    CopyOptions ifAbsent = CopyOptions.defaults().targetCondition(WriteCondition.ifAbsent());
    bucket.copy(bucket.ref("source"), "target", ifAbsent);
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED, () -> bucket.copy(bucket.ref("source"), "target", ifAbsent));

    ETag target = bucket.put("target", Body.of("old")).etag();
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED,
        () ->
            bucket.copy(
                bucket.ref("source"),
                "target",
                CopyOptions.defaults().targetCondition(WriteCondition.ifMatch(source))));
    assertThat(bucket.getString("target")).isEqualTo("old");
    bucket.copy(
        bucket.ref("source"),
        "target",
        CopyOptions.defaults().targetCondition(WriteCondition.ifMatch(target)));
    assertThat(bucket.getString("target")).isEqualTo("new");
    Expect.fails(
        ErrorCode.NO_SUCH_KEY,
        () ->
            bucket.copy(
                bucket.ref("source"),
                "absent",
                CopyOptions.defaults().targetCondition(WriteCondition.ifMatch(target))));
    assertThat(bucket.find("absent")).isEmpty();
  }

  @Label("COPY-01 Blobs are copied between the buckets of a store")
  @Rule(also = "COPY-03")
  default void copy01(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    Bucket other = sandbox.another();
    bucket.put("key", content.body(), PutOptions.defaults().metadata("a", "1"));
    other.copy(bucket.ref("key"), "key", CopyOptions.defaults());
    bucket.delete("key");
    Expect.holds(other, "key", content.bytes());
    assertThat(other.head("key").metadata()).isEqualTo(UserMetadata.none().with("a", "1"));
  }

  @Label("API-10 A copy stays what it was when its source is overwritten or deleted")
  @Rule
  default void api10(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    bucket.put("source", content.body());
    bucket.copy("source", "target");
    bucket.put("source", Body.of("another"));
    Expect.holds(bucket, "target", content.bytes());
    bucket.delete("source");
    Expect.holds(bucket, "target", content.bytes());
  }
}
