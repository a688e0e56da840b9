package io.holdall.spi;

/** What XML 1.0 makes of text. */
public final class XmlText {
  private XmlText() {}

  /**
   * Whether a text goes through XML as it is: most control characters are not in it, nor are
   * surrogates alone, and a carriage return may become a line feed (KEY-12).
   */
  public static boolean canCarry(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                c == '\t'
                    || c == '\n'
                    || (c >= ' ' && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || c >= 0x10000);
  }
}
