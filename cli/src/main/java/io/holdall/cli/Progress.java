package io.holdall.cli;

import io.holdall.TransferListener;
import java.io.PrintStream;
import java.util.OptionalLong;

/** Shows on a terminal how far a transfer has come, on one line that it wipes at the end. */
final class Progress implements TransferListener, AutoCloseable {
  private static final long STEP = 1L << 20;

  private final PrintStream err;
  private final boolean terminal = Main.isTerminal();
  private long shown = -STEP;

  Progress(PrintStream err) {
    this.err = err;
  }

  @Override
  public synchronized void progressed(long bytes, OptionalLong total) {
    if (terminal && bytes - shown >= STEP) {
      shown = bytes;
      err.printf(
          "\r%s MiB%s ",
          bytes >> 20, total.isPresent() ? " of " + (total.getAsLong() >> 20) + " MiB" : "");
      err.flush();
    }
  }

  @Override
  public synchronized void close() {
    if (shown >= 0) {
      err.print("\r" + " ".repeat(40) + "\r");
      err.flush();
    }
  }
}
