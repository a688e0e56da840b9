package io.holdall.tck;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How the rules are tried. Immutable; each method returns a copy with one thing set.
 *
 * @param tries how often a cheap rule is tried, at least 1; dear rules are tried less often
 * @param seed where all that is generated comes from; empty for another one each time
 * @param deviations what the store is known to do otherwise: from rule id to the reason. The rule
 *     is tried all the same, and its failure reported as a deviation
 * @param shrinkTries how many tries may be spent on making a counterexample of a cheap rule
 *     smaller; of dear rules fewer, of named deviations none
 * @param budget how many requests a run may make; empty for as many as its tries take
 */
public record TckOptions(
    int tries,
    OptionalLong seed,
    Map<String, String> deviations,
    int shrinkTries,
    OptionalLong budget) {
  private static final TckOptions DEFAULT =
      new TckOptions(100, OptionalLong.empty(), Map.of(), 1000, OptionalLong.empty());

  public TckOptions {
    if (tries < 1) {
      throw new IllegalArgumentException("a rule is tried at least once, not " + tries + " times");
    }
    if (shrinkTries < 0) {
      throw new IllegalArgumentException("shrinkTries must not be negative: " + shrinkTries);
    }
    if (budget.isPresent() && budget.getAsLong() < 1) {
      throw new IllegalArgumentException("a budget is at least one request: " + budget.getAsLong());
    }
    deviations = Map.copyOf(deviations);
    for (String id : deviations.keySet()) {
      if (RuleInfo.all().stream().noneMatch(rule -> rule.id().equals(id))) {
        throw new IllegalArgumentException("a deviation names no rule of the kit: " + id);
      }
    }
  }

  /** 100 tries, any seed, no deviations. */
  public static TckOptions defaults() {
    return DEFAULT;
  }

  public TckOptions tries(int value) {
    return new TckOptions(value, seed, deviations, shrinkTries, budget);
  }

  public TckOptions seed(long value) {
    return new TckOptions(tries, OptionalLong.of(value), deviations, shrinkTries, budget);
  }

  public TckOptions deviations(Map<String, String> value) {
    return new TckOptions(tries, seed, value, shrinkTries, budget);
  }

  /** Names one more deviation. */
  public TckOptions deviation(String ruleId, String reason) {
    Map<String, String> more = new HashMap<>(deviations);
    more.put(ruleId, reason);
    return deviations(more);
  }

  public TckOptions shrinkTries(int value) {
    return new TckOptions(tries, seed, deviations, value, budget);
  }

  /**
   * Keeps a run under a number of requests. Every rule is tried once; what is left is spent so that
   * each rule gets the same number of requests, up to its {@code tries}: the second try of a rule
   * finds more than its hundredth, and ten tries of a cheap rule cost as much as one of a dear one.
   * A counterexample is made smaller only as far as the budget allows. Only cleaning up that fails
   * and has to be done again may exceed it.
   *
   * @param requests at least as many as one try of each rule may take
   */
  public TckOptions budget(long requests) {
    return new TckOptions(tries, seed, deviations, shrinkTries, OptionalLong.of(requests));
  }
}
