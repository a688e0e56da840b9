package io.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PercentEncodingTest {
  @Test
  void everyByteOfAscii() {
    for (char c = 0; c < 0x80; c++) {
      String text = String.valueOf(c);
      boolean unreserved = text.matches("[A-Za-z0-9._~-]");
      String expected = unreserved ? text : String.format("%%%02X", (int) c);
      assertThat(PercentEncoding.encode(text)).isEqualTo(expected);
      assertThat(PercentEncoding.encodePath(text)).isEqualTo(c == '/' ? "/" : expected);
    }
  }

  @Test
  void everyCharacterThereIs() {
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String text = Character.toString(c);
      String encoded = PercentEncoding.encode(text);
      assertThat(encoded).matches("(%[0-9A-F]{2})+");
      assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void aSurrogateAloneIsNoText() {
    assertThatIllegalArgumentException().isThrownBy(() -> PercentEncoding.encode("a\udc00"));
    assertThatIllegalArgumentException().isThrownBy(() -> PercentEncoding.encodePath("\ud800/"));
  }

  /** KEY-09 */
  @ParameterizedTest
  @CsvSource({
    "., %2E",
    ".., %2E%2E",
    "..., ...",
    "/b/../x, /b/%2E%2E/x",
    "/b/./x, /b/%2E/x",
    "/b/x/.., /b/x/%2E%2E",
    "../../., %2E%2E/%2E%2E/%2E",
    "/.//../, /%2E//%2E%2E/",
    "a.b/.c/d./..e/f.., a.b/.c/d./..e/f..",
    "a b/%2E, a%20b/%252E",
    "'', ''"
  })
  void dotsAloneInASegmentAreHidden(String text, String encoded) {
    assertThat(PercentEncoding.encodeUrlPath(text)).isEqualTo(encoded);
  }
}
