package io.holdall.endpoint.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant NOVEMBER = Instant.parse("1994-11-06T08:49:37Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "sun, 06 nov 1994 08:49:37 gmt",
        " Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsTheThreeFormsOfHttp(String text) {
    assertThat(HttpDate.parse(text)).contains(NOVEMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "2024-01-01T00:00:00Z", "Mon, 06 Nov 1994 08:49:37 GMT", "0"})
  void takesAnythingElseForNoDate(String text) {
    assertThat(HttpDate.parse(text)).isEmpty();
  }

  @Test
  void writesWholeSeconds() {
    assertThat(HttpDate.format(NOVEMBER.plusMillis(999)))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(HttpDate.format(Instant.parse("2033-12-01T16:00:00Z")))
        .isEqualTo("Thu, 01 Dec 2033 16:00:00 GMT");
  }

  @Test
  void readsWhatItWrites() {
    Instant day = Instant.EPOCH;
    for (int i = 0; i < 800; i++) {
      assertThat(HttpDate.parse(HttpDate.format(day))).contains(day);
      day = day.plusSeconds(86_400 * 37 + 3_661);
    }
  }
}
