package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final List<String> CHARACTERS =
      List.of(
          "\u0001",
          "-",
          "/",
          "0",
          "a",
          "\u007F",
          "\u0080",
          "\u07FF",
          "\u0800",
          "\uD7FF",
          "\uE000",
          "\uFF61",
          "\uFFFF",
          "\uD800\uDC00",
          "\uD83D\uDE00",
          "\uDBFF\uDFFF");

  /** All strings of up to three characters from those between which encodings change. */
  private static List<String> strings() {
    List<String> all = new ArrayList<>(List.of(""));
    for (int from = 0, length = 1; length <= 3; length++) {
      int to = all.size();
      for (String start : List.copyOf(all.subList(from, to))) {
        CHARACTERS.forEach(c -> all.add(start + c));
      }
      from = to;
    }
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void orderIsThatOfTheUtf8Bytes() {
    List<String> strings = strings();
    List<byte[]> bytes = strings.stream().map(KeysTest::utf8).toList();
    for (int i = 0; i < strings.size(); i += 7) {
      for (int j = 0; j < strings.size(); j++) {
        int expected = Arrays.compareUnsigned(bytes.get(i), bytes.get(j));
        int actual = Keys.UTF8_ORDER.compare(strings.get(i), strings.get(j));
        if (Integer.signum(actual) != Integer.signum(expected)) {
          assertThat(actual).as("%s and %s", strings.get(i), strings.get(j)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void lengthIsThatOfTheUtf8Bytes() {
    assertThat(strings())
        .allSatisfy(text -> assertThat(Keys.utf8Length("key", text)).isEqualTo(utf8(text).length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "/", "//", "..", "a/../b", ".", "a//b", "a/", "\u0000", "?versionId", "%2F"})
  void everyCharacterIsLegal(String key) {
    assertThat(Keys.check(key)).isSameAs(key);
  }

  @Test
  void aKeyHasAtMost1024Bytes() {
    for (String character : List.of("a", "é", "€", "😀")) {
      String longest = character.repeat(1024 / utf8(character).length);
      String rest = "a".repeat(1024 - utf8(longest).length);
      assertThat(Keys.check(longest + rest)).isEqualTo(longest + rest);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Keys.check(longest + rest + "a"))
          .withMessageContaining("at most 1024 bytes of UTF-8, this one has 1025");
    }
  }

  @Test
  void aTooLongKeyIsCutBetweenCharactersInTheMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.check("a" + "😀".repeat(256)))
        .satisfies(
            e ->
                assertThat(Keys.utf8Length("message", String.valueOf(e.getMessage())))
                    .isPositive());
  }

  @Test
  void anEmptyKeyIsRefusedAndAnEmptyPrefixIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.check(""))
        .withMessage("a key must not be empty");
    assertThat(Keys.checkPrefix("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "\uDC00", "\uDC00\uD800", "\uD800\uD800\uDC00", "\uD800a"})
  void aLoneSurrogateIsNamedWithItsPlace(String lone) {
    String key = "ab" + lone;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.check(key))
        .withMessage(
            "a key must be well-formed Unicode, but index 2 holds the lone surrogate U+%04X",
            (int) lone.charAt(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Keys.checkPrefix(key));
  }
}
