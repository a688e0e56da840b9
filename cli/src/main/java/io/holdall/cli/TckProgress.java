package io.holdall.cli;

import io.holdall.tck.Outcome;
import io.holdall.tck.RuleInfo;
import io.holdall.tck.RuleResult;
import io.holdall.tck.TckListener;
import io.holdall.tck.TckPlan;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a run has got: on a terminal by a bar, otherwise by a line for each rule. */
final class TckProgress implements TckListener {
  private static final int WIDTH = 78;
  private static final int BAR = 24;

  private final PrintStream err;
  private final boolean terminal;
  private int rules;
  private int done;
  private long tries;
  private long triesDone;

  TckProgress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void planned(TckPlan plan) {
    rules = plan.rules().size();
    tries = plan.allTries();
    err.println("Target:   " + plan.target());
    err.println("Works in: " + plan.place());
    err.printf(
        Locale.ROOT,
        "About %,d requests in %,d tries of %d rules%s, seed %d%n",
        plan.requests(),
        tries,
        rules,
        plan.budget().isPresent()
            ? String.format(Locale.ROOT, ", at most %,d", plan.budget().getAsLong())
            : "",
        plan.seed());
    err.flush();
  }

  @Override
  public void started(RuleInfo rule) {
    if (terminal) {
      int full = Math.toIntExact(Math.min(BAR, triesDone * BAR / Math.max(1, tries)));
      show(
          "[%s%s] %d/%d %s"
              .formatted("#".repeat(full), ".".repeat(BAR - full), done + 1, rules, rule));
    }
  }

  @Override
  public void finished(RuleResult result) {
    done++;
    triesDone += result.tries();
    boolean broken = result.outcome() == Outcome.FAILED || result.outcome() == Outcome.DEVIATION;
    if (terminal) {
      show("");
      if (broken) {
        err.println(result.outcome() + " " + result.rule());
      }
    } else {
      err.printf(
          Locale.ROOT,
          "%d/%d %s %s (%,d tries, %,d requests)%n",
          done,
          rules,
          result.outcome(),
          result.rule(),
          result.tries(),
          result.requests());
    }
    err.flush();
  }

  private void show(String text) {
    String line = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
    err.print("\r" + line + " ".repeat(WIDTH - line.length()) + "\r" + line);
    err.flush();
  }
}
