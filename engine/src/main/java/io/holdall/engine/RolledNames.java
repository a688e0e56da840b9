package io.holdall.engine;

import io.holdall.engine.TreeCursor.Leap;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the names of a listing: the keys that begin with a prefix, in order, those that have
 * the delimiter behind the prefix rolled up into common prefixes (LIST-03). What is rolled up is
 * leapt over, not looked at. Not thread-safe.
 *
 * @param <V> the values of the tree
 * @param <L> their lines
 */
final class RolledNames<V, L> {
  private final TreeCursor<V, L> cursor;
  private final String prefix;
  private final String delimiter;
  private boolean valid;
  private @Nullable String commonPrefix;

  /**
   * @param after only names greater than this; empty for all. If it lies inside a rolled-up prefix
   *     or is one, the whole prefix is left out (LIST-23, LIST-43, LIST-44)
   */
  RolledNames(PersistentTree<V, L> tree, String prefix, String delimiter, String after) {
    this.cursor = tree.cursor();
    this.prefix = prefix;
    this.delimiter = delimiter;
    cursor.leap(Leap.TO, prefix);
    if (!after.isEmpty()) {
      String rolledUp = after.startsWith(prefix) ? rolledUp(after) : null;
      if (rolledUp == null) {
        cursor.leap(Leap.PAST, after);
      } else {
        cursor.leap(Leap.PAST_ALL_UNDER, rolledUp);
      }
    }
    look();
  }

  /** Whether there is a name here; if not, the end has been reached. */
  boolean isValid() {
    return valid;
  }

  /** The common prefix here, or null if a key stands here for itself. Only if there is a name. */
  @Nullable String commonPrefix() {
    return commonPrefix;
  }

  /** The value of the key here. Only if there is one. */
  V value() {
    return cursor.value();
  }

  /** Goes to the next name. Only if there is one here. */
  void advance() {
    if (commonPrefix == null) {
      cursor.advance();
    } else {
      cursor.leap(Leap.PAST_ALL_UNDER, commonPrefix);
    }
    look();
  }

  /**
   * Adds lines to the page, that of the key here and as many of the following ones as are at hand
   * together, and goes behind them. Only if a key stands here for itself and there is room.
   */
  void take(PageLines<? super L> page) {
    if (delimiter.isEmpty()) {
      cursor.take(prefix, page);
      look();
    } else {
      page.add(cursor.line());
      advance();
    }
  }

  private void look() {
    valid = cursor.isValid() && cursor.key().startsWith(prefix);
    commonPrefix = valid ? rolledUp(cursor.key()) : null;
  }

  /** What a name that begins with the prefix is rolled up into. */
  private @Nullable String rolledUp(String name) {
    int found = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
    return found < 0 ? null : name.substring(0, found + delimiter.length());
  }
}
