package io.holdall;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tags of a blob (TAG-03 to TAG-07).
 *
 * <p>Invariants: at most {@value #MAX_TAGS}; keys of 1 to 128 and values of 0 to 256 characters,
 * made of letters, digits, spaces and {@code + - = . _ : / @}; keys do not begin with {@code aws:}.
 * Case-sensitive. Immutable, ordered by key.
 */
public record Tags(Map<String, String> asMap) {
  /** The most tags that a blob may have. */
  public static final int MAX_TAGS = 10;

  private static final Tags NONE = new Tags(Map.of());

  /**
   * Checks and copies the tags.
   *
   * @throws IllegalArgumentException naming the tag that is not legal, or the number of tags
   */
  public Tags(Map<String, String> asMap) {
    if (asMap.size() > MAX_TAGS) {
      throw new IllegalArgumentException(
          "a blob has at most " + MAX_TAGS + " tags, not " + asMap.size());
    }
    asMap.forEach(Tags::check);
    this.asMap = Collections.unmodifiableMap(new TreeMap<>(asMap));
  }

  public static Tags none() {
    return NONE;
  }

  /** A copy with one more tag, replacing the one of the same key if there is one. */
  public Tags with(String key, String value) {
    Map<String, String> more = new TreeMap<>(asMap);
    more.put(key, value);
    return new Tags(more);
  }

  private static void check(String key, String value) {
    if (key.isEmpty() || !isLegal(key, 128)) {
      throw new IllegalArgumentException("not a tag key: \"" + key + "\"");
    }
    if (key.startsWith("aws:")) {
      throw new IllegalArgumentException(
          "tag keys that begin with aws: are reserved: \"" + key + "\"");
    }
    if (!isLegal(value, 256)) {
      throw new IllegalArgumentException(
          "not a value for the tag \"" + key + "\": \"" + value + "\"");
    }
  }

  private static boolean isLegal(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        && text.codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || "+-=._:/@".indexOf(c) >= 0);
  }
}
