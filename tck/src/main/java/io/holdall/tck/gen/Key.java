package io.holdall.tck.gen;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A legal key of a kind that stores stumble over. */
public record Key(String text) {
  /**
   * Whether a path of this text would lead above where it begins, or back there by its dots. What
   * S3 does then is not settled (KEY-08), HTTP clients differ, and a server that takes keys for
   * paths would be made to work outside of where the kit may. Such servers differ too: in what they
   * drop before they look for dots, and in what they take for a slash.
   */
  static boolean climbs(String text) {
    String plain = text.replaceAll("[\\p{Cc}\\s]", "");
    return Stream.of(plain, decoded(plain))
        .anyMatch(it -> leadsOut(it) || leadsOut(it.replace('\\', '/')));
  }

  private static String decoded(String text) {
    String decoded =
        text.replaceAll("%2[Ff]", "/")
            .replaceAll("%2[Ee]", ".")
            .replaceAll("%5[Cc]", "\\\\")
            .replaceAll("%25", "%");
    return decoded.equals(text) ? text : decoded(decoded);
  }

  private static boolean leadsOut(String path) {
    int depth = 0;
    for (String segment : path.split("/", -1)) {
      depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return depth == 0 && path.endsWith(".");
  }

  /**
   * What is left of the key when segments go that file systems know no names for: empty ones and
   * those of dots (VEND-06). Nor has it a backslash, which some take for a slash, or a letter that
   * some would spell in another way.
   */
  Key tamed() {
    String tame =
        Arrays.stream(
                Normalizer.normalize(text, Normalizer.Form.NFC).replace('\\', '-').split("/", -1))
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
