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
 */
public record TckOptions(
    int tries, OptionalLong seed, Map<String, String> deviations, int shrinkTries) {
  private static final TckOptions DEFAULT =
      new TckOptions(100, OptionalLong.empty(), Map.of(), 1000);

  public TckOptions {
    if (tries < 1) {
      throw new IllegalArgumentException("a rule is tried at least once, not " + tries + " times");
    }
    if (shrinkTries < 0) {
      throw new IllegalArgumentException("shrinkTries must not be negative: " + shrinkTries);
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
    return new TckOptions(value, seed, deviations, shrinkTries);
  }

  public TckOptions seed(long value) {
    return new TckOptions(tries, OptionalLong.of(value), deviations, shrinkTries);
  }

  public TckOptions deviations(Map<String, String> value) {
    return new TckOptions(tries, seed, value, shrinkTries);
  }

  /** Names one more deviation. */
  public TckOptions deviation(String ruleId, String reason) {
    Map<String, String> more = new HashMap<>(deviations);
    more.put(ruleId, reason);
    return deviations(more);
  }

  public TckOptions shrinkTries(int value) {
    return new TckOptions(tries, seed, deviations, value);
  }
}
