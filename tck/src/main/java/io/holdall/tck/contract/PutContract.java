package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.UserMetadata;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.PlainKeys;
import io.holdall.tck.model.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** How blobs are put. */
public interface PutContract extends MetadataContract {
  @Label("PUT-01 A blob holds the bytes that were put, and put, get, head and list tell one ETag")
  @Rule(also = {"CONS-01", "GET-03"})
  default void put01(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    PutResult put = bucket.put("key", content.body());
    Expect.holds(bucket, "key", content.bytes());
    BlobInfo listed = bucket.list().stream().findFirst().orElseThrow();
    assertThat(listed.key()).isEqualTo("key");
    assertThat(listed.size()).isEqualTo(content.size());
    assertThat(listed.etag()).as("the ETag in the listing").isEqualTo(put.etag());
    assertThat(bucket.head("key").etag()).as("the ETag of head").isEqualTo(put.etag());
  }

  @Label("PUT-03 A put replaces the old blob with its headers, metadata and tags")
  @Rule(also = "META-05")
  default void put03(
      Sandbox sandbox,
      @ForAll Content first,
      @ForAll Content second,
      @ForAll ContentHeaders headers,
      @ForAll UserMetadata metadata) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", first.body(), rich(sandbox));
    bucket.put("key", second.body(), PutOptions.defaults().headers(headers).metadata(metadata));
    Expect.holds(bucket, "key", second.bytes());
    BlobAttributes now = bucket.head("key");
    assertThat(now.headers()).isEqualTo(Expect.withType(headers));
    assertThat(now.metadata()).isEqualTo(metadata);
    assertThat(now.tagCount()).isZero();
    if (sandbox.has(Feature.TAGS)) {
      assertThat(bucket.tags("key").asMap()).isEmpty();
    }
    assertThat(Expect.keys(bucket)).containsExactly("key");
  }

  private static PutOptions rich(Sandbox sandbox) {
    PutOptions options =
        PutOptions.defaults()
            .headers(
                ContentHeaders.none()
                    .contentType("text/html")
                    .contentEncoding("gzip")
                    .contentLanguage("en")
                    .contentDisposition("inline")
                    .cacheControl("no-store")
                    .expires("Thu, 01 Dec 2033 16:00:00 GMT"))
            .metadata("left-over", "from the first put");
    return sandbox.has(Feature.TAGS) ? options.tag("left", "over") : options;
  }

  @Label("PUT-05 A body shorter than its length is refused, and the old blob stays")
  @Rule(also = "CONS-02")
  default void put05(
      Sandbox sandbox,
      @ForAll Content old,
      @ForAll Content cut,
      @ForAll @IntRange(min = 1, max = 10_000) int missing) {
    Bucket bucket = sandbox.bucket();
    bucket.put("old", old.body(), PutOptions.defaults().metadata("kept", "yes"));
    Expect.fails(
        ErrorCode.INCOMPLETE_BODY,
        () -> bucket.put("old", Bodies.tooShort(cut, missing, sandbox::describe)));
    Expect.fails(
        ErrorCode.INCOMPLETE_BODY,
        () -> bucket.put("new", Bodies.tooShort(cut, missing, sandbox::describe)));
    stays(bucket, old);
  }

  @Label("CONS-02a A body whose source fails publishes nothing, and the old blob stays")
  @Rule
  default void cons02a(
      Sandbox sandbox,
      @ForAll Content old,
      @ForAll Content cut,
      @ForAll @IntRange(min = 0, max = 10_000) int more) {
    Bucket bucket = sandbox.bucket();
    bucket.put("old", old.body(), PutOptions.defaults().metadata("kept", "yes"));
    for (String key : new String[] {"old", "new"}) {
      var failure =
          Expect.fails(
              ErrorCode.BODY_FAILED,
              () -> bucket.put(key, Bodies.failing(cut, more == 0 ? -1 : more, sandbox::describe)));
      assertThat(failure).hasStackTraceContaining(Bodies.SOURCE_FAILS);
    }
    stays(bucket, old);
  }

  private static void stays(Bucket bucket, Content old) {
    Expect.holds(bucket, "old", old.bytes());
    assertThat(bucket.head("old").metadata().asMap()).isEqualTo(Map.of("kept", "yes"));
    assertThat(bucket.find("new")).as("the blob that was never whole").isEmpty();
    assertThat(Expect.keys(bucket)).containsExactly("old");
  }

  @Label("PUT-06 A body that is known to be too large is refused before its source is opened")
  @Rule
  default void put06(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    long size = sandbox.limits().maxBlobSize() + 1;
    Body tooLarge =
        Body.of(
            () -> {
              throw new IOException("opened");
            },
            size);
    Body body =
        sandbox.describe(tooLarge, "Body.of(() -> { throw new IOException(); }, " + size + "L)");
    Expect.fails(ErrorCode.ENTITY_TOO_LARGE, () -> bucket.put("key", body));
    assertThat(bucket.find("key")).isEmpty();
  }

  @Label("PUT-07 A blob may be empty")
  @Rule
  default void put07(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    PutResult put = bucket.put("key", Body.empty());
    Expect.holds(bucket, "key", new byte[0]);
    if (sandbox.has(Feature.MD5_ETAG)) {
      assertThat(put.etag()).isEqualTo(ETag.of("d41d8cd98f00b204e9800998ecf8427e"));
    }
  }

  @Label("PUT-09 The ETag of a blob put in one piece is the MD5 of its bytes")
  @Rule(needs = Feature.MD5_ETAG)
  default void put09(Sandbox sandbox, @ForAll Content content) {
    assertThat(sandbox.bucket().put("key", content.body()).etag())
        .isEqualTo(Digests.etag(content.bytes()));
  }

  @Label("PUT-10 The ETag changes with the content and with nothing else")
  @Rule(needs = Feature.MD5_ETAG)
  default void put10(
      Sandbox sandbox,
      @ForAll Content content,
      @ForAll ContentHeaders headers,
      @ForAll UserMetadata metadata) {
    Bucket bucket = sandbox.bucket();
    ETag first = bucket.put("key", content.body()).etag();
    PutOptions options = PutOptions.defaults().headers(headers).metadata(metadata);
    assertThat(bucket.put("key", content.body(), options).etag()).isEqualTo(first);
    Content other = new Content(content.size() + 1, content.seed());
    assertThat(bucket.put("key", other.body(), options).etag()).isNotEqualTo(first);
  }

  @Label("PUT-12 The time of a blob is in whole seconds and the same in head and list")
  @Rule(also = "GET-07")
  default void put12(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", content.body());
    BlobInfo head = bucket.head("key").info();
    assertThat(head.lastModified())
        .as("the time")
        .isEqualTo(head.lastModified().truncatedTo(ChronoUnit.SECONDS));
    assertThat(bucket.list().stream().map(Expect::withoutChecksum))
        .containsExactly(Expect.withoutChecksum(head));
    bucket.getBytes("key");
    assertThat(bucket.head("key").lastModified())
        .as("the time after the blob was read")
        .isEqualTo(head.lastModified());
  }

  @Label("API-01 Every form of body stores the same bytes")
  @Rule
  default void api01(
      Sandbox sandbox, @ForAll Content content, @ForAll @IntRange(min = 0, max = 4) int form)
      throws IOException {
    Bucket bucket = sandbox.bucket();
    if (form < 4) {
      bucket.put("key", Bodies.form(content, form, sandbox::describe));
    } else {
      Path file = Files.createTempFile("holdall-tck", ".bin");
      try {
        Files.write(file, content.bytes());
        bucket.put("key", Body.of(file));
      } finally {
        Files.delete(file);
      }
    }
    Expect.holds(bucket, "key", content.bytes());
  }

  @Label("API-02 Of a stream exactly the declared length is read, and it is left open")
  @Rule
  default void api02(
      Sandbox sandbox, @ForAll Content content, @ForAll @IntRange(min = 0, max = 20_000) int rest) {
    Bucket bucket = sandbox.bucket();
    byte[] all = new Content(content.size() + rest, content.seed()).bytes();
    boolean[] closed = new boolean[1];
    ByteArrayInputStream stream =
        new ByteArrayInputStream(all) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    bucket.put(
        "key",
        sandbox.describe(
            Body.of(stream, content.size()),
            "Body.of(new ByteArrayInputStream(pattern(%s, %s)), %s)"
                .formatted(all.length, content.seed(), content.size())));
    assertThat(stream.available()).as("the bytes left in the stream").isEqualTo(rest);
    assertThat(closed[0]).as("whether the stream was closed").isFalse();
    Expect.holds(bucket, "key", content.bytes());
  }

  @Label("CONS-01 What was put shows in the next read and the next listing")
  @Rule(effort = Effort.MODERATE)
  default void cons01(
      Sandbox sandbox, @ForAll PlainKeys keys, @ForAll @IntRange(min = 0, max = 255) int seed) {
    Bucket bucket = sandbox.bucket();
    for (int i = 0; i < 2 * keys.set().size(); i++) {
      String key = keys.set().at(i);
      Content content = new Content(i, (seed + i) & 0xFF);
      bucket.put(key, content.body());
      Expect.same(bucket.getBytes(key), content.bytes());
      BlobInfo listed =
          bucket.list(key).stream()
              .filter(blob -> blob.key().equals(key))
              .findFirst()
              .orElseThrow(() -> new AssertionError("the listing lacks \"" + key + "\""));
      assertThat(listed.size()).as("the size in the listing").isEqualTo(i);
    }
  }
}
