package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {
  /** On both sides of each border at which UTF-8 or UTF-16 changes its form. */
  private static final List<String> CHARACTERS =
      List.of(
          "\0",
          "a",
          "\u007F",
          "\u0080",
          "ÿ",
          "\u0100",
          "\u07FF",
          "\u0800",
          "\uD7FF",
          "\uE000",
          "\uFF61",
          "\uFFFF",
          "\uD800\uDC00",
          "\uD83D\uDE00",
          "\uDBFF\uDFFF");

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    texts.add("");
    for (String a : CHARACTERS) {
      texts.add(a);
      for (String b : CHARACTERS) {
        texts.add(a + b);
      }
    }
    return texts;
  }

  @Test
  void isTheOrderOfTheBytes() {
    List<String> texts = texts();
    for (String a : texts) {
      for (String b : texts) {
        assertSameAsBytes(a, b);
      }
    }
  }

  @Property
  void isTheOrderOfTheBytesOfAnyTexts(
      @ForAll @From("wellFormed") String a, @ForAll @From("wellFormed") String b) {
    assertSameAsBytes(a, b);
  }

  @Provide
  Arbitrary<String> wellFormed() {
    return Texts.of(CHARACTERS, 0, 6);
  }

  private static void assertSameAsBytes(String a, String b) {
    int bytes =
        Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(Utf8Order.compare(a, Utf8Order.isPlain(a), b)))
        .as("%s against %s", a, b)
        .isEqualTo(Integer.signum(bytes));
  }
}
