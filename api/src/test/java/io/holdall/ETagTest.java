package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.spi.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ETagTest {
  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  /** Shaped like a digest or only nearly so, each keeps its very text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        MD5,
        MD5 + "-1",
        MD5 + "-10000",
        MD5 + "-0",
        MD5 + "-01",
        MD5 + "-",
        MD5 + "-1-2",
        MD5 + "-123456",
        MD5 + "-x",
        "D41D8CD98F00B204E9800998ECF8427E",
        "d41d8cd98f00b204e9800998ecf8427",
        "d41d8cd98f00b204e9800998ecf8427ef",
        "00000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffff-3",
        "*",
        "0",
        "-",
        "W/abc",
        "any text"
      })
  void keepsItsText(String text) {
    ETag etag = ETag.of(text);
    assertThat(etag.value()).isEqualTo(text);
    assertThat(etag).hasToString(text);
    assertThat(etag.quoted()).isEqualTo('"' + text + '"');
    assertThat(ETag.of(etag.quoted())).isEqualTo(etag).hasSameHashCodeAs(etag);
  }

  @Test
  void differentTextsAreDifferentTags() {
    assertThat(ETag.of(MD5))
        .isNotEqualTo(ETag.of(MD5 + "-1"))
        .isNotEqualTo(ETag.of(MD5.replace('d', 'D')))
        .isNotEqualTo(ETag.of("*"))
        .isNotEqualTo(MD5);
    assertThat(ETag.of(MD5 + "-01")).isNotEqualTo(ETag.of(MD5 + "-1"));
  }

  @Test
  void ofDigests() {
    byte[] empty = Digests.md5().digest();
    assertThat(ETag.ofMd5(empty)).isEqualTo(ETag.of(MD5));
    assertThat(ETag.ofParts(empty, 3)).isEqualTo(ETag.of(MD5 + "-3"));
    assertThatIllegalArgumentException().isThrownBy(() -> ETag.ofMd5(new byte[15]));
    assertThatIllegalArgumentException().isThrownBy(() -> ETag.ofParts(empty, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\"",
        "\"",
        "a\"b",
        "\"abc",
        "abc\"",
        "a\nb",
        "a\u0000",
        "\u007F",
        "ü",
        "\u00A0x",
        "a\u0085b",
        "\uD83D\uDE00",
        " ",
        " a",
        "a ",
        "\" a\""
      })
  void notATag(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ETag.of(text));
  }
}
