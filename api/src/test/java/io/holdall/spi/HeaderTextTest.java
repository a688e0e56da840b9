package io.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderTextTest {
  @Test
  void everyCharacterGoesAndComesBack() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String text = "a" + Character.toString(c);
      String header = HeaderText.encode(text);
      assertThat(header.getBytes(StandardCharsets.ISO_8859_1))
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(HeaderText.decode(header)).contains(text);
    }
    assertThat(HeaderText.decode("")).contains("");
  }

  /** Latin-1, cut short, overlong, a surrogate, and what is no byte. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "caf\u00e9",
        "\u00c3",
        "\u00f0\u009f\u0098",
        "\u00c0\u0080",
        "\u00ed\u00a0\u0080",
        "\u65e5",
        "\u00c3\u00a4\u65e5"
      })
  void thereIsNoTextInWhatIsNotUtf8(String header) {
    assertThat(HeaderText.decode(header)).isEmpty();
  }
}
