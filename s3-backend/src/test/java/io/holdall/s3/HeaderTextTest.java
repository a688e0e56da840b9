package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Ä", "日本", "😀", "\u0085"})
  void readsUtf8ThatCameAsBytes(String meant) {
    String shown = new String(meant.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(HeaderText.read(shown)).isEqualTo(meant);
  }

  @Test
  void leavesLatin1Alone() {
    assertThat(HeaderText.read("caf\u00e9")).isEqualTo("caf\u00e9");
    assertThat(HeaderText.read("日")).isEqualTo("日");
  }
}
