package io.holdall;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands out a caller's stream exactly once and keeps it open, because it is the caller's to close.
 */
final class OneShot implements Body.Source {
  private final InputStream stream;
  private final AtomicBoolean spent = new AtomicBoolean();

  OneShot(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public InputStream open() throws IOException {
    if (spent.getAndSet(true)) {
      throw new IOException(
          "the stream of this body has been read already and cannot be read again");
    }
    return new FilterInputStream(stream) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return in.read(target, offset, length);
      }

      @Override
      public void close() {
        // The caller opened it.
      }
    };
  }
}
