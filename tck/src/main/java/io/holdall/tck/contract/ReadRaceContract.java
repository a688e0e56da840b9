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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
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
    Semaphore turns = new Semaphore(0);
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          try {
            for (int i = 1; i <= 12; i++) {
              turns.release(4);
              Marked.put(bucket, "key", new Content(i % 3 == 0 ? size / 2 : size, i));
            }
          } finally {
            turns.release(100); // also when a write fails, so that nobody waits for it
          }
          return 0;
        });
    for (int i = 0; i < 2; i++) {
      tasks.add(
          () -> {
            int last = 0;
            int round = 0;
            do {
              turns.acquireUninterruptibly();
              int seen = Marked.read(sandbox, bucket, "key").seed();
              assertThat(seen)
                  .as("the version read after version %d", last)
                  .isGreaterThanOrEqualTo(last);
              last = seen;
            } while (++round < 24);
            return last;
          });
    }
    sandbox.together(tasks);
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
    Semaphore turns = new Semaphore(0);
    sandbox.together(
        List.<Callable<Integer>>of(
            () -> {
              try {
                for (int i = 0; i < 10; i++) {
                  for (String key : List.of("a", "c", "e", "i", "k")) {
                    bucket.put(key, Body.of("y"));
                    turns.release(); // the next listing comes upon the overwriting of "f"
                    bucket.put("f", Body.of("overwritten " + i));
                    bucket.delete(key);
                  }
                }
              } finally {
                turns.release(100); // also when a write fails, so that nobody waits for it
              }
              return 0;
            },
            () -> {
              int round = 0;
              do {
                turns.acquireUninterruptibly();
                List<String> shown =
                    bucket.list(ListOptions.all().pageSize(pageSize)).stream()
                        .map(BlobInfo::key)
                        .toList();
                assertThat(shown).isSortedAccordingTo(ListRules.ORDER).doesNotHaveDuplicates();
                assertThat(shown).containsAll(staying);
              } while (++round < 10);
              return 0;
            }));
    assertThat(Expect.keys(bucket)).containsExactlyElementsOf(staying);
  }

  @Label("RACE-09 Who reads a key that copies overwrite meanwhile sees one copy whole")
  @Rule(effort = Effort.MODERATE, also = "CONS-02")
  default void race09(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 50_000) int size) {
    Bucket bucket = sandbox.bucket();
    Marked.put(bucket, "one", new Content(size, 1));
    Marked.put(bucket, "two", new Content(size + 1, 2));
    bucket.copy("one", "key");
    Semaphore turns = new Semaphore(0);
    sandbox.together(
        List.<Callable<Integer>>of(
            () -> {
              try {
                for (int i = 0; i < 10; i++) {
                  turns.release(2);
                  bucket.copy(i % 2 == 0 ? "two" : "one", "key");
                }
              } finally {
                turns.release(100); // also when a copy fails, so that nobody waits for it
              }
              return 0;
            },
            () -> {
              int round = 0;
              do {
                turns.acquireUninterruptibly();
                Marked.read(sandbox, bucket, "key");
              } while (++round < 20);
              return 0;
            }));
    assertThat(Marked.read(sandbox, bucket, "key").seed()).as("the last copy").isEqualTo(1);
  }

  @Label("RACE-03a A large blob is never seen half written")
  @Rule(effort = Effort.COSTLY, also = "CONS-02")
  default void race03a(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    int size = 3 << 20;
    Marked.put(bucket, "key", new Content(size, 0));
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          for (int i = 1; i <= 3; i++) {
            Marked.put(bucket, "key", new Content(size + i, i));
          }
          return 0;
        });
    tasks.add(
        () -> {
          for (int i = 0; i < 12; i++) {
            Marked.read(sandbox, bucket, "key");
          }
          return 0;
        });
    sandbox.together(tasks);
    assertThat(Marked.read(sandbox, bucket, "key").seed()).isEqualTo(3);
  }
}
