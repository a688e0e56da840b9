package io.holdall.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output for bytes. A {@link PrintStream} keeps its failures to itself; this does not. */
final class StandardOutput extends OutputStream {
  static final String FAILED = "cannot write to standard output";

  private final PrintStream out;

  StandardOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    check();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new IOException(FAILED);
    }
  }
}
