package io.holdall.tck;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How the rules are tried. Immutable; each method returns a copy with one thing set.
 *
 * @param tries how often a cheap rule is tried, at least 1; dear rules are tried less often
 * @param seed where all that is generated comes from, 0 to 2⁵³ − 1; empty for another one each time
 * @param deviations what the store is known to do otherwise: from rule id to the reason. The rule
 *     is tried all the same, and its failure reported as a deviation
 * @param shrinkTries how many tries may be spent on making a counterexample of a cheap rule
 *     smaller, and a tenth of the requests; of dear rules fewer tries and as many requests, of
 *     named deviations none
 * @param budget how many requests a run may make; empty for as many as its tries take
 * @param seen of some deviations, a part of the problem that is known; another one is a failure
 * @param invocation how the run was asked for
 */
public record TckOptions(
    int tries,
    OptionalLong seed,
    Map<String, String> deviations,
    int shrinkTries,
    OptionalLong budget,
    Map<String, String> seen,
    Invocation invocation) {
  /** More than any seed; up to here numbers are the same to every reader of JSON. */
  static final long SEEDS = 1L << 53;

  private static final TckOptions DEFAULT =
      new TckOptions(
          100,
          OptionalLong.empty(),
          Map.of(),
          1000,
          OptionalLong.empty(),
          Map.of(),
          Invocation.unknown());

  /**
   * How a run was asked for, for its report.
   *
   * @param command the whole command line; empty if there was none
   * @param repeatWith the options that a repetition of one rule needs too, such as another store to
   *     compare with; empty for none
   */
  public record Invocation(String command, String repeatWith) {
    static Invocation unknown() {
      return new Invocation("", "");
    }
  }

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
    if (seed.isPresent() && (seed.getAsLong() < 0 || seed.getAsLong() >= SEEDS)) {
      throw new IllegalArgumentException(
          "a seed is 0 to %s, not %s".formatted(SEEDS - 1, seed.getAsLong()));
    }
    deviations = Map.copyOf(deviations);
    for (String id : deviations.keySet()) {
      if (Stream.concat(RuleInfo.all().stream(), RuleInfo.differences().stream())
          .noneMatch(rule -> rule.id().equals(id))) {
        throw new IllegalArgumentException("a deviation names no rule of the kit: " + id);
      }
    }
    seen = Map.copyOf(seen);
    if (!deviations.keySet().containsAll(seen.keySet())) {
      throw new IllegalArgumentException(
          "what is seen of a deviation is told without its reason: " + seen.keySet());
    }
  }

  /** 100 tries, any seed, no deviations. */
  public static TckOptions defaults() {
    return DEFAULT;
  }

  public TckOptions tries(int value) {
    return new TckOptions(value, seed, deviations, shrinkTries, budget, seen, invocation);
  }

  public TckOptions seed(long value) {
    return new TckOptions(
        tries, OptionalLong.of(value), deviations, shrinkTries, budget, seen, invocation);
  }

  public TckOptions deviations(Map<String, String> value) {
    return new TckOptions(tries, seed, value, shrinkTries, budget, seen, invocation);
  }

  /** Names one more deviation. */
  public TckOptions deviation(String ruleId, String reason) {
    Map<String, String> more = new HashMap<>(deviations);
    more.put(ruleId, reason);
    return deviations(more);
  }

  /**
   * Names one more deviation.
   *
   * @param seen a part of the problem that is reported; where it is not in it the rule has failed
   *     in another way, and the deviation is none
   */
  public TckOptions deviation(String ruleId, String reason, String seen) {
    TckOptions named = deviation(ruleId, reason);
    Map<String, String> more = new HashMap<>(named.seen);
    more.put(ruleId, seen);
    return named.seen(more);
  }

  /** Of some of the deviations, a part of the problem that is reported. */
  public TckOptions seen(Map<String, String> value) {
    return new TckOptions(tries, seed, deviations, shrinkTries, budget, value, invocation);
  }

  public TckOptions invocation(Invocation value) {
    return new TckOptions(tries, seed, deviations, shrinkTries, budget, seen, value);
  }

  public TckOptions shrinkTries(int value) {
    return new TckOptions(tries, seed, deviations, value, budget, seen, invocation);
  }

  /**
   * Keeps a run under a number of requests. Every rule is tried once; what is left is spent so that
   * each rule gets the same number of requests, up to its {@code tries}: the second try of a rule
   * finds more than its hundredth, and ten tries of a cheap rule cost as much as one of a dear one.
   * A counterexample is made smaller only as far as the budget allows. A request beyond it is not
   * made: a rule that would need it for its first try is reported as one that the budget was not
   * enough for. Only cleaning up that fails and has to be done again may exceed it.
   *
   * @param requests at least as many as one try of each rule may take
   */
  public TckOptions budget(long requests) {
    return new TckOptions(
        tries, seed, deviations, shrinkTries, OptionalLong.of(requests), seen, invocation);
  }
}
