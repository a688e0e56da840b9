package io.holdall.tck;

import io.holdall.tck.TckPlan.Item;
import java.util.OptionalLong;

/** How many requests a run may make by now, and what of them is kept for rules to come. */
final class Allowance {
  private final OptionalLong budget;

  /** What the rules that have not begun may take for one try each. */
  private long reserved;

  Allowance(TckPlan plan) {
    this.budget = plan.budget();
    this.reserved = plan.rules().stream().mapToLong(item -> item.cost().most()).sum();
  }

  /** What was kept for this one is its own from now on. */
  void begin(Item item) {
    reserved -= item.cost().most();
  }

  /**
   * Whether there can be so many requests, and the rules to come still be tried once each.
   *
   * @param requests in all
   */
  boolean affords(long requests) {
    return budget.isEmpty() || requests + reserved + Budget.SPARE <= budget.getAsLong();
  }

  /**
   * How many requests there may be, so that what was made can be taken away again.
   *
   * @param tidyingUp how many that may take
   */
  long most(long tidyingUp) {
    return budget.isEmpty() ? Long.MAX_VALUE : budget.getAsLong() - reserved - tidyingUp;
  }
}
