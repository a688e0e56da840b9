package io.holdall;

import java.util.Comparator;
import java.util.Locale;

/**
 * The rules of keys and their order. A key is a {@link String} of 1 to {@value #MAX_BYTES} bytes of
 * UTF-8 (KEY-01) made of whole Unicode characters (KEY-02); nothing in it has a meaning, {@code /}
 * included (KEY-03), and it is never normalised. Pure functions.
 */
public final class Keys {
  /** The longest key, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  /**
   * Ascending order of the UTF-8 bytes, which is the order of listings (LIST-01). It differs from
   * {@link String#compareTo} where a supplementary character meets one from U+E000 to U+FFFF.
   */
  public static final Comparator<String> UTF8_ORDER = Keys::compareUtf8;

  private Keys() {}

  /**
   * Returns the key if it is legal.
   *
   * @throws IllegalArgumentException naming what is wrong: empty, too long, or a lone surrogate and
   *     where
   */
  public static String check(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key must not be empty");
    }
    int bytes = utf8Length("key", key);
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a key has at most %s bytes of UTF-8, this one has %s: %s"
              .formatted(MAX_BYTES, bytes, abbreviated(key, 40)));
    }
    return key;
  }

  /**
   * Returns the prefix if it can begin a key: empty or legal as a key.
   *
   * @throws IllegalArgumentException as {@link #check}
   */
  public static String checkPrefix(String prefix) {
    return prefix.isEmpty() ? prefix : check(prefix);
  }

  /**
   * The length in bytes of UTF-8.
   *
   * @param what the word that names the text in the error
   * @throws IllegalArgumentException if a surrogate stands alone
   */
  static int utf8Length(String what, String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a %s must be well-formed Unicode, but index %s holds the lone surrogate U+%04X",
                what,
                i,
                (int) c));
      }
    }
    return bytes;
  }

  /** For sentences: the text itself, or what it begins with if it has more characters than most. */
  static String abbreviated(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  private static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  /** Surrogates stand for characters beyond U+FFFF, so they go behind U+E000 to U+FFFF. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
