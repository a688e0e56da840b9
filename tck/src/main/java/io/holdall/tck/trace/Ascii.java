package io.holdall.tck.trace;

import java.util.Locale;

/** Text in which a reader sees every character: keys may hold any. */
public final class Ascii {
  private Ascii() {}

  /**
   * The text with what is not printable ASCII written as four hexadecimal digits behind a backslash
   * and a u.
   */
  public static String shown(String text) {
    return shown(text, "");
  }

  /**
   * As {@link #shown(String)}.
   *
   * @param kept characters that stay as they are
   */
  static String shown(String text, String kept) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c ->
                shown.append(
                    (c >= ' ' && c < 0x7F) || kept.indexOf(c) >= 0
                        ? String.valueOf((char) c)
                        : String.format(Locale.ROOT, "\\u%04X", c)));
    return shown.toString();
  }
}
