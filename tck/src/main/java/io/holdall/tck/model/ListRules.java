package io.holdall.tck.model;

import io.holdall.ListOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a listing shows (LIST-01 to LIST-06, LIST-23). Pure functions. */
public final class ListRules {
  /** Ascending by the bytes of UTF-8, by making them. */
  public static final Comparator<String> ORDER =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  /**
   * A line of a listing.
   *
   * @param name key or common prefix
   * @param isPrefix which of the two
   */
  public record Entry(String name, boolean isPrefix) {
    @Override
    public String toString() {
      return isPrefix ? "prefix \"" + name + "\"" : "\"" + name + "\"";
    }
  }

  private ListRules() {}

  /** All entries of a listing without regard to pages, in order. */
  public static List<Entry> entries(Collection<String> keys, ListOptions options) {
    TreeMap<String, Entry> entries = new TreeMap<>(ORDER);
    for (String key : keys) {
      if (key.startsWith(options.prefix())) {
        Entry entry = entry(key, options);
        entries.put(entry.name(), entry);
      }
    }
    Predicate<Entry> shown =
        entry -> options.startAfter().isEmpty() || isAfter(entry, options.startAfter());
    return entries.values().stream().filter(shown).toList();
  }

  private static Entry entry(String key, ListOptions options) {
    int at =
        options.delimiter().isEmpty()
            ? -1
            : key.indexOf(options.delimiter(), options.prefix().length());
    return at < 0
        ? new Entry(key, false)
        : new Entry(key.substring(0, at + options.delimiter().length()), true);
  }

  static boolean isAfter(Entry entry, String name) {
    return ORDER.compare(entry.name(), name) > 0;
  }
}
