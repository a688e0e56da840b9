package io.holdall.tck.report;

import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import io.holdall.tck.RuleResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a rule in a run. The rule is data here, so that a report of another version of the
 * kit can be read.
 *
 * @param id such as {@code LIST-01}
 * @param text what a store that keeps the rule does
 * @param area where it belongs, in lower case
 * @param sources the ids of the facts about S3 that it checks
 * @param outcome what became of it
 * @param tries how often it was tried
 * @param requests how many were made for it
 * @param millis how long it took
 * @param note why it does not apply, or the named deviation
 * @param counterexample for failures and deviations
 */
public record ReportedRule(
    String id,
    String text,
    String area,
    List<String> sources,
    Outcome outcome,
    long tries,
    long requests,
    long millis,
    Optional<String> note,
    Optional<Counterexample> counterexample) {
  public ReportedRule {
    sources = List.copyOf(sources);
  }

  static ReportedRule of(RuleResult result) {
    return new ReportedRule(
        result.rule().id(),
        result.rule().text(),
        result.rule().area().name().toLowerCase(Locale.ROOT),
        result.rule().sources(),
        result.outcome(),
        result.tries(),
        result.requests(),
        result.time().toMillis(),
        result.note(),
        result.counterexample());
  }

  ReportedRule outcomeOnly() {
    return new ReportedRule(
        id, text, area, sources, outcome, tries, requests, millis, note, Optional.empty());
  }
}
