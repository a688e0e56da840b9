package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.UserMetadata;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** The headers and the metadata that blobs are put with. */
public interface MetadataContract extends Contract {
  @Label("PUT-11 A blob put without a content type gets binary/octet-stream")
  @Rule
  default void put11(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("x"));
    assertThat(bucket.head("key").contentType()).isEqualTo("binary/octet-stream");
  }

  @Label("PUT-40 Content headers are kept as they were put")
  @Rule(also = {"PUT-41", "PUT-42"})
  default void put40(Sandbox sandbox, @ForAll Content content, @ForAll ContentHeaders headers) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", content.body(), PutOptions.defaults().headers(headers));
    assertThat(bucket.head("key").headers()).isEqualTo(Expect.withType(headers));
    Expect.holds(bucket, "key", content.bytes());
    String type = "text/HTML; charset=UTF-8";
    bucket.put("spelled", content.body(), PutOptions.defaults().contentType(type));
    assertThat(bucket.head("spelled").contentType()).isEqualTo(type);
  }

  @Label("PUT-43 Content headers outside ASCII are kept")
  @Rule(needs = Feature.NON_ASCII_HEADERS)
  default void put43(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    ContentHeaders headers =
        ContentHeaders.none()
            .contentDisposition("attachment; filename=\"\u00FC \u6F22 \uD83D\uDE00.txt\"")
            .cacheControl("caf\u00E9");
    bucket.put("key", Body.of("x"), PutOptions.defaults().headers(headers));
    ContentHeaders kept = bucket.head("key").headers();
    assertThat(kept.contentDisposition()).isEqualTo(headers.contentDisposition());
    assertThat(kept.cacheControl()).isEqualTo(headers.cacheControl());
  }

  @Label("META-01 The names of user metadata are folded to lower case")
  @Rule
  default void meta01(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("x"), PutOptions.defaults().metadata("Some-NAME_1", "Value"));
    assertThat(bucket.head("key").metadata().asMap()).isEqualTo(Map.of("some-name_1", "Value"));
  }

  @Label("META-02 User metadata of a tenth less than 2 KB is kept, in one piece and in many")
  @Rule
  default void meta02(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    // Whether S3 counts its prefix of the names is not told, and so nothing is certain above; what
    // is too large in any case is refused by the values themselves.
    int most = UserMetadata.MAX_BYTES * 9 / 10;
    UserMetadata one = UserMetadata.none().with("long", "v".repeat(most - 4));
    UserMetadata many = UserMetadata.none();
    for (int i = 10; i < 10 + most / 40; i++) {
      many = many.with("name-" + i, "w".repeat(33));
    }
    Map<String, UserMetadata> all = Map.of("one", one, "many", many);
    all.forEach(
        (key, metadata) -> {
          bucket.put(key, Body.of("x"), PutOptions.defaults().metadata(metadata));
          assertThat(bucket.head(key).metadata()).isEqualTo(metadata);
        });
  }

  @Label("META-04 User metadata is kept as it was put, empty values too")
  @Rule
  default void meta04(Sandbox sandbox, @ForAll UserMetadata metadata) {
    Bucket bucket = sandbox.bucket();
    UserMetadata more = metadata.with("empty", "");
    bucket.put("key", Body.of("x"), PutOptions.defaults().metadata(more));
    assertThat(bucket.head("key").metadata()).isEqualTo(more);
  }

  @Label("META-06 Values of user metadata outside ASCII are kept")
  @Rule(needs = Feature.NON_ASCII_METADATA)
  default void meta06(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    UserMetadata metadata =
        new UserMetadata(
            Map.of(
                "latin", "\u00C4M\u00C4Z\u00D5\u00D1 S3",
                "mixed", "caf\u00E9 and \u6F22\u5B57",
                "beyond", "\uD83D\uDE00 \uD800\uDC00",
                "long", "\u3042".repeat(200)));
    bucket.put("key", Body.of("x"), PutOptions.defaults().metadata(metadata));
    assertThat(bucket.head("key").metadata()).isEqualTo(metadata);
    bucket.put("plain", Body.of("x"));
    bucket.copy(
        bucket.ref("plain"),
        "copy",
        CopyOptions.defaults().replacing(ContentHeaders.none(), metadata));
    assertThat(bucket.head("copy").metadata()).as("the metadata of a copy").isEqualTo(metadata);
    if (sandbox.has(Feature.MULTIPART)) {
      Parts.put(bucket, "parts", PutOptions.defaults().metadata(metadata));
      assertThat(bucket.head("parts").metadata())
          .as("the metadata of an upload")
          .isEqualTo(metadata);
    }
  }
}
