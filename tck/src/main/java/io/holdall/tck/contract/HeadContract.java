package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.PlainKeys;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** How blobs are looked at without their bytes. */
public interface HeadContract extends Contract {

  @Label("GET-03a Head tells of the blob that was put last, and find and exists agree with it")
  @Rule(also = "CONS-01")
  default void get03a(Sandbox sandbox, @ForAll Content first, @ForAll Content second) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", first.body(), PutOptions.defaults().metadata("version", "1"));
    BlobAttributes one = bucket.head("key");
    assertThat(one.size()).isEqualTo(first.size());
    ETag etag =
        bucket.put("key", second.body(), PutOptions.defaults().metadata("version", "2")).etag();
    BlobAttributes two = bucket.head("key");
    assertThat(two.size()).isEqualTo(second.size());
    assertThat(two.etag()).isEqualTo(etag);
    assertThat(two.key()).isEqualTo("key");
    assertThat(two.metadata().asMap()).containsEntry("version", "2");
    assertThat(bucket.find("key")).contains(two);
    assertThat(bucket.exists("key")).isTrue();
  }

  @Label("GET-03b Head of a key without a blob fails, and find and exists say that there is none")
  @Rule
  default void get03b(Sandbox sandbox, @ForAll PlainKeys keys) {
    Bucket bucket = sandbox.bucket();
    String missing = keys.set().at(0);
    keys.set().keys().stream().skip(1).forEach(key -> bucket.put(key, Body.of("x")));
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.head(missing));
    assertThat(bucket.find(missing)).isEmpty();
    assertThat(bucket.exists(missing)).isFalse();
  }

  @Label("GET-03c Head weighs conditions as a read does")
  @Rule(also = {"GET-50", "GET-54", "GET-60"})
  default void get03c(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    ETag old = bucket.put("key", Body.of("old")).etag();
    ETag now = bucket.put("key", Body.of("now")).etag();
    Instant time = bucket.head("key").lastModified();
    ReadConditions none = ReadConditions.none();
    assertThat(bucket.head("key", none.ifMatch(now)).etag()).isEqualTo(now);
    assertThat(bucket.head("key", none.ifNoneMatch(old)).etag()).isEqualTo(now);
    assertThat(bucket.head("key", none.ifUnmodifiedSince(time)).etag()).isEqualTo(now);
    Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> bucket.head("key", none.ifMatch(old)));
    Expect.fails(ErrorCode.NOT_MODIFIED, () -> bucket.head("key", none.ifNoneMatch(now)));
    Expect.fails(ErrorCode.NOT_MODIFIED, () -> bucket.head("key", none.ifModifiedSince(time)));
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED,
        () -> bucket.head("key", none.ifUnmodifiedSince(time.minusSeconds(1))));
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.head("absent", none));
  }
}
