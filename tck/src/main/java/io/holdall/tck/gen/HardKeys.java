package io.holdall.tck.gen;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keys that are legal, and hard to say: in XML, in a header, in a URL, or as the name of a file.
 */
public final class HardKeys {
  /**
   * Line ends are read as one another by XML, other controls are none of its characters (KEY-12).
   */
  public static final List<String> CONTROLLED =
      List.of(
          "a\rb", "a\nb", "a\r\nb", "\r", "a\n", "\nb", "a\u0001b", "\u001Fb", "a\u007F", "a\tb");

  /** From one long segment to many short ones. */
  private static final List<String> UNITS = List.of("a", "\u3042", "b".repeat(255) + "/", "c/");

  /** How many kinds of long keys there are. */
  public static final int KINDS = 4;

  private HardKeys() {}

  /**
   * A long key, which ends with a letter.
   *
   * @param kind 0 to {@link #KINDS} - 1
   * @param most bytes of UTF-8 that it can have, at least 1
   * @param less how many fewer it has; where it would have none, it begins again with most
   */
  public static String ofBytes(int kind, int most, int less) {
    int bytes = most - less % most;
    String unit = UNITS.get(kind);
    int size = unit.getBytes(StandardCharsets.UTF_8).length;
    int units = (bytes - 1) / size;
    String text = unit.repeat(units);
    return text + "z".repeat(bytes - units * size);
  }
}
