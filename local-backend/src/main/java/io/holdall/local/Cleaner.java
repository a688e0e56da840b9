package io.holdall.local;

import io.holdall.engine.Engine;
import io.holdall.engine.State;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the log of a store short while the store is used; {@link LogSpace} says how short.
 *
 * <p>It cleans the oldest segment, then the next, in slices, and mostly in the background. A change
 * waits for nothing but a record that is just being moved. Only when the background has fallen
 * behind does each change do one slice itself before it begins.
 *
 * <p>What fails is tried again later. A damaged body is moved as such; but if the changes of a
 * segment cannot be read, or when the log takes no more records, it is not cleaned any more until
 * it is opened again.
 *
 * <p>Thread-safe.
 */
final class Cleaner implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(Cleaner.class.getName());

  /** How many bytes of a segment are worked through at once. */
  private static final long SLICE = 4 << 20;

  /** What the segment takes that cleaning begins, with the blocks of its file and its entry. */
  private static final long AROUND_SEGMENT = 16 << 10;

  private final Engine engine;
  private final SegmentedLog log;
  private final InlineBodies inline;
  private final Reserve reserve;
  private final long segmentSize;
  private final Executor background;
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Held while a slice is done. Guards the next nine. */
  private final ReentrantLock working = new ReentrantLock();

  private final SaidAgain said = new SaidAgain();

  /** Whether it was said already that the segment at hand cannot be cleaned. */
  private boolean told;

  private @Nullable SegmentCleaning current;

  /** All segments below this one are cleaned. */
  private int cleaned;

  /** Of these, what is still part of the log, and what was appended for it. */
  private long unretired;

  private long appendedForUnretired;

  /** The last segment of the pass, and how long the log was when it began. */
  private int passEnd;

  private long lengthAtBegin;

  /** Whether a pass is under way. */
  private volatile boolean active;

  /** What the cleaning has appended. */
  private final AtomicLong appended = new AtomicLong();

  /** What others had written when the pass began, and what it has worked through since. */
  private final AtomicLong began = new AtomicLong();

  private final AtomicLong worked = new AtomicLong();

  /** The length that the log must have for the next pass. */
  private volatile long rest;

  /** On a full disk: how much was left superfluous, for want of room or because it is little. */
  private volatile long left;

  /** Whether the last segment was ended for this pass, if that was worth it. */
  private boolean tailEnded;

  private volatile boolean stopped;

  /**
   * @param background runs soon what it is given, and never in the calling thread
   */
  Cleaner(
      Engine engine,
      SegmentedLog log,
      InlineBodies inline,
      Reserve reserve,
      long segmentSize,
      Executor background) {
    this.engine = engine;
    this.log = log;
    this.inline = inline;
    this.reserve = reserve;
    this.segmentSize = segmentSize;
    this.background = background;
  }

  /**
   * Is called before each change, by a thread that holds no lock: has the background clean if there
   * is need, and does a slice itself if that is behind.
   */
  void beforeChange() {
    if (stopped || !(active || begins())) {
      return;
    }
    schedule();
    if (isBehind()) {
      working.lock();
      try {
        if (isBehind()) {
          slice();
        }
      } finally {
        working.unlock();
      }
    }
  }

  /** Begins a pass if there is need. */
  private boolean begins() {
    if (!isWanted(0)) {
      return false;
    }
    working.lock();
    try {
      if (!active) {
        beginPass();
      }
      return true;
    } finally {
      working.unlock();
    }
  }

  private void beginPass() {
    began.set(writtenByOthers());
    worked.set(0);
    passEnd = log.usage().newestSealed();
    tailEnded = false;
    lengthAtBegin = log.usage().bytes() - unretired;
    // An earlier pass may have failed, and the log become much longer than it has to be.
    rest = 0;
    active = true;
  }

  private void schedule() {
    if (!stopped && scheduled.compareAndSet(false, true)) {
      background.execute(this::step);
    }
  }

  private void step() {
    scheduled.set(false);
    boolean more;
    working.lock();
    try {
      more = slice();
    } finally {
      working.unlock();
    }
    if (more) {
      schedule();
    }
  }

  private LogSpace space() {
    State state = engine.state();
    return LogSpace.of(inline.bytes(), state.changes(), state.changeBytes(), segmentSize);
  }

  /**
   * Whether the log is too long.
   *
   * @param less by how much it will be shorter anyway
   */
  private boolean isWanted(long less) {
    long length = log.usage().bytes() - less;
    if (!reserve.isWanting()) {
      return length > rest && length > space().enough();
    }
    long gain = superfluous() - less;
    // All that lives is moved if what is superfluous stands behind it; but better that than to wait
    // until there is no room to move a segment.
    return gain > left + little() && (gain > length / 8 || isTight());
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
    return log.usage().bytes()
        - log.usage().indexBytes()
        - LogSpace.ofSegments(inline.bytes(), state.changes(), state.changeBytes());
  }

  /** What is left to gather, in bytes, before it is worth a pass. On a full disk that is less. */
  private long little() {
    return reserve.isWanting() ? Math.min(segmentSize / 8, Reserve.SIZE / 2) : segmentSize / 8;
  }

  private long writtenByOthers() {
    return log.usage().written() - appended.get();
  }

  private boolean isBehind() {
    return active
        && (reserve.isWanting()
            || LogSpace.PACE * (writtenByOthers() - began.get()) - worked.get() > segmentSize / 2);
  }

  /** Does some work, and returns whether there is more. */
  private boolean slice() {
    if (stopped) {
      return false;
    }
    try {
      return clean();
    } catch (DamageException | LogFailedException | RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The log in "
              + log.directory()
              + " is not cleaned any more until it is opened again; until then it becomes longer"
              + " with each change.",
          e);
      stopped = true;
    } catch (IOException e) {
      if (getsReserve()) {
        return true;
      }
      // With the next change there will be another try.
      tell(e);
    }
    leave(log.usage().bytes(), 0);
    return false;
  }

  /** Says why the log becomes longer than it should, once for each segment. */
  private void tell(IOException e) {
    boolean expected = told || Failures.isFull(e) || e instanceof ClosedChannelException;
    LOGGER.log(
        expected ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
        "The log in " + log.directory() + " cannot be cleaned for now; it is tried again.",
        e);
    told |= !expected;
  }

  /**
   * Ends the pass.
   *
   * @param length of the log, without what will go anyway
   * @param more by how much it has to become longer before the next pass
   */
  private void leave(long length, long more) {
    rest = length + more;
    left = reserve.isWanting() ? superfluous() : 0;
    active = false;
  }

  private boolean clean() throws IOException {
    SegmentCleaning segment = current == null ? nextSegment() : current;
    if (segment == null) {
      retire();
      left = Math.min(left, superfluous());
      active = false;
      return false;
    }
    if (segment.equals(current) && isShort()) {
      leave(log.usage().bytes(), 0);
      return false;
    }
    long walkedBefore = segment.walked();
    long appendedBefore = segment.appended();
    boolean more = false;
    current = segment;
    try {
      more = segment.slice(SLICE);
    } finally {
      if (segment.isBroken()) {
        current = null;
        segment.close();
      }
      appended.addAndGet(segment.appended() - appendedBefore);
      appendedForUnretired += segment.appended() - appendedBefore;
    }
    worked.addAndGet(segment.walked() - walkedBefore);
    if (!more) {
      current = null;
      segment.close();
      told = false;
      cleaned = segment.number() + 1;
      unretired += log.usage().bytes(segment.number());
      // Those of which nothing is left are retired together.
      if (appendedForUnretired > 0 || reserve.isWanting() || !isWanted(unretired)) {
        retire();
      }
    }
    return true;
  }

  private @Nullable SegmentCleaning nextSegment() throws IOException {
    if (!active || !isWanted(unretired)) {
      return null;
    }
    if (reserve.isWanting() && !tailEnded) {
      // What was removed may lie in a segment that nothing would fill up any more.
      log.endSegment(little());
      tailEnded = true;
      passEnd = log.usage().newestSealed();
    }
    OptionalInt next = log.usage().sealedFrom(cleaned);
    if (next.isEmpty() || next.getAsInt() > passEnd) {
      long length = log.usage().bytes() - unretired;
      if (next.isEmpty() || length > lengthAtBegin - little()) {
        // What is superfluous since the pass began is left to gather a little.
        leave(length, little());
        return null;
      }
      beginPass();
    }
    if (!hasRoomFor(next.getAsInt()) && !(getsReserve() && hasRoomFor(next.getAsInt()))) {
      if (unretired == 0) {
        leave(log.usage().bytes(), 0);
      }
      return null;
    }
    said.forget(next.getAsInt());
    return new SegmentCleaning(engine, log, inline, said, next.getAsInt());
  }

  /** Whether the disk has room for what lives in a segment, and some for removals beside it. */
  private boolean hasRoomFor(int segment) throws IOException {
    long room = reserve.room() - (reserve.isWanting() ? Reserve.FOR_REMOVALS : AROUND_SEGMENT);
    return room > log.usage().bytes(segment)
        || room > SegmentCleaning.measure(engine, log, inline, said, segment);
  }

  /** Gives up the reserve on a full disk, and returns whether there was one. */
  private boolean getsReserve() {
    try {
      return reserve.isWanting() && reserve.giveUp();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the rest of the room is for removals. */
  private boolean isShort() throws IOException {
    return reserve.isWanting() && reserve.room() < Reserve.FOR_REMOVALS / 2;
  }

  private void retire() throws IOException {
    if (unretired > 0) {
      SegmentCleaning.finish(engine, log);
      log.retire(cleaned);
      unretired = 0;
      appendedForUnretired = 0;
    }
  }

  /** Ends with the slice that is under way. */
  @Override
  public void close() throws IOException {
    stopped = true;
    working.lock();
    try {
      if (current != null) {
        current.close();
        current = null;
      }
    } finally {
      working.unlock();
    }
  }
}
