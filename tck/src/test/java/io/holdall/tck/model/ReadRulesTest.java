package io.holdall.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The model's reads against the tables of the facts (GET-20 to GET-26, GET-50 to GET-59). */
class ReadRulesTest {
  private static final ETag TAG = ETag.of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  private static final ETag OTHER = ETag.of("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private static final ReadConditions NONE = ReadConditions.none();

  private static Optional<ByteSpan> ofTen(ByteRange range) {
    return ReadRules.select(range, 10);
  }

  @Test
  void ranges() {
    assertThat(ofTen(ByteRange.between(0, 8))).contains(new ByteSpan(0, 9));
    assertThat(ofTen(ByteRange.from(1))).contains(new ByteSpan(1, 9));
    assertThat(ofTen(ByteRange.suffix(2))).contains(new ByteSpan(8, 2));
    assertThat(ofTen(ByteRange.suffix(15))).contains(new ByteSpan(0, 10));
    assertThat(ofTen(ByteRange.between(0, 100))).contains(new ByteSpan(0, 10));
    assertThat(ofTen(ByteRange.between(100, 200))).isEmpty();
    assertThat(ofTen(ByteRange.from(10))).isEmpty();
    assertThat(ofTen(ByteRange.suffix(0))).isEmpty();
    assertThat(ofTen(ByteRange.between(9, Long.MAX_VALUE))).contains(new ByteSpan(9, 1));
  }

  private static String weigh(ReadConditions conditions, String... deviations) {
    ReadRules.Weighed weighed =
        ReadRules.weigh(conditions, TAG, TIME, List.of(deviations)::contains);
    return weighed.codes().isEmpty() ? "200" : weighed.codes() + (weighed.mayPass() ? " 200" : "");
  }

  @Test
  void precedence() {
    String failed = "[" + ErrorCode.PRECONDITION_FAILED + "]";
    String unchanged = "[" + ErrorCode.NOT_MODIFIED + "]";
    Instant before = TIME.minusSeconds(1);
    assertThat(weigh(NONE.ifMatch(OTHER).ifNoneMatch(OTHER))).as("GET-50").isEqualTo(failed);
    assertThat(weigh(NONE.ifMatch(TAG).ifUnmodifiedSince(before))).as("GET-51").isEqualTo("200");
    assertThat(weigh(NONE.ifMatch(TAG).ifNoneMatch(TAG))).as("GET-52").isEqualTo(unchanged);
    assertThat(weigh(NONE.ifMatch(TAG).ifModifiedSince(TIME))).as("GET-53").isEqualTo(unchanged);
    assertThat(weigh(NONE.ifNoneMatch(TAG).ifUnmodifiedSince(before)))
        .as("GET-54")
        .isEqualTo(failed);
    assertThat(weigh(NONE.ifNoneMatch(TAG).ifModifiedSince(before)))
        .as("GET-55")
        .isEqualTo(unchanged);
    assertThat(weigh(NONE.ifNoneMatch(OTHER).ifModifiedSince(TIME))).as("GET-57").isEqualTo("200");
    assertThat(weigh(NONE.ifModifiedSince(TIME))).as("GET-58").isEqualTo(unchanged);
    assertThat(weigh(NONE.ifModifiedSince(before))).as("GET-59").isEqualTo("200");
    assertThat(weigh(NONE.ifMatch(ETag.of("*")))).as("GET-61").isEqualTo("200");
    assertThat(weigh(NONE.ifUnmodifiedSince(TIME.plusMillis(1)))).as("GET-62").isEqualTo("200");
    assertThat(weigh(NONE.ifModifiedSince(TIME.plusSeconds(9))))
        .as("GET-63, when the clock is not known")
        .isEqualTo(unchanged + " 200");
  }

  @Test
  void aStoreThatIsKnownToWeighOtherwiseMayDoSoAndNoMore() {
    String either = "[" + ErrorCode.PRECONDITION_FAILED + ", " + ErrorCode.NOT_MODIFIED + "]";
    Instant before = TIME.minusSeconds(1);
    ReadConditions bothTimes = NONE.ifModifiedSince(TIME).ifUnmodifiedSince(before);
    assertThat(weigh(bothTimes, "GET-60")).isEqualTo(either);
    assertThat(weigh(NONE.ifMatch(TAG).ifUnmodifiedSince(before), "GET-60"))
        .isEqualTo("[" + ErrorCode.PRECONDITION_FAILED + "] 200");
    assertThat(weigh(NONE.ifMatch(TAG).ifNoneMatch(TAG), "GET-60"))
        .isEqualTo("[" + ErrorCode.NOT_MODIFIED + "] 200");
    assertThat(weigh(NONE.ifMatch(OTHER), "GET-60", "GET-61", "GET-62"))
        .isEqualTo(weigh(NONE.ifMatch(OTHER)));
    assertThat(weigh(NONE.ifMatch(ETag.of("*")), "GET-61"))
        .isEqualTo("[" + ErrorCode.PRECONDITION_FAILED + "] 200");
    assertThat(weigh(NONE.ifNoneMatch(ETag.of("*")), "GET-61"))
        .isEqualTo("[" + ErrorCode.NOT_MODIFIED + "] 200");
    assertThat(weigh(NONE.ifUnmodifiedSince(TIME.plusMillis(1)), "GET-62"))
        .isEqualTo("[" + ErrorCode.PRECONDITION_FAILED + "] 200");
    assertThat(weigh(NONE.ifMatch(TAG).ifUnmodifiedSince(TIME), "GET-60", "GET-62"))
        .isEqualTo("[" + ErrorCode.PRECONDITION_FAILED + "] 200");
    assertThat(weigh(NONE.ifModifiedSince(TIME), "GET-62"))
        .isEqualTo("[" + ErrorCode.NOT_MODIFIED + "] 200");
  }
}
