package io.holdall.cli;

/** Text of a store's, such as a key, as a part of one line. Pure functions. */
final class OneLine {
  private OneLine() {}

  /**
   * The text with U+FFFD in place of what ends a line, commands a terminal, or changes how what
   * stands beside it is shown.
   */
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(isPlain(c) ? c : 0xFFFD));
    return line.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
