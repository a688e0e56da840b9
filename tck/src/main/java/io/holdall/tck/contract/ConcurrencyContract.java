package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.UploadedPart;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.linear.ClientArbitraries;
import io.holdall.tck.linear.Clients;
import io.holdall.tck.linear.KeyHistory;
import io.holdall.tck.linear.Reply;
import io.holdall.tck.model.Digests;
import io.holdall.tck.model.ListRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** What holds when several do something at the same time. */
public interface ConcurrencyContract extends Contract {
  /** A blob that tells in its metadata which content it has. */
  private static void putMarked(Bucket bucket, String key, Content content) {
    PutOptions options =
        PutOptions.defaults()
            .metadata("size", String.valueOf(content.size()))
            .metadata("seed", String.valueOf(content.seed()));
    bucket.put(key, content.body(), options);
  }

  /** That a blob is one of those that were put, and of one piece with its metadata and ETag. */
  private static Content isWhole(Sandbox sandbox, BlobAttributes attributes, byte[] bytes) {
    Content content =
        new Content(
            Integer.parseInt(attributes.metadata().asMap().getOrDefault("size", "-1")),
            Integer.parseInt(attributes.metadata().asMap().getOrDefault("seed", "-1")));
    assertThat(attributes.size()).as("the size, beside the metadata").isEqualTo(content.size());
    Expect.same(bytes, content.bytes());
    if (sandbox.has(Feature.MD5_ETAG)) {
      assertThat(attributes.etag()).as("the ETag").isEqualTo(Digests.etag(bytes));
    }
    return content;
  }

  private static Content read(Sandbox sandbox, Bucket bucket, String key) {
    try (Blob blob = bucket.get(key)) {
      return isWhole(sandbox, blob.attributes(), blob.bytes());
    }
  }

  private static Optional<ErrorCode> attempt(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (BlobStoreException e) {
      return Optional.of(e.code());
    }
  }

  @Label("RACE-01 Of puts if absent at the same time exactly one wins, and its blob is there")
  @Rule(
      needs = Feature.PUT_IF_ABSENT,
      effort = Effort.MODERATE,
      also = {"COND-02", "COND-09"})
  default void race01(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 6) int writers) {
    Bucket bucket = sandbox.bucket();
    List<Callable<Optional<ErrorCode>>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Body body = Body.of("writer " + i);
      tasks.add(() -> attempt(() -> bucket.put("key", body, PutOptions.defaults().ifAbsent())));
    }
    List<Optional<ErrorCode>> outcomes = sandbox.together(tasks);
    List<String> winners = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Optional<ErrorCode> error = outcomes.get(i);
      if (error.isEmpty()) {
        winners.add("writer " + i);
      } else if (Reply.Lost.is(error.get())) {
        unknown.add("writer " + i);
      } else {
        assertThat(error.get()).isIn(ErrorCode.PRECONDITION_FAILED, ErrorCode.CONFLICT);
      }
    }
    if (unknown.isEmpty()) {
      assertThat(winners).as("the winners").hasSize(1);
    } else {
      assertThat(winners).as("the winners").hasSizeLessThanOrEqualTo(1);
    }
    if (unknown.size() < writers || bucket.find("key").isPresent()) {
      assertThat(bucket.getString("key")).isIn(winners.isEmpty() ? unknown : winners);
    }
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
          attempt(() -> bucket.put("counter", Body.of(String.valueOf(count + 1)), options));
      if (error.isPresent() && Reply.Lost.is(error.get())) {
        lost.incrementAndGet();
      } else {
        error.ifPresent(
            code -> assertThat(code).isIn(ErrorCode.PRECONDITION_FAILED, ErrorCode.CONFLICT));
      }
      return error.isEmpty();
    }
  }

  @Label("RACE-03 A reader sees the old or the new blob whole, never a mixture")
  @Rule(effort = Effort.MODERATE, also = "CONS-02")
  default void race03(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 100_000) int size) {
    Bucket bucket = sandbox.bucket();
    putMarked(bucket, "key", new Content(size, 0));
    Semaphore turns = new Semaphore(0);
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          try {
            for (int i = 1; i <= 12; i++) {
              turns.release(4);
              putMarked(bucket, "key", new Content(i % 3 == 0 ? size / 2 : size, i));
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
              int seen = read(sandbox, bucket, "key").seed();
              assertThat(seen)
                  .as("the version read after version %d", last)
                  .isGreaterThanOrEqualTo(last);
              last = seen;
            } while (++round < 24);
            return last;
          });
    }
    sandbox.together(tasks);
    assertThat(read(sandbox, bucket, "key").seed()).isEqualTo(12);
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
            putMarked(bucket, "key", content);
            return 0;
          });
    }
    sandbox.together(tasks);
    Content stayed = read(sandbox, bucket, "key");
    assertThat(stayed.size()).isEqualTo(100 * stayed.seed());
    BlobInfo head = bucket.head("key").info();
    assertThat(head.size()).isEqualTo(stayed.size());
    assertThat(bucket.list().stream().map(Expect::withoutChecksum))
        .containsExactly(Expect.withoutChecksum(head));
    putMarked(bucket, "key", new Content(7, 7));
    assertThat(read(sandbox, bucket, "key").seed()).as("a put after all others").isEqualTo(7);
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

  @Label("RACE-06 A put and a delete at the same time leave the whole blob or none")
  @Rule(effort = Effort.MODERATE, also = "CONS-02")
  default void race06(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 50_000) int size) {
    Bucket bucket = sandbox.bucket();
    for (int round = 0; round < 3; round++) {
      putAndDelete(sandbox, bucket, size);
    }
  }

  private static void putAndDelete(Sandbox sandbox, Bucket bucket, int size) {
    putMarked(bucket, "key", new Content(size, 1));
    sandbox.together(
        List.<Callable<Integer>>of(
            () -> {
              putMarked(bucket, "key", new Content(size + 1, 2));
              return 0;
            },
            () -> {
              bucket.delete("key");
              return 0;
            },
            () -> {
              Optional<ErrorCode> error = attempt(() -> read(sandbox, bucket, "key"));
              error.ifPresent(code -> assertThat(code).isEqualTo(ErrorCode.NO_SUCH_KEY));
              return 0;
            }));
    boolean there = bucket.find("key").isPresent();
    if (there) {
      assertThat(read(sandbox, bucket, "key").seed()).isEqualTo(2);
    }
    assertThat(Expect.keys(bucket)).hasSize(there ? 1 : 0);
  }

  @Label("RACE-07 Parts may be uploaded at the same time, and of one number one stays whole")
  @Rule(needs = Feature.MULTIPART, effort = Effort.MODERATE, also = "MPU-07")
  default void race07(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 5) int writers) {
    Bucket bucket = sandbox.bucket();
    MultipartUpload upload = bucket.startUpload("key");
    List<Callable<UploadedPart>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Content content = new Content(1000 + i, i);
      tasks.add(() -> upload.uploadPart(1, content.body()));
    }
    List<UploadedPart> acknowledged = sandbox.together(tasks);
    var stored = upload.parts();
    assertThat(stored).hasSize(1);
    UploadedPart last = stored.get(0).part();
    assertThat(acknowledged).extracting(UploadedPart::etag).contains(last.etag());
    int winner = (int) stored.get(0).size() - 1000;
    UploadedPart listed = acknowledged.get(winner);
    assertThat(listed.etag()).isEqualTo(last.etag());
    upload.complete(List.of(listed));
    Expect.holds(bucket, "key", new Content(1000 + winner, winner).bytes());
  }

  @Label(
      "RACE-08 Of completions of one upload at the same time the blob is whole, and the upload is over")
  @Rule(
      needs = Feature.MULTIPART,
      effort = Effort.MODERATE,
      also = {"MPU-38", "MPU-40"})
  default void race08(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 4) int clients) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(5000, 3);
    MultipartUpload upload = bucket.startUpload("key");
    List<UploadedPart> parts = List.of(upload.uploadPart(1, content.body()));
    List<Callable<Optional<ErrorCode>>> tasks = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      tasks.add(() -> attempt(() -> upload.complete(parts)));
    }
    List<Optional<ErrorCode>> outcomes = sandbox.together(tasks);
    assertThat(outcomes).anyMatch(Optional::isEmpty);
    assertThat(outcomes.stream().flatMap(Optional::stream))
        .allMatch(code -> code == ErrorCode.NO_SUCH_UPLOAD || code == ErrorCode.CONFLICT);
    Expect.holds(bucket, "key", content.bytes());
    assertThat(bucket.listUploads("")).isEmpty();
  }

  @Label("RACE-09 Who reads a key that copies overwrite meanwhile sees one copy whole")
  @Rule(effort = Effort.MODERATE, also = "CONS-02")
  default void race09(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 50_000) int size) {
    Bucket bucket = sandbox.bucket();
    putMarked(bucket, "one", new Content(size, 1));
    putMarked(bucket, "two", new Content(size + 1, 2));
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
                read(sandbox, bucket, "key");
              } while (++round < 20);
              return 0;
            }));
    assertThat(read(sandbox, bucket, "key").seed()).as("the last copy").isEqualTo(1);
  }

  @Label(
      "RACE-10 What clients see who put, delete and read at the same time could have happened one call after the other")
  @Rule(
      effort = Effort.MODERATE,
      also = {"CONS-01", "CONS-02", "CONS-03"})
  default void race10(
      Sandbox sandbox, @ForAll(supplier = ClientArbitraries.OfBlobs.class) Clients clients) {
    couldHaveHappenedInTurn(sandbox, clients);
  }

  @Label(
      "RACE-11 What clients see who put with and without conditions, delete, read and list at the same time could have happened one call after the other")
  @Rule(
      needs = {Feature.PUT_IF_ABSENT, Feature.PUT_IF_MATCH},
      effort = Effort.MODERATE,
      also = {"COND-02", "COND-05", "COND-06", "COND-09"})
  default void race11(
      Sandbox sandbox, @ForAll(supplier = ClientArbitraries.OfConditions.class) Clients clients) {
    couldHaveHappenedInTurn(sandbox, clients);
  }

  @Label(
      "RACE-12 What clients see of a key in listings and heads could have happened one call after the other")
  @Rule(
      effort = Effort.MODERATE,
      also = {"CONS-01", "CONS-04", "LIST-13"})
  default void race12(
      Sandbox sandbox, @ForAll(supplier = ClientArbitraries.OfListings.class) Clients clients) {
    couldHaveHappenedInTurn(sandbox, clients);
  }

  private static void couldHaveHappenedInTurn(Sandbox sandbox, Clients clients) {
    sandbox.note(clients.code("bucket"));
    List<KeyHistory> histories = clients.run(sandbox.quietBucket());
    histories.forEach(KeyHistory::check);
    assertThat(histories.stream().mapToLong(KeyHistory::lostWrites).sum())
        .as("the writes whose answer was lost: all of several")
        .isLessThan(Math.max(3, histories.stream().mapToLong(KeyHistory::writes).sum()));
  }
}
