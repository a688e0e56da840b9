package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ListOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.ListRules;
import java.util.List;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Reads and listings while others write. */
public interface ReadRaceContract extends Contract {
  @Label("RACE-03 A reader sees the old or the new blob whole, never a mixture")
  @Rule(effort = Effort.MODERATE, also = "CONS-02")
  default void race03(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 100_000) int size) {
    Bucket bucket = sandbox.bucket();
    Marked.put(bucket, "key", new Content(size, 0));
    Turns turns = new Turns(4);
    IntUnaryOperator read =
        last -> {
          int seen = Marked.read(sandbox, bucket, "key").seed();
          assertThat(seen)
              .as("the version read after version %s", last)
              .isGreaterThanOrEqualTo(last);
          return seen;
        };
    sandbox.together(
        List.of(
            turns.writer(
                12, i -> Marked.put(bucket, "key", new Content(i % 3 == 0 ? size / 2 : size, i))),
            turns.reader(24, read),
            turns.reader(24, read)));
    assertThat(Marked.read(sandbox, bucket, "key").seed()).isEqualTo(12);
  }

  @Label(
      "RACE-05 A listing shows every blob that stays, once and in order, whatever comes and goes")
  @Rule(
      effort = Effort.MODERATE,
      also = {"LIST-13", "CONS-04"})
  default void race05(Sandbox sandbox, @ForAll @IntRange(min = 1, max = 4) int pageSize) {
    Bucket bucket = sandbox.bucket();
    List<String> staying = List.of("b", "d", "f", "h", "j");
    staying.forEach(key -> bucket.put(key, Body.of("x")));
    Turns turns = new Turns(1);
    sandbox.together(
        List.of(
            turns.writer(
                10,
                i -> {
                  for (String key : List.of("a", "c", "e", "i", "k")) {
                    bucket.put(key, Body.of("y"));
                    bucket.put("f", Body.of("overwritten " + i));
                    bucket.delete(key);
                  }
                }),
            turns.reader(
                10,
                listing -> {
                  List<String> shown =
                      bucket.list(ListOptions.all().pageSize(pageSize)).stream()
                          .map(BlobInfo::key)
                          .toList();
                  assertThat(shown).isSortedAccordingTo(ListRules.ORDER).doesNotHaveDuplicates();
                  assertThat(shown).containsAll(staying);
                  return listing + 1;
                })));
    assertThat(Expect.keys(bucket)).containsExactlyElementsOf(staying);
  }

  @Label("RACE-09 Who reads a key that copies overwrite meanwhile sees one copy whole")
  @Rule(effort = Effort.MODERATE, also = "CONS-02")
  default void race09(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 50_000) int size) {
    Bucket bucket = sandbox.bucket();
    Marked.put(bucket, "one", new Content(size, 1));
    Marked.put(bucket, "two", new Content(size + 1, 2));
    bucket.copy("one", "key");
    Turns turns = new Turns(2);
    sandbox.together(
        List.of(
            turns.writer(10, i -> bucket.copy(i % 2 == 0 ? "one" : "two", "key")),
            turns.reader(20, last -> Marked.read(sandbox, bucket, "key").seed())));
    assertThat(Marked.read(sandbox, bucket, "key").seed()).as("the last copy").isEqualTo(1);
  }

  @Label("RACE-03a A large blob is never seen half written")
  @Rule(effort = Effort.COSTLY, also = "CONS-02")
  default void race03a(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    int size = 3 << 20;
    Marked.put(bucket, "key", new Content(size, 0));
    Turns turns = new Turns(4);
    sandbox.together(
        List.of(
            turns.writer(3, i -> Marked.put(bucket, "key", new Content(size + i, i))),
            turns.reader(12, last -> Marked.read(sandbox, bucket, "key").seed())));
    assertThat(Marked.read(sandbox, bucket, "key").seed()).isEqualTo(3);
  }
}
