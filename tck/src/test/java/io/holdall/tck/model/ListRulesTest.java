package io.holdall.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ListOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model's listing against examples worked out by hand from the facts. */
class ListRulesTest {
  private static final List<String> KEYS =
      List.of("b", "a/1", "a/2", "a", "a/", "folder/aSub/subFile1", "folder/file");

  private static List<String> names(ListOptions options) {
    return ListRules.entries(KEYS, options).stream().map(ListRules.Entry::toString).toList();
  }

  @Test
  void orderIsThatOfUtf8() {
    assertThat(ListRules.ORDER.compare("\uFF61", "\uD800\uDC00")).isNegative();
    assertThat("\uFF61".compareTo("\uD800\uDC00")).isPositive();
    assertThat(ListRules.ORDER.compare("a", "a/")).isNegative();
  }

  @Test
  void delimiterRollsUp() {
    assertThat(names(ListOptions.all().delimiter("/")))
        .containsExactly("\"a\"", "prefix \"a/\"", "\"b\"", "prefix \"folder/\"");
  }

  @Test
  void aKeyEqualToThePrefixIsABlob() {
    assertThat(names(ListOptions.under("a/").delimiter("/")))
        .containsExactly("\"a/\"", "\"a/1\"", "\"a/2\"");
  }

  @Test
  void startAfterInsideARolledUpPrefixSkipsIt() {
    ListOptions options = ListOptions.under("folder/").delimiter("/");
    assertThat(names(options.startAfter("folder/aSub/subFile1")))
        .containsExactly("\"folder/file\"");
    assertThat(names(options.startAfter("folder/aSub/"))).containsExactly("\"folder/file\"");
    assertThat(names(options.startAfter("folder/aSub")))
        .containsExactly("prefix \"folder/aSub/\"", "\"folder/file\"");
  }

  @Test
  void prefixMayEndAnywhere() {
    assertThat(names(ListOptions.under("fol").delimiter("/")))
        .containsExactly("prefix \"folder/\"");
    assertThat(names(ListOptions.under("x"))).isEmpty();
  }
}
