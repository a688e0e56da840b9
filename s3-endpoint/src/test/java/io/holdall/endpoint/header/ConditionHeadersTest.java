package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ETag;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.http.Headers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionHeadersTest {
  private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final Instant INSTANT = Instant.parse("1994-11-06T08:49:37Z");
  private static final ReadConditions ALL =
      ReadConditions.none()
          .ifMatch(ETag.of("a"))
          .ifNoneMatch(ETag.of("*"))
          .ifModifiedSince(INSTANT)
          .ifUnmodifiedSince(INSTANT);

  @Test
  void readsTheFourOfAReadAndOfASource() {
    Headers read =
        Headers.of(
            "If-Match",
            "\"a\"",
            "If-None-Match",
            "*",
            "If-Modified-Since",
            DATE,
            "If-Unmodified-Since",
            DATE);
    assertThat(ConditionHeaders.read(read)).isEqualTo(ALL);
    assertThat(ConditionHeaders.source(read).isNone()).isTrue();
    Headers.Builder source = Headers.builder();
    read.fields().forEach(field -> source.add("x-amz-copy-source-" + field.name(), field.value()));
    assertThat(ConditionHeaders.source(source.build())).isEqualTo(ALL);
    assertThat(ConditionHeaders.read(source.build()).isNone()).isTrue();
  }

  @Test
  void takesTagsWithAndWithoutQuotesAndWeakOnes() {
    for (String tag : new String[] {"a", "\"a\"", "W/\"a\""}) {
      assertThat(ConditionHeaders.read(Headers.of("If-None-Match", tag)).ifNoneMatch())
          .contains(ETag.of("a"));
    }
  }

  @Test
  void ignoresDatesThatAreNone() {
    assertThat(ConditionHeaders.read(Headers.of("If-Modified-Since", "soon")).isNone()).isTrue();
  }

  @Test
  void refusesListsOfTags() {
    refused(
        S3Error.NOT_IMPLEMENTED,
        () -> ConditionHeaders.read(Headers.of("If-Match", "\"a\", \"b\"")));
  }

  @Test
  void readsTheConditionOfAWrite() {
    assertThat(ConditionHeaders.write(Headers.empty())).isEqualTo(WriteCondition.always());
    assertThat(ConditionHeaders.write(Headers.of("If-None-Match", "*")))
        .isEqualTo(WriteCondition.ifAbsent());
    assertThat(ConditionHeaders.write(Headers.of("If-Match", "\"a\"")))
        .isEqualTo(WriteCondition.ifMatch(ETag.of("a")));
  }

  @Test
  void refusesWhatS3DoesNotOfferOnWrites() {
    // COND-03, COND-07, COND-08, COND-13
    assertThat(header(Headers.of("If-None-Match", "\"a\""))).isEqualTo("If-None-Match");
    assertThat(header(Headers.of("If-Match", "*"))).isEqualTo("If-Match");
    assertThat(header(Headers.of("If-Match", "a", "If-None-Match", "*")))
        .isEqualTo("If-Match,If-None-Match");
    assertThat(header(Headers.of("If-Modified-Since", DATE))).isEqualTo("If-Modified-Since");
    assertThat(header(Headers.of("If-Unmodified-Since", DATE))).isEqualTo("If-Unmodified-Since");
  }

  private static String header(Headers headers) {
    return refused(S3Error.NOT_IMPLEMENTED, () -> ConditionHeaders.write(headers))
        .details()
        .get("Header");
  }

  @Test
  void readsTheConditionOfADelete() {
    assertThat(ConditionHeaders.delete(Headers.empty())).isEmpty();
    assertThat(ConditionHeaders.delete(Headers.of("If-Match", "*"))).contains(ETag.of("*"));
    assertThat(ConditionHeaders.delete(Headers.of("If-Match", "\"a\""))).contains(ETag.of("a"));
    refused(
        S3Error.NOT_IMPLEMENTED, () -> ConditionHeaders.delete(Headers.of("If-None-Match", "*")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"})
  void insistsOnNone(String name) {
    ConditionHeaders.none(Headers.of("Range", "bytes=0-1"));
    refused(S3Error.NOT_IMPLEMENTED, () -> ConditionHeaders.none(Headers.of(name, "a")));
  }

  @Test
  void namesTheOneThatFailed() {
    assertThat(ConditionHeaders.failed(Headers.empty())).isEmpty();
    assertThat(
            ConditionHeaders.failed(Headers.of("If-None-Match", "a", "If-Unmodified-Since", DATE)))
        .contains("If-Unmodified-Since");
    assertThat(ConditionHeaders.failed(Headers.of("If-None-Match", "*"))).contains("If-None-Match");
    assertThat(
            ConditionHeaders.failed(
                Headers.of("If-Match", "a", "x-amz-copy-source-if-none-match", "b")))
        .contains("x-amz-copy-source-If-None-Match");
  }
}
