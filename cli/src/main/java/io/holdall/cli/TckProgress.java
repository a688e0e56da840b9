package io.holdall.cli;

import io.holdall.tck.Outcome;
import io.holdall.tck.RuleInfo;
import io.holdall.tck.RuleResult;
import io.holdall.tck.TckListener;
import io.holdall.tck.TckPlan;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a run has got: on a terminal by a bar, otherwise by a line for each rule. */
final class TckProgress implements TckListener {
  private static final int WIDTH = 78;
  private static final int BAR = 24;
  private static final long STEP = 200_000_000;

  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier nanos;
  private String line = "";
  private long before;
  private long shownAt;
  private int rules;
  private int done;
  private long tries;
  private long triesDone;
  private long requests;

  /**
   * @param nanos a clock that goes on evenly, in nanoseconds
   */
  TckProgress(PrintStream err, boolean terminal, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public void planned(TckPlan plan) {
    rules = plan.rules().size();
    tries = plan.allTries();
    err.println("Target:   " + plan.target());
    err.println("Works in: " + plan.place());
    err.printf(
        Locale.ROOT,
        "About %,d requests in %,d tries of %s rules%s, seed %s%n",
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
      line =
          "[%s%s] %s/%s %s"
              .formatted("#".repeat(full), ".".repeat(BAR - full), done + 1, rules, rule.id());
      before = requests;
      show(line + ' ' + rule.text());
    }
  }

  /** A dear rule takes minutes on a distant store: its requests show that it gets on. */
  @Override
  public void asking(long count) {
    requests = count;
    if (terminal && !line.isEmpty() && nanos.getAsLong() - shownAt >= STEP) {
      show(String.format(Locale.ROOT, "%s: %,d requests", line, count - before));
    }
  }

  @Override
  public void finished(RuleResult result) {
    done++;
    triesDone += result.tries();
    boolean broken = result.outcome() == Outcome.FAILED || result.outcome() == Outcome.DEVIATION;
    if (terminal) {
      line = "";
      show("");
      if (broken) {
        err.println(result.outcome() + " " + result.rule());
      }
    } else {
      err.printf(
          Locale.ROOT,
          "%s/%s %s %s (%,d tries, %,d requests)%n",
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
    String shown = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
    err.print("\r" + shown + " ".repeat(WIDTH - shown.length()) + "\r" + shown);
    shownAt = nanos.getAsLong();
    err.flush();
  }
}
