package io.holdall.tck;

import io.holdall.tck.trace.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run found.
 *
 * @param plan what it was about to do
 * @param results one for each rule that the run came to, by area and id
 * @param requests how many were made in all
 * @param unaffordable how many rules could not be tried because the budget was not enough
 * @param outage why the run ended early, if the store could not be worked with any more; the rules
 *     that it had not tried by then are {@linkplain Outcome#UNTRIED untried}
 * @param leftBehind why something that the kit made could not be taken away again
 */
public record TckReport(
    TckPlan plan,
    List<RuleResult> results,
    long requests,
    int unaffordable,
    Optional<String> outage,
    Optional<String> leftBehind) {
  public TckReport {
    results =
        results.stream()
            .sorted(
                Comparator.comparing((RuleResult it) -> it.rule().area())
                    .thenComparing(it -> it.rule().id()))
            .toList();
    Objects.requireNonNull(outage);
    Objects.requireNonNull(leftBehind);
  }

  /** How many rules had this outcome. */
  public long count(Outcome outcome) {
    return count(results, outcome);
  }

  private static long count(List<RuleResult> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /** Whether the run ended before it came to all rules of the plan. */
  public boolean stopped() {
    return results.size() < plan.rules().size();
  }

  /** Whether all rules of the plan were tried. */
  public boolean complete() {
    return !stopped() && count(Outcome.UNTRIED) == 0;
  }

  /**
   * Whether every rule was tried, the store keeps each that applies but for named deviations, there
   * is one that applies, and nothing was left behind.
   */
  public boolean isKept() {
    return complete()
        && count(Outcome.FAILED) == 0
        && count(Outcome.NOT_APPLICABLE) < results.size()
        && leftBehind.isEmpty();
  }

  /** The results with this outcome. */
  public List<RuleResult> with(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).toList();
  }

  /** Counterexamples, notes, a table by area, and a closing line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (RuleResult result : with(Outcome.FAILED)) {
      text.append("FAILED %s%n%n".formatted(result.rule()));
      result.note().ifPresent(note -> text.append("This is %s.%n%n".formatted(note)));
      result.counterexample().ifPresent(it -> text.append(it).append('\n'));
    }
    for (RuleResult result : results) {
      result
          .note()
          .filter(note -> result.outcome() != Outcome.FAILED)
          .ifPresent(
              note -> text.append("%s %s: %s%n".formatted(result.outcome(), result.rule(), note)));
    }
    text.append(table());
    outage.ifPresent(why -> text.append("%nThe run ended early: %s%n".formatted(why)));
    leftBehind.ifPresent(what -> text.append("%nLeft behind: %s%n".formatted(what)));
    text.append("%n%s, seed %s%n".formatted(plan.target(), plan.seed()));
    return Printable.lines(text.append(closingLine()).toString());
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%n%-12s %6s %6s %9s %14s %7s %7s %9s%n"
            .formatted(
                "area",
                "passed",
                "failed",
                "deviation",
                "not applicable",
                "untried",
                "tries",
                "requests"));
    for (Area area : Area.values()) {
      List<RuleResult> its = results.stream().filter(it -> it.rule().area() == area).toList();
      if (!its.isEmpty()) {
        table.append(
            "%-12s %6s %6s %9s %14s %7s %7s %9s%n"
                .formatted(
                    area.name().toLowerCase(Locale.ROOT),
                    count(its, Outcome.PASSED),
                    count(its, Outcome.FAILED),
                    count(its, Outcome.DEVIATION),
                    count(its, Outcome.NOT_APPLICABLE),
                    count(its, Outcome.UNTRIED),
                    its.stream().mapToLong(RuleResult::tries).sum(),
                    its.stream().mapToLong(RuleResult::requests).sum()));
      }
    }
    return table.toString();
  }

  private String shortcoming() {
    int planned = plan.rules().size();
    StringBuilder text = new StringBuilder();
    if (unaffordable > 0) {
      text.append(
          "; the budget was not enough for %s of %s rules".formatted(unaffordable, planned));
    }
    if (outage.isPresent()) {
      text.append("; %s of %s rules could not be tried".formatted(count(Outcome.UNTRIED), planned));
    }
    if (stopped()) {
      text.append("; stopped after %s of %s rules".formatted(results.size(), planned));
    }
    return text.toString();
  }

  /** The counts in one line. */
  public String closingLine() {
    return "%s passed, %s failed, %s deviations, %s not applicable; %s requests%s"
        .formatted(
            count(Outcome.PASSED),
            count(Outcome.FAILED),
            count(Outcome.DEVIATION),
            count(Outcome.NOT_APPLICABLE),
            requests,
            shortcoming());
  }
}
