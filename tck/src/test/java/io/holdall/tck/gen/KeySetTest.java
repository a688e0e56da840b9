package io.holdall.tck.gen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySetTest {
  @ParameterizedTest
  @CsvSource({
    "a/b, a/b",
    "/a, a",
    "a/, a",
    "a//b, a/b",
    "./a/../b, a/b",
    "//, k",
    ".., k",
    ".a/b., .a/b.",
    "a\\b, a-b"
  })
  void aTameKeyHasOnlySegmentsThatFileSystemsKnow(String key, String tame) {
    assertThat(new Key(key).tamed().text()).isEqualTo(tame);
  }

  @Test
  void noTameKeyIsTheFolderOfAnother() {
    KeySet keys = new KeySet(List.of("a", "a/", "a/b", "a/b//c", "ab", "a-"));
    assertThat(keys.tamed().keys()).containsExactly("a/b/c", "ab", "a-");
  }

  @Test
  void aKeyNestsWhereOneIsTheFolderOfTheOther() {
    KeySet keys = new KeySet(List.of("a/b", "c"));
    assertThat(keys.nests("a")).isTrue();
    assertThat(keys.nests("c/d")).isTrue();
    assertThat(keys.nests("a/b")).isFalse();
    assertThat(keys.nests("cd")).isFalse();
  }

  @Test
  void inOnePlaneBothOrdersAgree() {
    KeySet keys = new KeySet(List.of("a\uD800\uDC00", "a\uDBFF\uDFFF", "a\uFF61"));
    assertThat(keys.inOnePlane().keys()).containsExactly("a\u3044", "a\uFF61");
  }

  @Test
  void simplerKeysAreDistinctAndAsTameAsThese() {
    KeySet tame = new KeySet(List.of("a/b", "ab"));
    assertThat(tame.simpler()).contains(new KeySet(List.of("ab")), new KeySet(List.of("a", "ab")));
    assertThat(tame.simpler())
        .doesNotContain(tame)
        .allSatisfy(
            keys -> {
              assertThat(keys.keys()).doesNotHaveDuplicates().isNotEmpty();
              assertThat(keys).isEqualTo(keys.tamed());
            });
    assertThat(new KeySet(List.of("a/", "a/\uD800\uDC00/..")).simpler())
        .contains(new KeySet(List.of("/", "a/\uD800\uDC00/..")))
        .noneMatch(keys -> keys.keys().stream().anyMatch(Key::climbs))
        .noneMatch(keys -> keys.keys().stream().anyMatch(key -> key.startsWith("\uDC00")));
  }

  @Test
  void theSimplestKeysAreLetters() {
    KeySet keys = new KeySet(List.of("a"));
    assertThat(keys.simpler()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../a",
        "a/../..",
        "//..",
        "a//../..",
        "./..",
        ".",
        "a/..",
        "./.",
        "a%2F..%2F..",
        "a%2f%252E./..",
        "a\\..\\..",
        "a/. ./..",
        "a/\u007F../..",
        "%2F/..",
        "a/.."
      })
  void aPathThatLeadsOutIsFoundHoweverItIsSpelled(String key) {
    assertThat(Key.climbs(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/../b", "a/b/..", "/", "//", "./a", "a/.", "a/../", "..a", "...", "a/...", " "})
  void aPathThatStaysInsideIsTaken(String key) {
    assertThat(Key.climbs(key)).isFalse();
  }
}
