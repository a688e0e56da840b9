package io.holdall.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads pieces one after the other, each opened when it is come to. It has a hold of each, which
 * its maker took, and gives them back when it is closed: once, though several threads close it, for
 * with a hold too few the state would lose a body. Not thread-safe otherwise.
 */
final class PiecesStream extends InputStream {
  private final Bodies bodies;
  private final List<Piece> pieces;
  private int next;
  private @Nullable InputStream current;
  private long rest;
  private final AtomicBoolean closed = new AtomicBoolean();

  PiecesStream(Bodies bodies, List<Piece> pieces) {
    this.bodies = bodies;
    this.pieces = pieces;
    this.rest = pieces.stream().mapToLong(Piece::length).sum();
  }

  /** The stream of the piece that is being read; null at the end of all. */
  private @Nullable InputStream current() throws IOException {
    checkOpen();
    if (current == null && next < pieces.size()) {
      Piece piece = pieces.get(next++);
      current = bodies.open(piece.body(), piece.offset(), piece.length());
      if (current == null) {
        throw new IllegalStateException("a body is gone although it is held");
      }
      if (closed.get()) {
        leave();
        checkOpen();
      }
    }
    return current;
  }

  private void checkOpen() throws IOException {
    if (closed.get()) {
      throw new IOException("the stream is closed");
    }
  }

  private void leave() throws IOException {
    InputStream left = current;
    current = null;
    if (left != null) {
      left.close();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    for (InputStream in = current(); in != null; in = current()) {
      int count = in.read(target, offset, length);
      if (count > 0) {
        rest -= count;
        return count;
      }
      leave();
    }
    return -1;
  }

  /** One copy. */
  @Override
  public byte[] readNBytes(int length) throws IOException {
    if (length < 0) {
      throw new IllegalArgumentException("a number of bytes must not be negative: " + length);
    }
    byte[] bytes = new byte[(int) Math.min(length, rest)];
    int count = readNBytes(bytes, 0, bytes.length);
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  @Override
  public long transferTo(OutputStream target) throws IOException {
    long count = 0;
    for (InputStream in = current(); in != null; in = current()) {
      count += in.transferTo(target);
      leave();
    }
    rest -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      try {
        leave();
      } finally {
        pieces.forEach(piece -> bodies.release(piece.body()));
      }
    }
  }
}
