package io.holdall.tck;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run found.
 *
 * @param target its name
 * @param seed where all that was generated came from
 * @param tries how often cheap rules were tried
 * @param results one for each rule that was run, by area and id
 * @param leftBehind what the kit made and could not take away again, and why
 */
public record TckReport(
    String target, long seed, int tries, List<RuleResult> results, Optional<String> leftBehind) {
  public TckReport {
    results = List.copyOf(results);
    Objects.requireNonNull(leftBehind);
  }

  /** How many rules had this outcome. */
  public long count(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /** Whether the store keeps every rule that applies, but for named deviations. */
  public boolean isKept() {
    return count(Outcome.FAILED) == 0;
  }

  /** The results with this outcome. */
  public List<RuleResult> with(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).toList();
  }

  /** Counterexamples, notes, a table by area, and a closing line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (RuleResult result : with(Outcome.FAILED)) {
      text.append("FAILED ").append(result.counterexample().orElse("")).append('\n');
    }
    for (RuleResult result : results) {
      result
          .note()
          .filter(note -> result.outcome() != Outcome.FAILED)
          .ifPresent(
              note -> text.append("%s %s: %s%n".formatted(result.outcome(), result.rule(), note)));
    }
    text.append(
        "%n%-12s %6s %6s %9s %14s%n"
            .formatted("area", "passed", "failed", "deviation", "not applicable"));
    for (Area area : Area.values()) {
      List<RuleResult> its = results.stream().filter(it -> it.rule().area() == area).toList();
      if (!its.isEmpty()) {
        TckReport part = new TckReport(target, seed, tries, its, Optional.empty());
        text.append(
            "%-12s %6d %6d %9d %14d%n"
                .formatted(
                    area.name().toLowerCase(Locale.ROOT),
                    part.count(Outcome.PASSED),
                    part.count(Outcome.FAILED),
                    part.count(Outcome.DEVIATION),
                    part.count(Outcome.NOT_APPLICABLE)));
      }
    }
    leftBehind.ifPresent(what -> text.append("%nLeft behind: %s%n".formatted(what)));
    return text.append("\n%s, seed %d%n%s%n".formatted(target, seed, closingLine())).toString();
  }

  /** The counts in one line. */
  public String closingLine() {
    return "%d passed, %d failed, %d deviations, %d not applicable, 0 skipped"
        .formatted(
            count(Outcome.PASSED),
            count(Outcome.FAILED),
            count(Outcome.DEVIATION),
            count(Outcome.NOT_APPLICABLE));
  }
}
