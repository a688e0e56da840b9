package io.holdall.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.spi.PercentEncoding;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class PercentDecodingTest {
  @Test
  void everyByteOfAscii() {
    for (char c = 0; c < 0x80; c++) {
      String text = String.valueOf(c);
      boolean unreserved = text.matches("[A-Za-z0-9._~-]");
      String expected = unreserved ? text : String.format("%%%02X", (int) c);
      assertThat(PercentDecoding.decodePath(expected)).isEqualTo(text);
      assertThat(PercentDecoding.decodeQuery(expected)).isEqualTo(text);
    }
  }

  @Test
  void beyondAscii() {
    assertThat(PercentDecoding.decodePath("%c3%A9%20%F0%9F%98%80"))
        .isEqualTo("\u00e9 \ud83d\ude00");
  }

  @Test
  void aPlusIsASpaceInAQueryOnly() {
    assertThat(PercentDecoding.decodePath("a+b")).isEqualTo("a+b");
    assertThat(PercentDecoding.decodeQuery("a+b")).isEqualTo("a b");
  }

  @Test
  void decodingHappensOnce() {
    assertThat(PercentDecoding.decodePath("file%252Fname")).isEqualTo("file%2Fname");
  }

  @Property(tries = 500)
  void whatIsEncodedDecodesToItself(@ForAll @CharRange(from = 0, to = '\ud7ff') String text) {
    assertThat(PercentDecoding.decodePath(PercentEncoding.encode(text))).isEqualTo(text);
    assertThat(PercentDecoding.decodeQuery(PercentEncoding.encodePath(text))).isEqualTo(text);
    String rawBytes =
        new String(
            text.replace("%", "%25").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(PercentDecoding.decodePath(rawBytes)).isEqualTo(text);
  }
}
