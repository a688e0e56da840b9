package io.holdall.tck.report;

import io.holdall.tck.Outcome;
import io.holdall.tck.TckReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run of the kit: what a report tells of it.
 *
 * @param target its name
 * @param place where in the store the run worked
 * @param started to the second
 * @param seed where all that was generated came from
 * @param tries how often cheap rules were to be tried
 * @param budget how many requests it was allowed, if that was limited
 * @param kit the version of the kit that made it; empty if it is not known
 * @param command the command line that asked for it; empty if there was none
 * @param requests how many it made
 * @param ending how it ended
 * @param rules those that it came to
 */
public record ReportedRun(
    String target,
    String place,
    Instant started,
    long seed,
    int tries,
    OptionalLong budget,
    String kit,
    String command,
    long requests,
    Ending ending,
    List<ReportedRule> rules) {
  public ReportedRun {
    rules = List.copyOf(rules);
  }

  /** What a run found. */
  public static ReportedRun of(TckReport report) {
    return new ReportedRun(
        report.plan().target(),
        report.plan().place(),
        report.plan().started().truncatedTo(ChronoUnit.SECONDS),
        report.plan().seed(),
        report.plan().tries(),
        report.plan().budget(),
        KitVersion.text(),
        report.plan().command(),
        report.requests(),
        Ending.of(report),
        report.results().stream().map(ReportedRule::of).toList());
  }

  /** The same without the counterexamples of its rules, which may tell more than is to be shown. */
  public ReportedRun outcomesOnly() {
    return new ReportedRun(
        target,
        place,
        started,
        seed,
        tries,
        budget,
        kit,
        "",
        requests,
        ending,
        rules.stream().map(ReportedRule::outcomeOnly).toList());
  }

  long count(Outcome outcome) {
    return rules.stream().filter(rule -> rule.outcome() == outcome).count();
  }

  Optional<ReportedRule> rule(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
