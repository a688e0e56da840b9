package io.holdall.tck.report;

import io.holdall.tck.TckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param stopped whether it was stopped before it had come to every rule, as by Ctrl-C
 * @param unaffordable how many rules the budget was not enough for
 * @param outage why the run ended early, if the store could not be worked with any more
 * @param leftBehind why something that the kit made could not be taken away again
 */
public record Ending(
    boolean stopped, long unaffordable, Optional<String> outage, Optional<String> leftBehind) {
  public Ending {
    Objects.requireNonNull(outage);
    Objects.requireNonNull(leftBehind);
  }

  static Ending of(TckReport report) {
    return new Ending(
        report.stopped(), report.unaffordable(), report.outage(), report.leftBehind());
  }

  /** Whether every rule that was planned was tried. */
  public boolean complete() {
    return !stopped && unaffordable == 0 && outage.isEmpty();
  }

  /** What is to be said of it, beside what became of the rules; empty if all went well. */
  List<String> shortcomings() {
    List<String> all = new ArrayList<>();
    outage.ifPresent(all::add);
    if (unaffordable > 0) {
      all.add("the budget was not enough for " + rules(unaffordable));
    }
    if (stopped) {
      all.add("the run was stopped early");
    }
    leftBehind.ifPresent(it -> all.add("left behind: " + it));
    return all;
  }

  private static String rules(long number) {
    return number == 1 ? "one rule" : number + " rules";
  }
}
