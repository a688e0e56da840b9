package io.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodedWordsTest {
  @Test
  void spellsWhatWasRecorded() {
    // META-07
    assertThat(EncodedWords.encode("ÄMÄZÕÑ S3"))
        .isEqualTo("=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=");
    assertThat(EncodedWords.encode("\0\1\2\3")).isEqualTo("=?UTF-8?B?AAECAw==?=");
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
        "=?UTF-8?B?/w==?=",
        "=?UTF-8?Q?=C3?=",
        "=?UTF-8?Q?=C?=",
        "=?UTF-8?Q?=?=",
        "=?UTF-8?Q?=X1?=",
        "=?no-such-charset?B?YWJj?=",
        "=?UTF-8?X?YWJj?=",
        "=?B?YWJj?="
      })
  void leavesWhatIsDamaged(String text) {
    assertThat(EncodedWords.decode(text)).isEqualTo(text);
    assertThat(EncodedWords.decodeEncoded(text)).isEqualTo(text);
  }

  @Test
  void keepsTheSpaceAroundADamagedWord() {
    assertThat(EncodedWords.decode("=?UTF-8?B?YWJj?= =?UTF-8?B?!!?= =?UTF-8?B?YWJj?="))
        .isEqualTo("abc =?UTF-8?B?!!?= abc");
  }

  @ParameterizedTest
  @CsvSource({
    "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=, ÄMÄZÕÑ S3",
    "=?UTF-8?B?w4TDpA==?=, Ää",
    "=?utf-8?b?w4TDpA==?=, Ää",
    "=?ISO-8859-1?Q?=C4?=, Ä",
    "=?UTF-8?B?w4Q=?= =?UTF-8?Q?=C3=A4?=, Ää",
  })
  void readsWhatStoresSend(String sent, String value) {
    assertThat(EncodedWords.decodeEncoded(sent)).isEqualTo(value);
  }

  @Test
  void readsControlCharacters() {
    assertThat(EncodedWords.decodeEncoded("=?UTF-8?B?AAECAw==?=")).isEqualTo("\0\1\2\3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "=?",
        "=?UTF-8?B?YWJj?=",
        "a =?UTF-8?B?w4Q=?=",
        "=?UTF-8?B?w4Q=?= a",
        "=?UTF-8?X?w4Q=?="
      })
  void leavesAloneWhatItNeedNotRead(String sent) {
    assertThat(EncodedWords.decodeEncoded(sent)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "a=b? c_d", "a=b?c", "=?", "?=", "~ !"})
  void leavesPlainTextAlone(String text) {
    assertThat(EncodedWords.encode(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=?UTF-8?B?YWJj?=", "a =?UTF-8?B?w6Q=?= b", "a =?UTF-8?Q?_?= b"})
  void encodesTextThatLooksEncoded(String text) {
    String encoded = EncodedWords.encode(text);
    assertThat(encoded).isNotEqualTo(text);
    assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
    assertThat(EncodedWords.decodeEncoded(encoded)).isEqualTo(text);
  }

  /** Each character, once where Q is chosen and once where B is. */
  @Test
  void bothDecodesUndoTheEncoding() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      for (String around : new String[] {"plain", "\u00e9"}) {
        String text = around + Character.toString(c);
        String encoded = EncodedWords.encode(text);
        assertThat(encoded.chars().allMatch(it -> it >= ' ' && it < 0x7f)).isTrue();
        assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
        assertThat(EncodedWords.decodeEncoded(encoded)).isEqualTo(text);
      }
    }
  }

  /** What S3 itself cannot tell from an encoding: it keeps the text, which then reads as one. */
  @Test
  void takesStoredTextForAnEncodingOnlyWhereItMustBeOne() {
    assertThat(EncodedWords.decodeEncoded("=?UTF-8?B?w4Q=?=")).isEqualTo("Ä");
    assertThat(EncodedWords.decodeEncoded("=?UTF-8?B?YWJj?=")).isEqualTo("=?UTF-8?B?YWJj?=");
  }
}
