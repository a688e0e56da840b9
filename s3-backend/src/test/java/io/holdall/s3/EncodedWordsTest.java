package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodedWordsTest {
  @ParameterizedTest
  @CsvSource({
    "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=, ÄMÄZÕÑ S3",
    "=?UTF-8?B?w4TDpA==?=, Ää",
    "=?utf-8?b?w4TDpA==?=, Ää",
    "=?ISO-8859-1?Q?=C4?=, Ä",
    "=?UTF-8?B?w4Q=?= =?UTF-8?Q?=C3=A4?=, Ää",
  })
  void readsWhatStoresSend(String sent, String value) {
    assertThat(EncodedWords.decode(sent)).isEqualTo(value);
  }

  @Test
  void readsControlCharacters() {
    assertThat(EncodedWords.decode("=?UTF-8?B?AAECAw==?=")).isEqualTo("\0\1\2\3");
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
        "=?UTF-8?B?!!!?=",
        "=?UTF-8?B?/w==?=",
        "=?UTF-8?Q?=C3?=",
        "=?UTF-8?Q?=C?=",
        "=?NO-SUCH-CHARSET?Q?=C3=84?=",
        "=?UTF-8?X?w4Q=?=",
      })
  void leavesAloneWhatItNeedNotRead(String sent) {
    assertThat(EncodedWords.decode(sent)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "a=b?c", "=?", "?="})
  void sendsAsciiAsItIs(String value) {
    assertThat(EncodedWords.encode(value)).isEqualTo(value);
  }

  /** Values as they come back from a store that keeps headers as they are. */
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Ä", "😀 x", "=?UTF-8?B?YWJj?=", "a =?UTF-8?Q?_?= b"})
  void isUndoneByReading(String value) {
    assertThat(EncodedWords.decode(EncodedWords.encode(value))).isEqualTo(value);
  }

  /** S3 decodes what it is sent, and encodes only what is not plain ASCII (META-06). */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "Ä", "=?UTF-8?B?YWJj?=", "=?UTF-8?B?w4Q=?="})
  void survivesS3(String value) {
    String stored = value;
    String answered = EncodedWords.isAscii(stored) ? stored : EncodedWords.encode(stored);
    if (value.equals("=?UTF-8?B?w4Q=?=")) {
      // What S3 itself cannot tell from the encoding of "Ä" is read as that.
      assertThat(EncodedWords.decode(answered)).isEqualTo("Ä");
    } else {
      assertThat(EncodedWords.decode(answered)).isEqualTo(value);
    }
  }
}
