package io.holdall.tck;

import io.holdall.tck.TckPlan.Item;
import java.util.List;

/**
 * How a number of requests is shared among rules.
 *
 * <p>Each rule gets one try. The n-th try of a rule finds what the tries before it did not find
 * with a chance that falls as 1/n, and costs the rule's requests; so the next request does the most
 * good where the fewest were spent, and in the end each rule has had the same number of requests,
 * but for rules that did not need as many.
 */
final class Budget {
  /** Requests of a run that belong to no rule: whether the place can be worked in. */
  static final long PROBE = 1;

  /**
   * Requests that are kept back: a run stops short of its budget by what cleaning up may take at
   * the most, which is more than it takes.
   */
  static final long SPARE = 10;

  private Budget() {}

  /**
   * The same rules, none with more tries than before.
   *
   * @throws IllegalArgumentException if one try of each rule may take more than the budget
   */
  static List<Item> share(List<Item> items, long budget) {
    long least = PROBE + SPARE + items.stream().mapToLong(item -> item.cost().most()).sum();
    if (budget < least) {
      throw new IllegalArgumentException(
          "a budget of %s requests is too small: one try of each of the %s rules may take %s"
              .formatted(budget, items.size(), least));
    }
    double enough = 0;
    for (Item item : items) {
      enough = Math.max(enough, item.tries() * item.cost().mean());
    }
    double low = 0;
    double high = enough;
    if (total(items, high) <= budget) {
      return items;
    }
    while (high - low > 0.5) {
      double middle = (low + high) / 2;
      if (total(items, middle) <= budget) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double each = low;
    return items.stream()
        .map(item -> new Item(item.rule(), tries(item, each), item.cost()))
        .toList();
  }

  private static int tries(Item item, double requests) {
    double mean = item.cost().mean();
    return mean == 0 ? item.tries() : (int) Math.max(1, Math.min(item.tries(), requests / mean));
  }

  /** What it may take to give each rule this many requests; the first try is taken at its most. */
  private static double total(List<Item> items, double requests) {
    double total = PROBE + SPARE;
    for (Item item : items) {
      total += item.cost().most() + (tries(item, requests) - 1) * item.cost().mean();
    }
    return total;
  }
}
