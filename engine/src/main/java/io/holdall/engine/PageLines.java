package io.holdall.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Gathers the lines of a page. Not thread-safe.
 *
 * @param <L> the lines
 */
final class PageLines<L> {
  private final Object[] lines;
  private int count;

  /**
   * @param most how many lines the page has room for
   */
  PageLines(int most) {
    this.lines = new Object[most];
  }

  boolean isFull() {
    return count == lines.length;
  }

  /** Only if there is room. */
  void add(L line) {
    lines[count++] = line;
  }

  /**
   * Adds as many as there is room for.
   *
   * @param source has nothing but lines from the one index to before the other
   * @return how many
   */
  int addAll(Object[] source, int from, int to) {
    int added = Math.min(to - from, lines.length - count);
    System.arraycopy(source, from, lines, count, added);
    count += added;
    return added;
  }

  /** What has been gathered, unmodifiable. Called once, at the end. */
  @SuppressWarnings("unchecked") // There is nothing else in it.
  List<L> toList() {
    Object[] exact = isFull() ? lines : Arrays.copyOf(lines, count);
    return Collections.unmodifiableList((List<L>) Arrays.asList(exact));
  }
}
