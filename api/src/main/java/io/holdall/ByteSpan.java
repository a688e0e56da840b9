package io.holdall;

/**
 * A stretch of a blob: {@code length} bytes from {@code offset} on. Neither is negative.
 *
 * @param offset of the first byte, counted from 0
 * @param length in bytes
 */
public record ByteSpan(long offset, long length) {
  public ByteSpan {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("not a span: offset " + offset + ", length " + length);
    }
  }

  /** The offset of the byte behind the span. */
  public long end() {
    return offset + length;
  }
}
