package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
  private static final Instant WRITTEN = Samples.TIME;
  private static final Instant NOW = WRITTEN.plusSeconds(3600);
  private static final ETag OWN = ETag.of("11111111111111111111111111111111");
  private static final ETag OTHER = ETag.of("22222222222222222222222222222222");
  private static final ETag ANY = ETag.of("*");
  private static final BlobInfo BLOB = new BlobInfo("a", 1, OWN, WRITTEN);

  private static Optional<ErrorCode> outcome(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (DriverException e) {
      return Optional.of(e.code());
    }
  }

  // ---- reads

  /** A condition, and whether it holds for the blob. */
  private record Case<T>(Optional<T> value, boolean holds) {
    boolean isAbsent() {
      return value.isEmpty();
    }
  }

  private static <T> Case<T> absent() {
    return new Case<>(Optional.empty(), true);
  }

  private static <T> Case<T> holding(T value) {
    return new Case<>(Optional.of(value), true);
  }

  private static <T> Case<T> failing(T value) {
    return new Case<>(Optional.of(value), false);
  }

  private static final List<Case<ETag>> IF_MATCH =
      List.of(absent(), holding(OWN), holding(ANY), failing(OTHER));
  private static final List<Case<ETag>> IF_NONE_MATCH =
      List.of(absent(), holding(OTHER), failing(OWN), failing(ANY));
  private static final List<Case<Instant>> IF_MODIFIED_SINCE =
      List.of(
          absent(),
          holding(WRITTEN.minusSeconds(1)),
          holding(WRITTEN.minusNanos(1)),
          failing(WRITTEN),
          failing(WRITTEN.plusMillis(999)),
          failing(NOW),
          // GET-63, in whole seconds: HTTP carries no fraction.
          failing(NOW.plusMillis(999)),
          holding(NOW.plusSeconds(1)),
          holding(NOW.plus(Duration.ofDays(1))));
  private static final List<Case<Instant>> IF_UNMODIFIED_SINCE =
      List.of(
          absent(),
          holding(WRITTEN),
          holding(WRITTEN.plusMillis(1)),
          holding(NOW.plus(Duration.ofDays(1))),
          failing(WRITTEN.minusNanos(1)),
          failing(WRITTEN.minusSeconds(1)));

  /** The table of GET-50 to GET-59, row by row; empty for 200. */
  private static Optional<ErrorCode> expected(
      Case<ETag> ifMatch,
      Case<ETag> ifNoneMatch,
      Case<Instant> ifModifiedSince,
      Case<Instant> ifUnmodifiedSince) {
    if (!ifMatch.holds()) {
      return Optional.of(ErrorCode.PRECONDITION_FAILED); // GET-50
    }
    if (!ifMatch.isAbsent()) {
      if (!ifNoneMatch.holds()) {
        return Optional.of(ErrorCode.NOT_MODIFIED); // GET-52
      }
      if (ifNoneMatch.isAbsent() && !ifModifiedSince.holds()) {
        return Optional.of(ErrorCode.NOT_MODIFIED); // GET-53
      }
      return Optional.empty(); // GET-51
    }
    if (!ifUnmodifiedSince.holds()) {
      return Optional.of(ErrorCode.PRECONDITION_FAILED); // GET-54
    }
    if (!ifNoneMatch.holds()) {
      return Optional.of(ErrorCode.NOT_MODIFIED); // GET-55, GET-56
    }
    if (!ifNoneMatch.isAbsent()) {
      return Optional.empty(); // GET-57
    }
    return ifModifiedSince.holds()
        ? Optional.empty() // GET-59
        : Optional.of(ErrorCode.NOT_MODIFIED); // GET-58
  }

  @Test
  void everyCombinationOfReadConditions() {
    for (Case<ETag> ifMatch : IF_MATCH) {
      for (Case<ETag> ifNoneMatch : IF_NONE_MATCH) {
        for (Case<Instant> modified : IF_MODIFIED_SINCE) {
          for (Case<Instant> unmodified : IF_UNMODIFIED_SINCE) {
            ReadConditions conditions = ReadConditions.none();
            conditions = ifMatch.value().map(conditions::ifMatch).orElse(conditions);
            conditions = ifNoneMatch.value().map(conditions::ifNoneMatch).orElse(conditions);
            conditions = modified.value().map(conditions::ifModifiedSince).orElse(conditions);
            conditions = unmodified.value().map(conditions::ifUnmodifiedSince).orElse(conditions);
            ReadConditions all = conditions;
            Optional<ErrorCode> expected = expected(ifMatch, ifNoneMatch, modified, unmodified);
            assertThat(outcome(() -> Preconditions.checkRead(all, BLOB, NOW)))
                .as("%s", all)
                .isEqualTo(expected);
            // COPY-12
            assertThat(outcome(() -> Preconditions.checkCopySource(all, BLOB, NOW)))
                .as("%s", all)
                .isEqualTo(expected.map(code -> ErrorCode.PRECONDITION_FAILED));
          }
        }
      }
    }
  }

  // ---- writes

  @Test
  void writes() {
    WriteCondition absent = WriteCondition.ifAbsent();
    assertThat(write(WriteCondition.always(), null)).isEmpty();
    assertThat(write(WriteCondition.always(), BLOB)).isEmpty();
    assertThat(write(absent, null)).isEmpty(); // COND-01
    assertThat(write(absent, BLOB)).contains(ErrorCode.PRECONDITION_FAILED); // COND-02
    assertThat(write(WriteCondition.ifMatch(OWN), BLOB)).isEmpty(); // COND-04
    assertThat(write(WriteCondition.ifMatch(OTHER), BLOB))
        .contains(ErrorCode.PRECONDITION_FAILED); // COND-05
    assertThat(write(WriteCondition.ifMatch(OWN), null)).contains(ErrorCode.NO_SUCH_KEY); // COND-06
  }

  private static Optional<ErrorCode> write(WriteCondition condition, BlobInfo current) {
    return outcome(() -> Preconditions.checkWrite(condition, current));
  }

  @Test
  void completions() {
    for (boolean changed : List.of(false, true)) {
      assertThat(complete(WriteCondition.always(), null, changed)).isEmpty();
      assertThat(complete(WriteCondition.always(), BLOB, changed)).isEmpty();
      assertThat(complete(WriteCondition.ifAbsent(), BLOB, changed))
          .contains(ErrorCode.PRECONDITION_FAILED);
      assertThat(complete(WriteCondition.ifMatch(OTHER), BLOB, changed))
          .contains(ErrorCode.PRECONDITION_FAILED);
      assertThat(complete(WriteCondition.ifMatch(OWN), null, changed))
          .contains(ErrorCode.NO_SUCH_KEY);
    }
    assertThat(complete(WriteCondition.ifAbsent(), null, false)).isEmpty();
    assertThat(complete(WriteCondition.ifMatch(OWN), BLOB, false)).isEmpty();
    // COND-10: it would hold, but not because nothing happened.
    assertThat(complete(WriteCondition.ifAbsent(), null, true)).contains(ErrorCode.CONFLICT);
    assertThat(complete(WriteCondition.ifMatch(OWN), BLOB, true)).contains(ErrorCode.CONFLICT);
  }

  private static Optional<ErrorCode> complete(
      WriteCondition condition, BlobInfo current, boolean keyChanged) {
    return outcome(() -> Preconditions.checkCompletion(condition, current, keyChanged));
  }

  @Test
  void deletes() {
    assertThat(delete(OWN, BLOB)).isEmpty();
    assertThat(delete(ANY, BLOB)).isEmpty();
    assertThat(delete(OTHER, BLOB)).contains(ErrorCode.PRECONDITION_FAILED);
    assertThat(delete(OWN, null)).contains(ErrorCode.NO_SUCH_KEY);
    assertThat(delete(ANY, null)).contains(ErrorCode.NO_SUCH_KEY);
  }

  private static Optional<ErrorCode> delete(ETag etag, BlobInfo current) {
    return outcome(() -> Preconditions.checkDelete(etag, current));
  }
}
