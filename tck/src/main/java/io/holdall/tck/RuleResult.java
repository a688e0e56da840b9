package io.holdall.tck;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a rule in a run.
 *
 * @param rule which one
 * @param outcome what became of it
 * @param tries how often it was tried, without what was spent on shrinking
 * @param requests all that were made for it, those for shrinking and cleaning up included
 * @param mostRequests that one try took
 * @param time all of it
 * @param note why it does not apply or could not be tried, or the named deviation; also present
 *     where a rule passed although a deviation is named
 * @param counterexample for failures and deviations
 */
public record RuleResult(
    RuleInfo rule,
    Outcome outcome,
    int tries,
    long requests,
    long mostRequests,
    Duration time,
    Optional<String> note,
    Optional<Counterexample> counterexample) {
  public RuleResult {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(time);
    Objects.requireNonNull(note);
    Objects.requireNonNull(counterexample);
  }
}
