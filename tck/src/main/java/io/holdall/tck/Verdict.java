package io.holdall.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import org.jspecify.annotations.Nullable;

/** What became of a rule, by its tries and by what the store is known to do otherwise. */
final class Verdict {
  private final RuleInfo rule;
  private final RuleTries tries;
  private final long requests;
  private final Duration time;
  private final @Nullable String deviation;

  /** Of what is known to be done otherwise, a part of the problem; empty for any. */
  private final String seen;

  Verdict(RuleInfo rule, TckOptions options, RuleTries tries, long requests, Duration time) {
    this.rule = rule;
    this.tries = tries;
    this.requests = requests;
    this.time = time;
    this.deviation = options.deviations().get(rule.id());
    this.seen = options.seen().getOrDefault(rule.id(), "");
  }

  RuleResult untried(Optional<String> why) {
    return result(Outcome.UNTRIED, why, Optional.empty());
  }

  /**
   * @param result of all tries
   */
  RuleResult of(PropertyExecutionResult result) {
    return result.status() == PropertyExecutionResult.Status.SUCCESSFUL
        ? kept()
        : broken(counterexample(result.throwable()));
  }

  private RuleResult kept() {
    Optional<Absence> absence = tries.absence();
    return result(
        absence.isPresent() ? Outcome.NOT_APPLICABLE : Outcome.PASSED,
        absence
            .map(Absence::reason)
            .or(
                () ->
                    Optional.ofNullable(deviation)
                        .map(why -> "kept, although a deviation is named: " + why))
            .or(this::cutOff),
        Optional.empty());
  }

  /** What was left out of a comparison of two stores. */
  private Optional<String> cutOff() {
    return tries.cutOff() == 0
        ? Optional.empty()
        : Optional.of(
            "%s of %s histories were compared only up to an answer that was alike and not S3's"
                .formatted(tries.cutOff(), tries.count()));
  }

  private RuleResult broken(Counterexample found) {
    if (deviation == null) {
      return result(Outcome.FAILED, Optional.empty(), Optional.of(found));
    }
    if (found.problem().contains(seen) && !(seen.isEmpty() && tries.tellNothing())) {
      return result(Outcome.DEVIATION, Optional.of(deviation), Optional.of(found));
    }
    String instead =
        seen.isEmpty()
            ? ": an answer tells nothing of the rule"
            : ", of which \"" + seen + "\" is seen";
    return result(
        Outcome.FAILED,
        Optional.of("not the deviation that is named, \"" + deviation + "\"" + instead),
        Optional.of(found));
  }

  private Counterexample counterexample(Optional<Throwable> thrown) {
    return thrown
        .filter(RuleBroken.class::isInstance)
        .map(it -> ((RuleBroken) it).counterexample())
        .orElseGet(
            () ->
                new Counterexample(
                    "the rule could not be tried: "
                        + thrown.map(Throwable::toString).orElse("for no known reason"),
                    "",
                    List.of(),
                    tries.repeat()));
  }

  private RuleResult result(
      Outcome outcome, Optional<String> note, Optional<Counterexample> counterexample) {
    return new RuleResult(
        rule, outcome, tries.count(), requests, tries.mostRequests(), time, note, counterexample);
  }
}
