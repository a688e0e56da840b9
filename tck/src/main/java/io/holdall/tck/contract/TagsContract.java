package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Key;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** The tags of blobs. */
public interface TagsContract extends Contract {

  @Label("TAG-01 Setting tags replaces the whole set, taking them off empties it")
  @Rule(needs = Feature.TAGS)
  default void tag01(Sandbox sandbox, @ForAll Key key, @ForAll Tags first, @ForAll Tags second) {
    Bucket bucket = sandbox.bucket();
    bucket.put(key.text(), Body.of("x"));
    assertThat(bucket.tags(key.text())).isEqualTo(Tags.none());
    bucket.setTags(key.text(), first);
    assertThat(bucket.tags(key.text())).isEqualTo(first);
    bucket.setTags(key.text(), second);
    assertThat(bucket.tags(key.text())).isEqualTo(second);
    bucket.deleteTags(key.text());
    bucket.deleteTags(key.text());
    assertThat(bucket.tags(key.text())).isEqualTo(Tags.none());
  }

  @Label("TAG-03 A blob can have ten tags, with keys of 128 and values of 256 characters")
  @Rule(needs = Feature.TAGS)
  default void tag03(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Tags ten =
        IntStream.range(0, 10)
            .boxed()
            .reduce(
                Tags.none(),
                (tags, i) -> tags.with("k".repeat(127) + i, "v".repeat(255) + i),
                (a, b) -> b);
    bucket.put("key", Body.of("x"), PutOptions.defaults().tags(ten));
    assertThat(bucket.tags("key")).isEqualTo(ten);
    bucket.setTags("key", Tags.none());
    bucket.setTags("key", ten);
    assertThat(bucket.tags("key")).isEqualTo(ten);
  }

  @Label("TAG-09 A blob that is not there has no tags to be asked for or changed")
  @Rule(needs = Feature.TAGS)
  default void tag09(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.tags("absent"));
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.setTags("absent", Tags.none().with("a", "b")));
    assertThat(bucket.find("absent")).isEmpty();
  }

  @Label("TAG-11 Tags change neither content nor metadata, and an overwrite drops them")
  @Rule(needs = Feature.TAGS)
  default void tag11(Sandbox sandbox, @ForAll Tags tags, @ForAll UserMetadata metadata) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("x"), PutOptions.defaults().metadata(metadata).tags(tags));
    assertThat(bucket.tags("key")).isEqualTo(tags);
    BlobAttributes before = bucket.head("key");
    bucket.setTags("key", Tags.none().with("only", "this"));
    BlobAttributes after = bucket.head("key");
    assertThat(after.etag()).isEqualTo(before.etag());
    assertThat(after.metadata()).isEqualTo(metadata);
    assertThat(bucket.getString("key")).isEqualTo("x");
    bucket.put("key", Body.of("x"));
    assertThat(bucket.tags("key")).isEqualTo(Tags.none());
    bucket.setTags("key", tags);
    bucket.delete("key");
    bucket.put("key", Body.of("x"));
    assertThat(bucket.tags("key")).isEqualTo(Tags.none());
  }

  @Label("TAG-12 Head tells how many tags a blob has")
  @Rule(needs = Feature.TAGS)
  default void tag12(Sandbox sandbox, @ForAll Tags tags) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("x"), PutOptions.defaults().tags(tags));
    assertThat(bucket.head("key").tagCount()).isEqualTo(tags.asMap().size());
    bucket.deleteTags("key");
    assertThat(bucket.head("key").tagCount()).isZero();
  }
}
