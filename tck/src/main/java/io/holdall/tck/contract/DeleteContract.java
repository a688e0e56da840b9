package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.DeleteOutcome;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.PlainKeys;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** How blobs are deleted. */
public interface DeleteContract extends Contract {

  @Label("DEL-01 Deleting a key without a blob succeeds")
  @Rule
  default void del01(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.delete("key");
    bucket.put("key", Body.of("x"));
    bucket.delete("key");
    bucket.delete("key");
    assertThat(bucket.find("key")).isEmpty();
  }

  @Label("DEL-02 A deleted blob is gone from reads and listings, and no other is")
  @Rule(also = "CONS-01")
  default void del02(
      Sandbox sandbox, @ForAll PlainKeys keys, @ForAll @IntRange(min = 0, max = 7) int which) {
    Bucket bucket = sandbox.bucket();
    keys.set().keys().forEach(key -> bucket.put(key, Body.of(key)));
    String doomed = keys.set().at(which);
    bucket.delete(doomed);
    assertThat(bucket.find(doomed)).isEmpty();
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.get(doomed).close());
    List<String> rest = new ArrayList<>(keys.set().keys());
    rest.remove(doomed);
    assertThat(Expect.keys(bucket)).containsExactlyInAnyOrderElementsOf(rest);
    rest.forEach(key -> assertThat(bucket.getString(key)).isEqualTo(key));
  }

  @Label("DEL-22 Deleting many tells an outcome for each key, in order, absent keys as successes")
  @Rule(also = "DEL-23")
  default void del22(Sandbox sandbox, @ForAll PlainKeys keys, @ForAll PlainKeys others) {
    Bucket bucket = sandbox.bucket();
    keys.set().keys().forEach(key -> bucket.put(key, Body.of(key)));
    List<String> doomed =
        others.set().keys().stream()
            .filter(key -> sandbox.has(Feature.ANY_KEY) || !keys.set().nests(key))
            .toList();
    List<DeleteOutcome> outcomes = bucket.deleteAll(doomed);
    assertThat(outcomes.stream().map(DeleteOutcome::key)).containsExactlyElementsOf(doomed);
    assertThat(outcomes).allMatch(outcome -> outcome.error().isEmpty());
    List<String> rest = keys.set().keys().stream().filter(key -> !doomed.contains(key)).toList();
    assertThat(Expect.keys(bucket)).containsExactlyInAnyOrderElementsOf(rest);
  }

  @Label("API-09 More than a thousand keys can be deleted at once, and none at all")
  @Rule(also = "DEL-22")
  default void api09(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    assertThat(bucket.deleteAll(List.of())).isEmpty();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 2100; i++) {
      keys.add("key-" + i);
    }
    for (int i : new int[] {0, 999, 1000, 1999, 2000, 2099}) {
      bucket.put(keys.get(i), Body.of("x"));
    }
    bucket.put("kept", Body.of("x"));
    List<DeleteOutcome> outcomes = bucket.deleteAll(keys);
    assertThat(outcomes.stream().map(DeleteOutcome::key)).containsExactlyElementsOf(keys);
    assertThat(outcomes).allMatch(outcome -> outcome.error().isEmpty());
    assertThat(Expect.keys(bucket)).containsExactly("kept");
  }

  @Label("COND-20 A delete with if-match happens if the ETag is the blob's, and otherwise not")
  @Rule(needs = Feature.DELETE_IF_MATCH)
  default void cond20(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    ETag old = bucket.put("key", Body.of("old")).etag();
    ETag now = bucket.put("key", Body.of("now")).etag();
    Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> bucket.delete("key", old));
    assertThat(bucket.getString("key")).isEqualTo("now");
    bucket.delete("key", now);
    assertThat(bucket.find("key")).isEmpty();
  }

  @Label("COND-21 A delete if the ETag matches * happens to any blob")
  @Rule(needs = Feature.DELETE_IF_MATCH)
  default void cond21(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("x"));
    bucket.delete("key", ETag.of("*"));
    assertThat(bucket.find("key")).isEmpty();
  }
}
