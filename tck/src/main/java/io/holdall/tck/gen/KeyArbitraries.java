package io.holdall.tck.gen;

import io.holdall.Feature;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.Store;

/** Keys that stores stumble over. */
public final class KeyArbitraries {
  /** Short, and few, so that keys meet; the simplest first, because shrinking goes there. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "/",
          "A",
          ".",
          "-",
          "ab",
          "//",
          "0",
          "~",
          "!",
          "/a/",
          "../",
          "./",
          "/..",
          "/.",
          "..",
          "%2F",
          "%",
          "%25",
          "+",
          " ",
          "_",
          "=",
          "&",
          "?",
          "#",
          ";",
          ":",
          "@",
          "*",
          "|",
          "'",
          "\"",
          "<",
          ">",
          "\\",
          "(",
          ",",
          "$",
          "{",
          "^",
          "`",
          "[",
          "\t",
          "\u007F",
          // One letter in two spellings, and one that grows in upper case.
          "\u00E9",
          "e\u0301",
          "\u00DF",
          "\u0131",
          // UTF-16 sorts these two the wrong way round; UTF-8 does not.
          "\uFF61",
          "\uD800\uDC00",
          "\uE000",
          "\uD83D\uDE00",
          "\uDBFF\uDFFF",
          "\uFFFD",
          "\u3042");

  /** The ends of the planes, where the order of UTF-16 is not that of UTF-8. */
  private static final List<String> AROUND_UTF16 =
      List.of("~", "\uD800\uDC00", "\uFF61", "\uE000", "\uDBFF\uDFFF", "\uFFFD", "\uD7FF");

  private KeyArbitraries() {}

  static Arbitrary<String> pieces(int most) {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of(PIECES.subList(0, 8))), Tuple.of(3, Arbitraries.of(PIECES)));
    return Numbers.lists(piece, 1, most).map(list -> String.join("", list));
  }

  /** Whether the store under test takes any key; others are given tame ones. */
  private static boolean isAnyKeyTaken() {
    return Store.<Set<Feature>>get(Feature.class).get().contains(Feature.ANY_KEY);
  }

  static Arbitrary<Key> key() {
    return isAnyKeyTaken() ? anyKey() : anyKey().map(Key::tamed);
  }

  /** Keys that share beginnings, differ by a delimiter, or look alike. */
  public static Arbitrary<KeySet> set(int least, int most) {
    return tamed(anySet(least, most));
  }

  private static Arbitrary<KeySet> tamed(Arbitrary<KeySet> sets) {
    return isAnyKeyTaken() ? sets : sets.map(KeySet::tamed);
  }

  private static Arbitrary<Key> anyKey() {
    return pieces(6).filter(text -> !Key.climbs(text)).map(Key::new);
  }

  private static Arbitrary<KeySet> anySet(int least, int most) {
    Arbitrary<String> child =
        Combinators.combine(anyKey(), pieces(2)).as((key, more) -> key.text() + more);
    Arbitrary<String> lookalike =
        Combinators.combine(anyKey(), Numbers.upTo(20))
            .as(
                (key, which) -> {
                  List<String> others = key.lookalikes();
                  return others.get(which % others.size());
                });
    Arbitrary<String> any =
        Arbitraries.frequencyOf(
            Tuple.of(4, anyKey().map(Key::text)), Tuple.of(1, child), Tuple.of(1, lookalike));
    Arbitrary<KeySet> independent =
        Numbers.lists(any.filter(text -> !Key.climbs(text)), least, most)
            .uniqueElements()
            .map(KeySet::new);
    return Arbitraries.frequencyOf(
        Tuple.of(2, independent),
        Tuple.of(2, family(endings(), least, most)),
        Tuple.of(1, family(Arbitraries.of(AROUND_UTF16), least, Math.min(most, 6))));
  }

  private static Arbitrary<String> endings() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.of("", "/", "a", "/a", "/b", "//", "-", "0", "/a/b")),
        Tuple.of(1, pieces(2)));
  }

  /** Keys that begin alike. */
  private static Arbitrary<KeySet> family(Arbitrary<String> ending, int least, int most) {
    Arbitrary<List<String>> endings = Numbers.lists(ending, least, most).uniqueElements();
    return Combinators.combine(pieces(2), endings)
        .as((stem, ends) -> ends.stream().map(end -> stem + end).toList())
        .filter(keys -> keys.stream().noneMatch(Key::climbs))
        .map(KeySet::new);
  }

  /** Keys of letters, digits, dashes and slashes alone, for rules that are about something else. */
  public static Arbitrary<KeySet> plain(int least, int most) {
    Arbitrary<String> piece = Arbitraries.of("a", "b", "/", "c", "ab", "/a", "-", "0", "a/");
    return tamed(
        Numbers.lists(
                Numbers.lists(piece, 1, 4).map(list -> "k" + String.join("", list)), least, most)
            .uniqueElements()
            .map(KeySet::new));
  }
}
