package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @Test
  void whatIsPlainStays() {
    String plain = "photos/été 2026/日本 \uD83D\uDE00 <&>\"'\\";
    assertThat(OneLine.of(plain)).isEqualTo(plain);
    assertThat(OneLine.of("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 7, 8, '\t', '\n', '\r', 0x1B, 0x7F, 0x85, 0x9B, 0x200E, 0x2028, 0x2029, 0x202E})
  void whatIsNotIsReplaced(int character) {
    assertThat(OneLine.of("a" + Character.toString(character) + "b")).isEqualTo("a\uFFFDb");
  }

  @Test
  void soIsHalfOfACharacter() {
    assertThat(OneLine.of("a\uD83D")).isEqualTo("a\uFFFD");
  }
}
