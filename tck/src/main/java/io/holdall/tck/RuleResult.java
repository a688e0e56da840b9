package io.holdall.tck;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of a rule in a run.
 *
 * @param rule which one
 * @param outcome what became of it
 * @param tries how often it was tried, without what was spent on shrinking
 * @param note why it does not apply, or the named deviation; also present where a rule passed
 *     although a deviation is named
 * @param counterexample for failures and deviations: the rule, what was wrong, the shrunk calls as
 *     Java code, and how to repeat it
 */
public record RuleResult(
    RuleInfo rule,
    Outcome outcome,
    int tries,
    Optional<String> note,
    Optional<String> counterexample) {
  public RuleResult {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(note);
    Objects.requireNonNull(counterexample);
  }
}
