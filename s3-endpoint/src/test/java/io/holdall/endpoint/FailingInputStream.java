package io.holdall.endpoint;

import java.io.IOException;
import java.io.InputStream;

/** A client that has hung up. */
public final class FailingInputStream extends InputStream {
  @Override
  public int read() throws IOException {
    throw new IOException("reset");
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throw new IOException("reset");
  }
}
