package io.holdall.local;

import org.jspecify.annotations.Nullable;

/**
 * A body inside a record of the log: its last bytes. Until that record is written they are on the
 * heap. The record that carries a body is one that names it; other records name it by its number,
 * so that they stay right when the bytes are moved to another record.
 */
final class InlineBody extends LocalBody {
  private final long number;
  private final int length;
  private byte @Nullable [] unwritten;
  private @Nullable Location record;

  private InlineBody(long number, int length, int holds) {
    super(holds);
    this.number = number;
    this.length = length;
  }

  /** A body that is to be written with the record that will name it; its maker holds it. */
  static InlineBody unwritten(long number, byte[] bytes) {
    InlineBody body = new InlineBody(number, bytes.length, 1);
    body.unwritten = bytes;
    return body;
  }

  /** A body that a record names; which one carries it is told later. */
  static InlineBody named(long number, int length) {
    return new InlineBody(number, length, 0);
  }

  /**
   * Names the body within its root. Never used for two bodies that records name at the same time.
   */
  long number() {
    return number;
  }

  @Override
  public long length() {
    return length;
  }

  /** The bytes that no record carries yet; null if one does. Must not be changed. */
  synchronized byte @Nullable [] unwritten() {
    return unwritten;
  }

  /** The payload that ends in the body; null if none was told. */
  synchronized @Nullable Location record() {
    return record;
  }

  /** Tells which payload carries the body. */
  synchronized void written(Location payload) {
    if (payload.length() < length) {
      throw new IllegalArgumentException(this + " cannot be in " + payload);
    }
    record = payload;
    unwritten = null;
  }

  @Override
  public String toString() {
    return "body " + number;
  }
}
