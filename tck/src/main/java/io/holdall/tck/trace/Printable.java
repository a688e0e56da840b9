package io.holdall.tck.trace;

import java.util.stream.Collectors;

/** Text of a store's that does nothing to who looks at it. */
public final class Printable {
  private Printable() {}

  /**
   * Characters that XML and HTML do not allow, that command a terminal, or that change what others
   * look like, are replaced.
   */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean allowed =
                  c == '\n'
                      || c == '\t'
                      || (type != Character.CONTROL
                          && type != Character.FORMAT
                          && type != Character.SURROGATE
                          && (c & 0xFFFE) != 0xFFFE);
              printable.appendCodePoint(allowed ? c : 0xFFFD);
            });
    return printable.toString();
  }

  /** The same line by line, with the system's line separators. */
  public static String lines(String text) {
    return text.lines()
        .map(line -> of(line) + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
