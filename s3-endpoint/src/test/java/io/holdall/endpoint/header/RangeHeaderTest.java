package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.endpoint.error.S3Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {
  @Test
  void readsTheFormsOfOneRange() {
    assertThat(RangeHeader.parse("bytes=0-8")).contains(ByteRange.between(0, 8));
    assertThat(RangeHeader.parse("bytes=1-")).contains(ByteRange.from(1));
    assertThat(RangeHeader.parse("bytes=-2")).contains(ByteRange.suffix(2));
    assertThat(RangeHeader.parse("bytes=-0")).contains(ByteRange.suffix(0));
    assertThat(RangeHeader.parse(" bytes=5-5 ")).contains(ByteRange.between(5, 5));
    assertThat(RangeHeader.parse("bytes=999999999999999999-"))
        .contains(ByteRange.from(999_999_999_999_999_999L));
  }

  @ParameterizedTest(name = "GET-24, GET-25: {0} lies behind every end")
  @ValueSource(
      strings = {"9223372036854775807", "9223372036854775808", "123456789012345678901234567890"})
  void readsPositionsBeyondEverySize(String huge) {
    assertThat(RangeHeader.parse("bytes=5-" + huge)).contains(ByteRange.between(5, Long.MAX_VALUE));
    assertThat(RangeHeader.parse("bytes=-" + huge)).contains(ByteRange.suffix(Long.MAX_VALUE));
    assertThat(RangeHeader.parse("bytes=" + huge + "-")).contains(ByteRange.from(Long.MAX_VALUE));
    assertThat(RangeHeader.parse("bytes=" + huge + "-" + huge))
        .contains(ByteRange.between(Long.MAX_VALUE, Long.MAX_VALUE));
    assertThat(RangeHeader.copySource("bytes=5-" + huge))
        .isEqualTo(new ByteRange.Between(5, Long.MAX_VALUE));
  }

  @ParameterizedTest(name = "GET-27 to GET-29: {0} is no range")
  @ValueSource(
      strings = {
        "bytes=1-0",
        "bytes=0--1",
        "bytes=-1-",
        "bytes=-",
        "0-8",
        "bytes=0-1,3-4",
        "bytes = 0-1",
        "bytes=a-b",
        "items=0-1",
        "bytes=9223372036854775809-9223372036854775808",
        "bytes=٠-١",
        ""
      })
  void takesAnythingElseForNoRange(String text) {
    assertThat(RangeHeader.parse(text)).isEmpty();
  }

  @Test
  void writesContentRange() {
    assertThat(RangeHeader.contentRange(new ByteSpan(1, 9), 10)).isEqualTo("bytes 1-9/10");
    assertThat(RangeHeader.contentRange(new ByteSpan(0, 1), 1)).isEqualTo("bytes 0-0/1");
  }

  @Test
  void readsTheRangeOfACopySource() {
    assertThat(RangeHeader.copySource("bytes=0-8")).isEqualTo(new ByteRange.Between(0, 8));
  }

  @ParameterizedTest(name = "MPU-21: {0}")
  @ValueSource(
      strings = {
        "0-8",
        "bytes=1-",
        "bytes=-2",
        "bytes=1-0",
        "bytes=0-1,3-4",
        "bytes=-",
        "bytes=0-0x"
      })
  void refusesAnyOtherRangeOfACopySource(String text) {
    assertThat(refused(S3Error.INVALID_ARGUMENT, () -> RangeHeader.copySource(text)).details())
        .containsEntry("ArgumentName", "x-amz-copy-source-range")
        .containsEntry("ArgumentValue", text);
  }
}
