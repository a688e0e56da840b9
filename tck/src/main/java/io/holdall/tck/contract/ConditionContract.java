package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** Conditions on writes. Those of copies and uploads are with copies and uploads. */
public interface ConditionContract extends Contract {
  private static PutOptions ifAbsent() {
    return PutOptions.defaults().ifAbsent();
  }

  private static PutOptions ifMatch(ETag etag) {
    return PutOptions.defaults().ifMatch(etag);
  }

  @Label("COND-01 A put if absent happens where there is no blob, also where there was one")
  @Rule(needs = Feature.PUT_IF_ABSENT)
  default void cond01(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", content.body(), ifAbsent());
    Expect.holds(bucket, "key", content.bytes());
    bucket.delete("key");
    bucket.put("key", content.body(), ifAbsent());
    Expect.holds(bucket, "key", content.bytes());
  }

  @Label("COND-02 A put if absent is refused where there is a blob, which stays as it is")
  @Rule(needs = Feature.PUT_IF_ABSENT)
  default void cond02(Sandbox sandbox, @ForAll Content old, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", old.body(), PutOptions.defaults().metadata("kept", "yes"));
    for (int form = 0; form < 4; form++) {
      Body body = Bodies.form(content, form, sandbox::describe);
      Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> bucket.put("key", body, ifAbsent()));
    }
    Expect.holds(bucket, "key", old.bytes());
    assertThat(bucket.head("key").metadata().asMap()).isEqualTo(Map.of("kept", "yes"));
  }

  @Label("COND-04 A put with if-match happens over the blob with that ETag")
  @Rule(needs = Feature.PUT_IF_MATCH)
  default void cond04(Sandbox sandbox, @ForAll Content old, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    ETag first = bucket.put("key", old.body()).etag();
    ETag second = bucket.put("key", content.body(), ifMatch(first)).etag();
    Expect.holds(bucket, "key", content.bytes());
    bucket.put("key", old.body(), ifMatch(second));
    Expect.holds(bucket, "key", old.bytes());
  }

  @Label(
      "COND-05 A put with if-match is refused over a blob with another ETag, which stays as it is")
  @Rule(needs = Feature.PUT_IF_MATCH)
  default void cond05(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    ETag old = bucket.put("key", Body.of("old")).etag();
    bucket.put("key", Body.of("now"), PutOptions.defaults().metadata("kept", "yes"));
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED, () -> bucket.put("key", content.body(), ifMatch(old)));
    assertThat(bucket.getString("key")).isEqualTo("now");
    assertThat(bucket.head("key").metadata().asMap()).isEqualTo(Map.of("kept", "yes"));
  }

  @Label("COND-06 A put with if-match is refused where there is no blob, and makes none")
  @Rule(needs = Feature.PUT_IF_MATCH)
  default void cond06(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    ETag etag = bucket.put("key", Body.of("content")).etag();
    bucket.delete("key");
    for (String key : new String[] {"key", "never there"}) {
      Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.put(key, Body.of("content"), ifMatch(etag)));
      assertThat(bucket.find(key)).isEmpty();
    }
  }

  @Label("CONS-02c A body that fails publishes nothing, whatever the condition")
  @Rule(
      also = "PUT-05",
      needs = {Feature.PUT_IF_ABSENT, Feature.PUT_IF_MATCH})
  default void cons02c(Sandbox sandbox, @ForAll Content cut) {
    Bucket bucket = sandbox.bucket();
    ETag etag = bucket.put("key", Body.of("content")).etag();
    Expect.fails(
        ErrorCode.INCOMPLETE_BODY,
        () -> bucket.put("key", Bodies.tooShort(cut, 1, sandbox::describe), ifMatch(etag)));
    Expect.fails(
        ErrorCode.INCOMPLETE_BODY,
        () -> bucket.put("new", Bodies.tooShort(cut, 1, sandbox::describe), ifAbsent()));
    assertThat(bucket.getString("key")).isEqualTo("content");
    assertThat(Expect.keys(bucket)).containsExactly("key");
  }

  @Label("XFER-14 The condition of a writer is weighed when it commits")
  @Rule(needs = {Feature.PUT_IF_ABSENT, Feature.PUT_IF_MATCH})
  default void xfer14(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    try (BlobWriter writer = bucket.writer("key", ifAbsent())) {
      sandbox.write(writer, new Content(1, 'x'));
      bucket.put("key", Body.of("came between"));
      Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> sandbox.commit(writer));
    }
    assertThat(bucket.getString("key")).isEqualTo("came between");
    ETag etag = bucket.head("key").etag();
    try (BlobWriter writer = bucket.writer("key", ifMatch(etag))) {
      sandbox.write(writer, new Content(1, 'y'));
      sandbox.commit(writer);
    }
    assertThat(bucket.getString("key")).isEqualTo("y");
  }
}
