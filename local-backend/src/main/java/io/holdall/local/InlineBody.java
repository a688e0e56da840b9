package io.holdall.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A body inside a record of the log: its last bytes. Until that record is written they are on the
 * heap. Other records name the body by its number, so that they stay right when the bytes are moved
 * to another record. Equal to another one of the same number.
 */
final class InlineBody extends LocalBody {
  private final long number;
  private final int length;
  private byte @Nullable [] unwritten;

  /** The {@link Location}, in parts to save the object; segment 0 for none. */
  private int segment;

  private int offset;
  private int payload;

  private boolean shared;
  private boolean damaged;

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
    return segment == 0 ? null : new Location(segment, offset, payload);
  }

  /** Tells which payload carries the body. */
  synchronized void written(Location record) {
    written(record, false);
  }

  /** Tells which payload carries what is left of the body, which is damaged. */
  synchronized void damaged(Location record) {
    written(record, true);
  }

  private void written(Location record, boolean isDamaged) {
    if (record.length() < length) {
      throw new IllegalArgumentException(this + " cannot be in " + record);
    }
    segment = record.segment();
    offset = record.offset();
    payload = record.length();
    unwritten = null;
    damaged = isDamaged;
  }

  /** Whether what {@link #record} carries are not the bytes that the body had. */
  synchronized boolean isDamaged() {
    return damaged;
  }

  /**
   * Must be called between the asking for {@link #record} and the use of what is there.
   *
   * @param log the directory of the segments
   * @throws DamageException if that is damaged, for all that the checksum of the record says, or if
   *     no record carries the body
   */
  synchronized void check(Path log) throws DamageException {
    if (segment == 0 && unwritten == null) {
      throw DamageException.in(log, "has no record with these bytes, those of " + this + ".");
    }
    if (damaged) {
      throw DamageException.at(
          SegmentFiles.path(log, segment),
          offset,
          "the bytes here had been damaged when the log was cleaned, and were kept as they were.");
    }
  }

  /** Whether it may be wanted by its number; see {@link InlineBodies}. */
  synchronized boolean isShared() {
    return shared;
  }

  synchronized void share() {
    shared = true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InlineBody body && body.number == number;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public String toString() {
    return "body " + number;
  }
}
