package io.holdall.engine;

import io.holdall.Keys;

/**
 * {@link Keys#UTF8_ORDER} at the speed of {@link String#compareTo} wherever the two agree. Pure
 * functions.
 *
 * <p>UTF-16 and UTF-8 order well-formed strings differently in one case only: where they first
 * differ, one has a surrogate and the other a character from U+E000 to U+FFFF. Both are at or above
 * {@value #FIRST_SURROGATE}, so {@link String#compareTo} is right as soon as one of the two strings
 * has no such character. A search compares one string with many; it looks at that one once.
 */
final class Utf8Order {
  private static final char FIRST_SURROGATE = Character.MIN_SURROGATE;

  private Utf8Order() {}

  /** Whether {@link String#compareTo} orders the text rightly against every other. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param plain what {@link #isPlain} says of {@code a}
   */
  static int compare(String a, boolean plain, String b) {
    return plain ? a.compareTo(b) : Keys.UTF8_ORDER.compare(a, b);
  }
}
