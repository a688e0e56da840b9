package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobInfo;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.linear.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Writes at the same time. */
public interface WriteRaceContract extends Contract {
  @Label("RACE-01 Of puts if absent at the same time exactly one wins, and its blob is there")
  @Rule(
      needs = Feature.PUT_IF_ABSENT,
      effort = Effort.MODERATE,
      also = {"COND-02", "COND-09"})
  default void race01(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 6) int writers) {
    Bucket bucket = sandbox.bucket();
    List<Runnable> puts = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Body body = Body.of("writer " + i);
      puts.add(() -> bucket.put("key", body, PutOptions.defaults().ifAbsent()));
    }
    Marked.oneWins(sandbox, bucket, puts);
  }

  @Label("RACE-02 No update is lost where each is a put with if-match of what was read")
  @Rule(
      needs = Feature.PUT_IF_MATCH,
      effort = Effort.MODERATE,
      also = {"COND-05", "COND-09"})
  default void race02(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 4) int writers) {
    Bucket bucket = sandbox.bucket();
    bucket.put("counter", Body.of("0"));
    int each = 5;
    AtomicInteger lost = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      tasks.add(() -> IntStream.range(0, each).map(n -> increment(bucket, lost) ? 1 : 0).sum());
    }
    int successes = sandbox.together(tasks).stream().mapToInt(Integer::intValue).sum();
    assertThat(successes).as("the updates that succeeded").isPositive();
    int count = Integer.parseInt(bucket.getString("counter"));
    assertThat(count).as("the updates that are seen").isBetween(successes, successes + lost.get());
  }

  private static boolean increment(Bucket bucket, AtomicInteger lost) {
    try (Blob blob = bucket.get("counter")) {
      int count = Integer.parseInt(new String(blob.bytes(), StandardCharsets.UTF_8));
      PutOptions options = PutOptions.defaults().ifMatch(blob.attributes().etag());
      Optional<ErrorCode> error =
          Marked.attempt(() -> bucket.put("counter", Body.of(String.valueOf(count + 1)), options));
      if (error.isPresent() && Reply.Lost.is(error.get())) {
        lost.incrementAndGet();
      } else {
        error.ifPresent(
            code -> assertThat(code).isIn(ErrorCode.PRECONDITION_FAILED, ErrorCode.CONFLICT));
      }
      return error.isEmpty();
    }
  }

  @Label("RACE-04 Of puts at the same time one stays, and get, head and list agree which")
  @Rule(effort = Effort.MODERATE, also = "CONS-03")
  default void race04(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 6) int writers) {
    Bucket bucket = sandbox.bucket();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Content content = new Content(100 * i, i);
      tasks.add(
          () -> {
            Marked.put(bucket, "key", content);
            return 0;
          });
    }
    sandbox.together(tasks);
    Content stayed = Marked.read(sandbox, bucket, "key");
    assertThat(stayed.size()).isEqualTo(100 * stayed.seed());
    BlobInfo head = bucket.head("key").info();
    assertThat(head.size()).isEqualTo(stayed.size());
    assertThat(bucket.list().stream().map(Expect::withoutChecksum))
        .containsExactly(Expect.withoutChecksum(head));
    Marked.put(bucket, "key", new Content(7, 7));
    assertThat(Marked.read(sandbox, bucket, "key").seed())
        .as("a put after all others")
        .isEqualTo(7);
  }

  @Label("RACE-06 A put and a delete at the same time leave the whole blob or none")
  @Rule(effort = Effort.MODERATE, also = "CONS-02")
  default void race06(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 50_000) int size) {
    Bucket bucket = sandbox.bucket();
    for (int round = 0; round < 3; round++) {
      putAndDelete(sandbox, bucket, size);
    }
  }

  private static void putAndDelete(Sandbox sandbox, Bucket bucket, int size) {
    Marked.put(bucket, "key", new Content(size, 1));
    sandbox.together(
        List.<Callable<Integer>>of(
            () -> {
              Marked.put(bucket, "key", new Content(size + 1, 2));
              return 0;
            },
            () -> {
              bucket.delete("key");
              return 0;
            },
            () -> {
              Optional<ErrorCode> error = Marked.attempt(() -> Marked.read(sandbox, bucket, "key"));
              error.ifPresent(code -> assertThat(code).isEqualTo(ErrorCode.NO_SUCH_KEY));
              return 0;
            }));
    boolean there = bucket.find("key").isPresent();
    if (there) {
      assertThat(Marked.read(sandbox, bucket, "key").seed()).isEqualTo(2);
    }
    assertThat(Expect.keys(bucket)).hasSize(there ? 1 : 0);
  }

  @Label("RACE-15 A delete with if-match at the same time as a put never deletes what was put")
  @Rule(
      needs = Feature.DELETE_IF_MATCH,
      effort = Effort.MODERATE,
      also = {"COND-09", "COND-20"})
  default void race15(Sandbox sandbox, @ForAll @IntRange(min = 1, max = 3) int rounds) {
    Bucket bucket = sandbox.bucket();
    for (int round = 0; round < rounds; round++) {
      ETag old = bucket.put("key", Body.of("old " + round)).etag();
      Body body = Body.of("new " + round);
      sandbox.together(
          List.<Callable<Integer>>of(
              () -> {
                bucket.put("key", body);
                return 0;
              },
              () -> {
                Optional<ErrorCode> error = Marked.attempt(() -> bucket.delete("key", old));
                error.ifPresent(
                    code ->
                        assertThat(code).isIn(ErrorCode.PRECONDITION_FAILED, ErrorCode.CONFLICT));
                return 0;
              }));
      assertThat(bucket.find("key")).as("the blob that was put").isPresent();
      assertThat(bucket.getString("key")).isEqualTo("new " + round);
    }
  }
}
