package io.holdall.cli;

import io.holdall.tck.Outcome;
import io.holdall.tck.RuleInfo;
import io.holdall.tck.RuleResult;
import io.holdall.tck.TckListener;
import java.io.PrintStream;

/**
 * Shows which rule is being tried: on a terminal in one line, otherwise a line for each that is not
 * kept.
 */
final class TckProgress implements TckListener {
  private static final int WIDTH = 78;

  private final PrintStream err;
  private final boolean terminal = Main.isTerminal();
  private int done;

  TckProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void started(RuleInfo rule) {
    if (terminal) {
      show("%3d %s".formatted(done + 1, rule));
    }
  }

  @Override
  public void finished(RuleResult result) {
    done++;
    if (terminal) {
      show("");
    }
    if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.DEVIATION) {
      err.println(result.outcome() + " " + result.rule());
    }
  }

  private void show(String text) {
    String line = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
    err.print("\r" + line + " ".repeat(WIDTH - line.length()) + "\r" + line);
    err.flush();
  }
}
