package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Blob;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.UserMetadata;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.ReadRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** How blobs are read. */
public interface GetContract extends Contract {

  @Label("GET-01 A read tells what head tells, and gives the same bytes in every way")
  @Rule(also = "GET-03")
  default void get01(
      Sandbox sandbox,
      @ForAll Content content,
      @ForAll ContentHeaders headers,
      @ForAll UserMetadata metadata,
      @ForAll @IntRange(min = 1, max = 9000) int step)
      throws IOException {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", content.body(), PutOptions.defaults().headers(headers).metadata(metadata));
    try (Blob blob = bucket.get("key")) {
      assertThat(blob.attributes()).isEqualTo(bucket.head("key"));
      assertThat(blob.span()).isEqualTo(new ByteSpan(0, content.size()));
      Expect.same(blob.bytes(), content.bytes());
    }
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (Blob blob = bucket.get("key")) {
      assertThat(blob.writeTo(target)).isEqualTo(content.size());
    }
    Expect.same(target.toByteArray(), content.bytes());
    try (Blob blob = bucket.get("key");
        InputStream stream = blob.stream()) {
      Expect.same(inSteps(stream, step), content.bytes());
    }
  }

  private static byte[] inSteps(InputStream stream, int step) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[step];
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      all.write(buffer, 0, read);
    }
    assertThat(stream.read()).as("a read behind the end").isEqualTo(-1);
    return all.toByteArray();
  }

  @Label("GET-02 A key without a blob cannot be read")
  @Rule(also = "GET-32")
  default void get02(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.get("key").close());
    GetOptions ranged = GetOptions.defaults().range(ByteRange.from(10));
    Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.get("key", ranged).close());
  }

  @Label("GET-20 A range gives the bytes that S3 gives, or fails where there are none")
  @Rule(also = {"GET-21", "GET-22", "GET-23", "GET-24", "GET-25", "GET-26", "GET-30", "CHK-12"})
  default void get20(Sandbox sandbox, @ForAll Content content, @ForAll ByteRange range) {
    Bucket bucket = sandbox.bucket();
    Optional<Checksum> whole = bucket.put("key", content.body()).checksum();
    if (ReadRules.isOpen(range, content.size())) {
      return;
    }
    GetOptions options = GetOptions.defaults().range(range);
    Optional<ByteSpan> span = ReadRules.select(range, content.size());
    if (span.isEmpty()) {
      Expect.fails(ErrorCode.INVALID_RANGE, () -> bucket.get("key", options).close());
      return;
    }
    try (Blob blob = bucket.get("key", options)) {
      assertThat(blob.span()).as("the span that was read").isEqualTo(span.get());
      // S3 tells none of a part of the bytes (CHK-12); to tell that of all of them does no harm.
      if (whole.isPresent() && blob.attributes().checksum().isPresent()) {
        assertThat(blob.attributes().checksum())
            .as("the checksum that comes with a range")
            .isEqualTo(whole);
      }
      assertThat(blob.attributes().size()).as("the size of the whole").isEqualTo(content.size());
      byte[] expected = new byte[(int) span.get().length()];
      System.arraycopy(content.bytes(), (int) span.get().offset(), expected, 0, expected.length);
      Expect.same(blob.bytes(), expected);
    }
  }

  @Label("GET-41 A blob put in one piece is its own first part")
  @Rule(needs = Feature.PART_READS)
  default void get41(Sandbox sandbox, @ForAll @IntRange(min = 1, max = 9000) int size) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(size, 1);
    bucket.put("key", content.body());
    try (Blob blob = bucket.get("key", GetOptions.defaults().part(1))) {
      assertThat(blob.span()).isEqualTo(new ByteSpan(0, size));
      Expect.same(blob.bytes(), content.bytes());
    }
  }

  @Label("GET-42 A part that the blob does not have cannot be read")
  @Rule(needs = Feature.PART_READS)
  default void get42(Sandbox sandbox, @ForAll @IntRange(min = 2, max = 10_000) int number) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    Expect.fails(
        ErrorCode.INVALID_PART_NUMBER,
        () -> bucket.get("key", GetOptions.defaults().part(number)).close());
  }

  @Label(
      "GET-60 Conditions are weighed in S3's order: if-match or else if-unmodified-since, then if-none-match or else if-modified-since")
  @Rule(
      also = {
        "GET-50", "GET-51", "GET-52", "GET-53", "GET-54", "GET-55", "GET-56", "GET-57", "GET-58",
        "GET-59"
      })
  default void get60(
      Sandbox sandbox,
      @ForAll @IntRange(min = 0, max = 2) int ifMatch,
      @ForAll @IntRange(min = 0, max = 2) int ifNoneMatch,
      @ForAll @IntRange(min = 0, max = 2) int ifModified,
      @ForAll @IntRange(min = 0, max = 2) int ifUnmodified) {
    Bucket bucket = sandbox.bucket();
    ETag etag = bucket.put("key", Body.of("content")).etag();
    ETag other = bucket.put("other", Body.of("other content")).etag();
    Instant time = bucket.head("key").lastModified();
    ReadConditions conditions = ReadConditions.none();
    if (ifMatch > 0) {
      conditions = conditions.ifMatch(ifMatch == 1 ? etag : other);
    }
    if (ifNoneMatch > 0) {
      conditions = conditions.ifNoneMatch(ifNoneMatch == 1 ? other : etag);
    }
    if (ifModified > 0) {
      conditions = conditions.ifModifiedSince(ifModified == 1 ? time.minusSeconds(1) : time);
    }
    if (ifUnmodified > 0) {
      conditions = conditions.ifUnmodifiedSince(ifUnmodified == 1 ? time : time.minusSeconds(1));
    }
    Optional<ErrorCode> expected = outcome(ifMatch, ifNoneMatch, ifModified, ifUnmodified);
    expectRead(bucket, conditions, expected);
  }

  /** The table of GET-50 to GET-59; 0 is absent, 1 true, 2 false. */
  private static Optional<ErrorCode> outcome(
      int ifMatch, int ifNoneMatch, int ifModified, int ifUnmodified) {
    if (ifMatch == 2 || (ifMatch == 0 && ifUnmodified == 2)) {
      return Optional.of(ErrorCode.PRECONDITION_FAILED);
    }
    if (ifNoneMatch == 2 || (ifNoneMatch == 0 && ifModified == 2)) {
      return Optional.of(ErrorCode.NOT_MODIFIED);
    }
    return Optional.empty();
  }

  private static void expectRead(
      Bucket bucket, ReadConditions conditions, Optional<ErrorCode> expected) {
    GetOptions options = GetOptions.defaults().conditions(conditions);
    if (expected.isPresent()) {
      Expect.fails(expected.get(), () -> bucket.get("key", options).close());
    } else {
      try (Blob blob = bucket.get("key", options)) {
        assertThat(blob.string()).isEqualTo("content");
      }
    }
  }

  @Label("GET-61 The ETag * is met by every blob")
  @Rule
  default void get61(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    ETag any = ETag.of("*");
    expectRead(bucket, ReadConditions.none().ifMatch(any), Optional.empty());
    expectRead(bucket, ReadConditions.none().ifNoneMatch(any), Optional.of(ErrorCode.NOT_MODIFIED));
  }

  @Label("GET-62 Times are compared in whole seconds")
  @Rule
  default void get62(Sandbox sandbox, @ForAll @IntRange(min = -1001, max = 999) int millis) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    Instant time = bucket.head("key").lastModified().plusMillis(millis);
    boolean before = millis < 0;
    expectRead(
        bucket,
        ReadConditions.none().ifUnmodifiedSince(time),
        before ? Optional.of(ErrorCode.PRECONDITION_FAILED) : Optional.empty());
    expectRead(
        bucket,
        ReadConditions.none().ifModifiedSince(time),
        before ? Optional.empty() : Optional.of(ErrorCode.NOT_MODIFIED));
  }

  @Label("GET-63 A modified-since time in the future is ignored")
  @Rule
  default void get63(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    Instant future = bucket.head("key").lastModified().plus(Duration.ofDays(3650));
    expectRead(bucket, ReadConditions.none().ifModifiedSince(future), Optional.empty());
  }

  @Label(
      "CONS-02b A reader sees one version to its end though the key is overwritten or deleted meanwhile")
  @Rule(effort = Effort.MODERATE)
  default void cons02b(
      Sandbox sandbox, @ForAll @IntRange(min = 0, max = 3_000_000) int size, @ForAll boolean delete)
      throws IOException {
    Bucket bucket = sandbox.bucket();
    Content old = new Content(size, 1);
    bucket.put("key", old.body());
    try (Blob blob = bucket.get("key");
        InputStream stream = blob.stream()) {
      byte[] first = stream.readNBytes(size / 2);
      if (delete) {
        bucket.delete("key");
      } else {
        bucket.put("key", new Content(size, 2).body());
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(first);
      stream.transferTo(all);
      Expect.same(all.toByteArray(), old.bytes());
    }
  }

  @Label("API-03 The bytes of an open blob can be taken once")
  @Rule
  default void api03(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    try (Blob blob = bucket.get("key")) {
      assertThat(blob.string()).isEqualTo("content");
      assertThatThrownBy(blob::bytes).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(blob::stream).isInstanceOf(IllegalStateException.class);
    }
  }
}
