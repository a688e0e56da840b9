package io.holdall.local;

import io.holdall.engine.Engine;
import io.holdall.engine.State;
import java.io.IOException;

/**
 * Says whether the log of a store is longer than it should be, and whether there is room to make it
 * shorter; {@link LogSpace} says how long it should be. Thread-safe, but {@link #beginPass} and
 * {@link #endPass} are for one thread at a time.
 */
final class CleaningNeed {
  /** What the segment takes that cleaning begins, with the blocks of its file and its entry. */
  private static final long AROUND_SEGMENT = 16 << 10;

  private final Engine engine;
  private final SegmentUsage usage;
  private final InlineBodies inline;
  private final Reserve reserve;
  private final long segmentSize;

  /** The length that the log must have for the next pass. */
  private volatile long rest;

  /** On a full disk: how much was left superfluous, for want of room or because it is little. */
  private volatile long left;

  CleaningNeed(
      Engine engine, SegmentUsage usage, InlineBodies inline, Reserve reserve, long segmentSize) {
    this.engine = engine;
    this.usage = usage;
    this.inline = inline;
    this.reserve = reserve;
    this.segmentSize = segmentSize;
  }

  /**
   * Whether the log is too long.
   *
   * @param less by how much it will be shorter anyway
   */
  boolean isWanted(long less) {
    long length = usage.bytes() - less;
    if (!isFull()) {
      return length > rest && length > space().enough();
    }
    long gain = superfluous() - less;
    // All that lives is moved if what is superfluous stands behind it; but better that than to wait
    // until there is no room to move a segment.
    return gain > left + little() && (gain > length / 8 || isTight());
  }

  private LogSpace space() {
    State state = engine.state();
    return LogSpace.of(inline.bytes(), state.changes(), state.changeBytes(), segmentSize);
  }

  private boolean isTight() {
    try {
      return reserve.room() < segmentSize + Reserve.FOR_REMOVALS * 5 / 4;
    } catch (IOException e) {
      return true;
    }
  }

  /** Without the indexes, which are not written while the disk is full. */
  private long superfluous() {
    State state = engine.state();
    return usage.bytes()
        - usage.indexBytes()
        - LogSpace.ofSegments(inline.bytes(), state.changes(), state.changeBytes());
  }

  /** What is left to gather, in bytes, before it is worth a pass. On a full disk that is less. */
  long little() {
    return isFull() ? Math.min(segmentSize / 8, Reserve.SIZE / 2) : segmentSize / 8;
  }

  /** Whether the disk is full. Then the log is cleaned whatever its length. */
  boolean isFull() {
    return reserve.isWanting();
  }

  /** An earlier pass may have failed, and the log become much longer than it has to be. */
  void beginPass() {
    rest = 0;
  }

  /** All was done that can be done. */
  void endPass() {
    left = Math.min(left, superfluous());
  }

  /**
   * A pass ends before all is done.
   *
   * @param length of the log, without what will go anyway
   * @param more by how much it has to become longer before the next pass
   */
  void endPass(long length, long more) {
    rest = length + more;
    left = isFull() ? superfluous() : 0;
  }

  /** Whether the disk has room for so many bytes of the log, and some for removals beside them. */
  boolean hasRoomFor(long bytes) throws IOException {
    return reserve.room() - (isFull() ? Reserve.FOR_REMOVALS : AROUND_SEGMENT) > bytes;
  }

  /** Whether the disk has such room, if need be after the reserve has been given up for it. */
  boolean makesRoomFor(long bytes) throws IOException {
    return hasRoomFor(bytes) || (getsReserve() && hasRoomFor(bytes));
  }

  /** Whether it has such room for all that the store knows, once more. */
  boolean makesRoomForAll() throws IOException {
    return makesRoomFor(space().live());
  }

  /** Whether the rest of the room is for removals. */
  boolean isShort() throws IOException {
    return isFull() && reserve.room() < Reserve.FOR_REMOVALS / 2;
  }

  /** Gives up the reserve on a full disk, and returns whether there was one. */
  boolean getsReserve() {
    try {
      return isFull() && reserve.giveUp();
    } catch (IOException e) {
      return false;
    }
  }
}
