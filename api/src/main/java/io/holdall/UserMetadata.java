package io.holdall;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The caller's own names and values, kept with a blob (META-01 to META-05).
 *
 * <p>Invariants: names are lower-case HTTP tokens ({@code a-z 0-9 ! # $ % & ' * + - . ^ _ ` | ~});
 * values are well-formed Unicode without control characters and without white space at either end,
 * possibly empty; names and values together have at most {@value #MAX_BYTES} bytes of UTF-8
 * (META-02). Immutable, ordered by name.
 */
public record UserMetadata(Map<String, String> asMap) {
  /** The most that all names and values may take together, in bytes of UTF-8. */
  public static final int MAX_BYTES = 2048;

  private static final UserMetadata NONE = new UserMetadata(Map.of());

  /**
   * Names are folded to lower case.
   *
   * @throws IllegalArgumentException if a name or value is not legal, two names differ only in
   *     case, or the whole is too large
   */
  public UserMetadata(Map<String, String> asMap) {
    TreeMap<String, String> folded = new TreeMap<>();
    int bytes = 0;
    for (Map.Entry<String, String> entry : asMap.entrySet()) {
      String name = checkName(entry.getKey());
      String value = checkValue(name, entry.getValue());
      if (folded.put(name, value) != null) {
        throw new IllegalArgumentException("the metadata name \"" + name + "\" is given twice");
      }
      bytes += name.length() + Keys.utf8Length("metadata value", value);
    }
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "user metadata has at most %s bytes of UTF-8 in all, this has %s"
              .formatted(MAX_BYTES, bytes));
    }
    this.asMap = Collections.unmodifiableMap(folded);
  }

  public static UserMetadata none() {
    return NONE;
  }

  /** A copy with one more entry, replacing the one of the same name if there is one. */
  public UserMetadata with(String name, String value) {
    Map<String, String> more = new TreeMap<>(asMap);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new UserMetadata(more);
  }

  private static String checkName(String name) {
    boolean token =
        !name.isEmpty()
            && name.chars()
                .allMatch(c -> c > ' ' && c < 0x7F && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
    if (!token) {
      throw new IllegalArgumentException("not a metadata name (an HTTP token): \"" + name + "\"");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static String checkValue(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl) || !value.strip().equals(value)) {
      throw new IllegalArgumentException(
          "the metadata value of \"%s\" must not hold control characters nor begin or end with white space"
              .formatted(name));
    }
    return value;
  }
}
