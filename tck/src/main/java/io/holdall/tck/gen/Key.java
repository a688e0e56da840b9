package io.holdall.tck.gen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A legal key of a kind that stores stumble over. */
public record Key(String text) {
  /**
   * Whether a path of this text would lead above where it begins. What S3 does then is not settled
   * (KEY-08), and HTTP clients differ.
   */
  static boolean climbs(String text) {
    int depth = 0;
    for (String segment : text.split("/", -1)) {
      depth += segment.equals("..") ? -1 : segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is left of the key when segments go that file systems know no names for: empty ones and
   * those of dots (VEND-06). Nor has it a backslash, which some take for a slash.
   */
  Key tamed() {
    String tame =
        Arrays.stream(text.replace('\\', '-').split("/", -1))
            .filter(segment -> !segment.isEmpty() && !segment.equals(".") && !segment.equals(".."))
            .collect(Collectors.joining("/"));
    return tame.isEmpty() ? new Key("k") : new Key(tame);
  }

  /** Other legal keys that a careless store takes for this one. */
  public List<String> lookalikes() {
    List<String> keys = new ArrayList<>();
    keys.add(text + "/");
    keys.add("/" + text);
    keys.add(text + "//");
    keys.add(text + "/.");
    keys.add("./" + text);
    keys.add(text + " ");
    keys.add(text.replace("/", "%2F"));
    keys.add(text.replace("/", "\\"));
    keys.add(text.replace("%2F", "/"));
    keys.add(text.replace(" ", "+"));
    keys.add(text.replace("+", " "));
    keys.add(text.toUpperCase(Locale.ROOT));
    keys.add(text.toLowerCase(Locale.ROOT));
    return keys.stream()
        .distinct()
        .filter(key -> !key.equals(text) && !key.isEmpty() && !climbs(key))
        .toList();
  }

  /** As a Java string. */
  @Override
  public String toString() {
    return "\"" + text + "\"";
  }
}
