package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.ContentMd5;
import io.holdall.DeleteOutcome;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlobsTest {
  private final TestStore test = new TestStore();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void allFeaturesButPresignAreDeclared() {
    assertThat(test.store.features())
        .hasSize(Feature.values().length - 1)
        .doesNotContain(Feature.PRESIGN);
  }

  @Test
  void aPutKeepsTheDigestsAndTheTime() {
    test.clock.advance(Duration.ofMillis(1999));
    PutResult result = test.bucket.put("a", Body.of("hello"));
    BlobAttributes found = test.bucket.head("a");
    assertThat(result.etag()).isEqualTo(ETag.of("5d41402abc4b2a76b9719d911017c592"));
    assertThat(result.checksum())
        .contains(Samples.checksum(ChecksumAlgorithm.CRC64NVME, utf8("hello")));
    assertThat(found.info())
        .isEqualTo(
            new BlobInfo("a", 5, result.etag(), Samples.TIME.plusSeconds(1))
                .checksum(result.checksum().orElseThrow()));
    assertThat(test.bucket.list()).as("the listing").containsExactly(found.info());
    assertThat(found.checksum()).isEqualTo(result.checksum());
    assertThat(found.contentType()).isEqualTo("binary/octet-stream");
    assertThat(found.tagCount()).isZero();
    assertThat(found.partCount()).isEmpty();
  }

  @Test
  void theChecksumThatIsAskedForIsKept() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Checksum expected = Samples.checksum(algorithm, utf8("hello"));
      test.bucket.put("asked", Body.of("hello"), PutOptions.defaults().checksum(algorithm));
      test.bucket.put("expected", Body.of("hello").expecting(expected));
      assertThat(test.bucket.head("asked").checksum()).contains(expected);
      assertThat(test.bucket.head("expected").checksum()).contains(expected);
    }
  }

  @Test
  void aPutReplacesEverything() {
    test.bucket.put(
        "a",
        Body.of("old"),
        PutOptions.defaults()
            .headers(ContentHeaders.none().cacheControl("no-store").contentType("text/plain"))
            .metadata("n", "v")
            .tag("t", "1"));
    BlobAttributes old = test.bucket.head("a");
    assertThat(old.headers().cacheControl()).contains("no-store");
    assertThat(old.contentType()).isEqualTo("text/plain");
    assertThat(old.metadata().asMap()).isEqualTo(Map.of("n", "v"));
    assertThat(old.tagCount()).isEqualTo(1);

    test.bucket.put("a", Body.of("new"));
    BlobAttributes now = test.bucket.head("a");
    assertThat(now.headers().cacheControl()).isEmpty();
    assertThat(now.metadata().asMap()).isEmpty();
    assertThat(test.bucket.tags("a").asMap()).as("TAG-11").isEmpty();
    assertThat(test.bucket.getString("a")).isEqualTo("new");
  }

  @Test
  void aBadBodyPublishesNothing() {
    test.bucket.put("a", Body.of("old"));
    test.assertRefused(
        ErrorCode.BAD_DIGEST,
        () -> test.bucket.put("a", Body.of("new").expecting(ContentMd5.of(new byte[16]))));
    test.assertRefused(
        ErrorCode.INCOMPLETE_BODY,
        () -> test.bucket.put("a", Body.of(new ByteArrayInputStream(utf8("new")), 4)));
    test.assertRefused(
        ErrorCode.BODY_FAILED, () -> test.bucket.put("a", Body.of(failingStream(), 4)));
    test.bodies.fail(true);
    test.assertRefused(ErrorCode.IO_FAILED, () -> test.bucket.put("a", Body.of("new")));
    test.log.fail(true);
    test.assertRefused(ErrorCode.STORAGE_FULL, () -> test.bucket.put("a", Body.of("new")));
    assertThat(test.bucket.getString("a")).isEqualTo("old");
  }

  private static InputStream failingStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("unplugged");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        throw new IOException("unplugged");
      }
    };
  }

  @Test
  void writesAreConditional() {
    PutResult first = test.bucket.put("a", Body.of("1"), PutOptions.defaults().ifAbsent());
    test.assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> test.bucket.put("a", Body.of("2"), PutOptions.defaults().ifAbsent()));
    PutResult second =
        test.bucket.put("a", Body.of("2"), PutOptions.defaults().ifMatch(first.etag()));
    test.assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> test.bucket.put("a", Body.of("3"), PutOptions.defaults().ifMatch(first.etag())));
    test.assertRefused(
        ErrorCode.NO_SUCH_KEY,
        () -> test.bucket.put("b", Body.of("3"), PutOptions.defaults().ifMatch(first.etag())));
    test.assertRefused(ErrorCode.PRECONDITION_FAILED, () -> test.bucket.delete("a", first.etag()));
    test.bucket.delete("a", second.etag());
    test.assertRefused(ErrorCode.NO_SUCH_KEY, () -> test.bucket.delete("a", second.etag()));
    test.bucket.put("a", Body.of("4"));
    test.bucket.delete("a", ETag.of("*"));
    assertThat(test.bucket.exists("a")).isFalse();
  }

  @Test
  void readsAreConditional() {
    PutResult put = test.bucket.put("a", Body.of("1"));
    ReadConditions unchanged = ReadConditions.none().ifNoneMatch(put.etag());
    test.assertRefused(
        ErrorCode.NOT_MODIFIED,
        () -> test.bucket.get("a", GetOptions.defaults().conditions(unchanged)));
    test.assertRefused(ErrorCode.NOT_MODIFIED, () -> test.bucket.head("a", unchanged));
    test.assertRefused(
        ErrorCode.NO_SUCH_KEY,
        () -> test.bucket.get("b", GetOptions.defaults().conditions(unchanged)));
    // The condition goes before the range.
    test.assertRefused(
        ErrorCode.NOT_MODIFIED,
        () ->
            test.bucket.get(
                "a", GetOptions.defaults().range(ByteRange.from(5)).conditions(unchanged)));
  }

  @Test
  void rangesAreRead() {
    test.bucket.put("a", Body.of("0123456789"));
    GetOptions options = GetOptions.defaults().range(ByteRange.between(2, 4));
    try (Blob blob = test.bucket.get("a", options)) {
      assertThat(blob.attributes().size()).isEqualTo(10);
      assertThat(blob.attributes().checksum()).as("CHK-12").isEmpty();
      assertThat(blob.string()).isEqualTo("234");
    }
    test.assertRefused(
        ErrorCode.INVALID_RANGE,
        () -> test.bucket.get("a", GetOptions.defaults().range(ByteRange.from(10))));
    test.assertRefused(
        ErrorCode.INVALID_PART_NUMBER, () -> test.bucket.get("a", GetOptions.defaults().part(2)));
  }

  @Test
  void aReaderSeesOneVersionToItsEnd() {
    test.bucket.put("a", Body.of("old"));
    test.bucket.put("b", Body.of("old"));
    try (Blob replaced = test.bucket.get("a");
        Blob deleted = test.bucket.get("b")) {
      test.bucket.put("a", Body.of("new"));
      test.bucket.delete("b");
      assertThat(replaced.string()).isEqualTo("old");
      assertThat(deleted.string()).isEqualTo("old");
    }
    assertThat(test.bodies.holds()).isEqualTo(Snapshots.holdsOf(test.engine.state()));
  }

  @Test
  void deletingIsIdempotentAndLogsOnlyWhatHappens() {
    test.bucket.put("a", Body.of("1"));
    test.bucket.delete("a");
    int changes = test.log.changes().size();
    test.bucket.delete("a");
    assertThat(test.log.changes()).hasSize(changes);
    test.bucket.put("b", Body.of("1"));
    List<DeleteOutcome> outcomes = test.bucket.deleteAll(List.of("a", "b"));
    assertThat(outcomes).extracting(DeleteOutcome::key).containsExactly("a", "b");
    assertThat(outcomes).allMatch(outcome -> outcome.error().isEmpty());
    assertThat(test.bucket.exists("b")).isFalse();
  }

  @Test
  void eachDeletedKeyHasItsOwnOutcome() {
    test.bucket.put("a", Body.of("1"));
    test.bucket.put("b", Body.of("1"));
    test.log.fail(true);
    List<DeleteOutcome> outcomes = test.bucket.deleteAll(List.of("a", "b"));
    assertThat(outcomes.get(0).error()).isPresent();
    assertThat(outcomes.get(1).error()).isEmpty();
    assertThat(test.bucket.exists("a")).isTrue();
    assertThat(test.bucket.exists("b")).isFalse();
  }

  @Test
  void theTotalIsLimited() {
    TestStore small = new TestStore(new Limits(80, 100, 1, 10), 100);
    small.bucket.put("a", Body.of(new byte[60]));
    small.assertRefused(ErrorCode.STORAGE_FULL, () -> small.bucket.put("b", Body.of(new byte[41])));
    small.assertRefused(ErrorCode.STORAGE_FULL, () -> small.bucket.put("a", Body.of(new byte[60])));
    small.assertRefused(ErrorCode.STORAGE_FULL, () -> small.bucket.copy("a", "b"));
    small.assertRefused(
        ErrorCode.BAD_DIGEST,
        () -> small.bucket.put("b", Body.of(new byte[40]).expecting(ContentMd5.of(new byte[16]))));
    // What failed has given its room back.
    small.bucket.put("b", Body.of(new byte[40]));
    small.bucket.delete("a");
    small.bucket.put("b", Body.of(new byte[60]));
    assertThat(small.engine.state().bytes()).isEqualTo(60);
  }

  @Test
  void theSizeIsLimited() {
    TestStore small = new TestStore(new Limits(10, 20, 1, 10), Long.MAX_VALUE);
    small.assertRefused(
        ErrorCode.ENTITY_TOO_LARGE, () -> small.bucket.put("a", Body.of(new byte[21])));
    small.bucket.put("a", Body.of(new byte[20]));
    assertThat(small.bucket.getBytes("a")).hasSize(20);
  }

  /** GET-62: who has the old version and asks with its time must learn of the new one. */
  @Test
  void theTimeOfAKeyDoesNotRunBackwards() {
    test.bucket.put("a", Body.of("old"));
    test.bucket.put("source", Body.of("source"));
    Instant old = test.bucket.head("a").lastModified();
    test.clock.advance(Duration.ofHours(-1));

    test.bucket.put("a", Body.of("new"));
    assertThat(test.bucket.head("a").lastModified()).isEqualTo(old);
    test.bucket.copy("source", "a");
    assertThat(test.bucket.head("a").lastModified()).isEqualTo(old);
    MultipartUpload upload = test.bucket.startUpload("a");
    upload.complete(List.of(upload.uploadPart(1, Body.of("parts"))));
    assertThat(test.bucket.head("a").lastModified()).isEqualTo(old);

    test.bucket.put("b", Body.of("another key"));
    assertThat(test.bucket.head("b").lastModified()).isEqualTo(old.minus(Duration.ofHours(1)));
    ReadConditions since = ReadConditions.none().ifModifiedSince(old);
    test.assertRefused(ErrorCode.NOT_MODIFIED, () -> test.bucket.head("a", since));
  }

  @Test
  void aCallUnderWayWhileTheStoreIsClosedSaysSo() {
    Body closing =
        Body.of(
            () -> {
              test.store.close();
              return new ByteArrayInputStream(new byte[] {1});
            },
            1);
    assertThatIllegalStateException()
        .isThrownBy(() -> test.bucket.put("a", closing))
        .withMessageContaining("closed");
    assertThat(test.bodies.holds()).isEmpty();
  }

  @Test
  void aLogThatIsClosedUnderAChangeSaysSo() {
    test.log.beforeAppend = test.store::close;
    assertThatIllegalStateException()
        .isThrownBy(() -> test.bucket.put("a", Body.of("b")))
        .withMessageContaining("closed");
  }

  @Test
  void aBodyWhoseStreamFailsToCloseIsLetGo() {
    TestStore small = new TestStore(new Limits(1000, 10_000, 5, 10_000), 10);
    InputStream failing =
        new ByteArrayInputStream(new byte[10]) {
          @Override
          public void close() {
            throw new IllegalStateException("it cannot be closed");
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> small.bucket.put("a", Body.of(() -> failing, 10)));
    assertThat(small.bodies.holds()).isEmpty();
    small.bucket.put("a", Body.of(new byte[10])); // there is room again
  }

  @Test
  void lostBytesAreReported() {
    test.bucket.put("a", Body.of("lost"));
    test.bodies.lose();
    assertThatThrownBy(() -> test.bucket.get("a"))
        .isInstanceOfSatisfying(
            BlobStoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    assertThatThrownBy(() -> test.bucket.copy("a", "b"))
        .isInstanceOfSatisfying(
            BlobStoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
  }
}
