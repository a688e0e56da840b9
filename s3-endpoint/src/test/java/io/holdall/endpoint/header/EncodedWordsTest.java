package io.holdall.endpoint.header;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {
  @Test
  void spellsWhatWasRecorded() {
    // META-07
    assertThat(EncodedWords.encode("ÄMÄZÕÑ S3"))
        .isEqualTo("=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=");
    assertThat(EncodedWords.encode("\u0000\u0001\u0002\u0003")).isEqualTo("=?UTF-8?B?AAECAw==?=");
  }

  @ParameterizedTest
  @CsvSource({
    "=?UTF-8?B?YWJj?=, abc",
    "=?utf-8?b?YWJj?=, abc",
    "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=, ÄMÄZÕÑ S3",
    "=?ISO-8859-1?q?a=E4?=, aä",
    "x =?UTF-8?B?w6Q=?= y, x ä y",
    "=?UTF-8?B?w6Q=?= =?UTF-8?B?w7Y=?=, äö",
    "=?UTF-8?Q??=, ''",
    "a=?b, a=?b",
    "=?, =?"
  })
  void decodes(String text, String meaning) {
    assertThat(EncodedWords.decode(text)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "META-08: {0}")
  @ValueSource(
      strings = {
        "=?UTF-8?B?!!?=",
        "=?UTF-8?Q?=C3?=",
        "=?UTF-8?Q?=?=",
        "=?UTF-8?Q?=X1?=",
        "=?no-such-charset?B?YWJj?=",
        "=?UTF-8?X?YWJj?=",
        "=?B?YWJj?="
      })
  void leavesWhatIsDamaged(String text) {
    assertThat(EncodedWords.decode(text)).isEqualTo(text);
  }

  @Test
  void keepsTheSpaceAroundADamagedWord() {
    assertThat(EncodedWords.decode("=?UTF-8?B?YWJj?= =?UTF-8?B?!!?= =?UTF-8?B?YWJj?="))
        .isEqualTo("abc =?UTF-8?B?!!?= abc");
  }

  @Test
  void leavesPlainTextAlone() {
    assertThat(EncodedWords.encode("a=b? c_d")).isEqualTo("a=b? c_d");
    assertThat(EncodedWords.encode("")).isEmpty();
  }

  @Property
  void decodesWhatItEncodes(@ForAll String text) {
    String meant =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    String encoded = EncodedWords.encode(meant);
    assertThat(encoded.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    assertThat(EncodedWords.decode(encoded)).isEqualTo(meant);
  }

  @Test
  void encodesTextThatLooksEncoded() {
    for (String text : new String[] {"=?UTF-8?B?YWJj?=", "a =?UTF-8?B?w6Q=?= b"}) {
      String encoded = EncodedWords.encode(text);
      assertThat(encoded).isNotEqualTo(text);
      assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
    }
  }
}
