package io.holdall.tck.gen;

import java.util.ArrayList;
import java.util.List;

/**
 * What to list of the keys that are there, told by small numbers so that it fits any set of keys.
 *
 * @param prefix how the prefix is made; 0 is none
 * @param delimiter which one
 * @param start how the start is made; 0 is none
 * @param pageSize 1 to 1,000
 */
public record ListQuery(int prefix, int delimiter, int start, int pageSize) {

  /** Nothing, the beginning of a key, a key, or what no key begins with. */
  public String prefix(KeySet keys) {
    return beginning(keys, prefix);
  }

  /** Nothing, the beginning of a key, a key, or something behind a key. */
  public String startAfter(KeySet keys) {
    String text = beginning(keys, start);
    return text.isEmpty() || start % 5 != 4 ? text : text + "/";
  }

  private static String beginning(KeySet keys, int how) {
    if (how == 0) {
      return "";
    }
    String key = keys.at(how / 8);
    int characters = key.codePointCount(0, key.length());
    int wanted =
        switch (how % 8) {
          case 1, 2, 3 -> Math.min(characters, how % 8);
          case 4 -> Math.max(0, characters - 1);
          default -> characters;
        };
    String beginning = key.substring(0, key.offsetByCodePoints(0, wanted));
    return how % 8 == 7 ? beginning + "~" : beginning;
  }

  /** The delimiter that every store knows, or none. */
  public String slash() {
    return delimiter % 2 == 0 ? "" : "/";
  }

  /** None, the usual, or a character of the keys. */
  public String anyDelimiter(KeySet keys) {
    List<String> choices = new ArrayList<>(List.of("", "/"));
    keys.at(delimiter)
        .codePoints()
        .distinct()
        .forEach(c -> choices.add(new String(Character.toChars(c))));
    return choices.get(delimiter % choices.size());
  }
}
