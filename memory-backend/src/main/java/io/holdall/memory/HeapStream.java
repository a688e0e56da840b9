package io.holdall.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a stretch of bytes that lie in chunks; each byte is copied once, straight to where it is
 * wanted. Not thread-safe.
 */
final class HeapStream extends InputStream {
  private final byte[][] chunks;
  private int chunk;

  /** In the chunk, from 0 to its length. */
  private int at;

  /** To the end of the stretch. */
  private long rest;

  HeapStream(byte[][] chunks, long offset, long length) {
    this.chunks = chunks;
    this.rest = length;
    long ahead = offset;
    while (chunk < chunks.length - 1 && ahead >= chunks[chunk].length) {
      ahead -= chunks[chunk++].length;
    }
    this.at = (int) ahead;
  }

  /** How many bytes can be taken from the chunk, which is the next if this one is used up. */
  private int ready() {
    if (rest > 0 && at == chunks[chunk].length) {
      chunk++;
      at = 0;
    }
    return (int) Math.min(rest, chunks[chunk].length - at);
  }

  private void took(int count) {
    at += count;
    rest -= count;
  }

  @Override
  public int read() {
    if (ready() == 0) {
      return -1;
    }
    int b = chunks[chunk][at] & 0xFF;
    took(1);
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, ready());
    if (count == 0) {
      return -1;
    }
    System.arraycopy(chunks[chunk], at, target, offset, count);
    took(count);
    return count;
  }

  @Override
  public byte[] readNBytes(int length) throws IOException {
    if (length < 0) {
      throw new IllegalArgumentException("a number of bytes must not be negative: " + length);
    }
    int wanted = (int) Math.min(length, rest);
    if (wanted <= ready()) {
      byte[] bytes = Arrays.copyOfRange(chunks[chunk], at, at + wanted);
      took(wanted);
      return bytes;
    }
    byte[] bytes = new byte[wanted];
    readNBytes(bytes, 0, wanted);
    return bytes;
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    if (rest > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError(rest + " bytes do not fit an array");
    }
    return readNBytes((int) rest);
  }

  @Override
  public long transferTo(OutputStream target) throws IOException {
    long count = 0;
    for (int ready = ready(); ready > 0; ready = ready()) {
      target.write(chunks[chunk], at, ready);
      took(ready);
      count += ready;
    }
    return count;
  }

  @Override
  public long skip(long most) {
    long left = Math.min(Math.max(0, most), rest);
    long skipped = left;
    while (left > 0) {
      int count = (int) Math.min(left, ready());
      took(count);
      left -= count;
    }
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(rest, Integer.MAX_VALUE);
  }
}
