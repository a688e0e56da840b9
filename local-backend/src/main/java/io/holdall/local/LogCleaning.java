package io.holdall.local;

import io.holdall.engine.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Cleans a log from the front, one segment after another, slice by slice, in passes: each goes up
 * to the segment that was the newest when it began.
 *
 * <p>For one thread at a time; only {@link #isActive()} and {@link #isBehind()} may be called by
 * any.
 */
final class LogCleaning implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(LogCleaning.class.getName());

  /** How many bytes of a segment are worked through at once. */
  private static final long SLICE = 4 << 20;

  private final Engine engine;
  private final SegmentedLog log;
  private final InlineBodies inline;
  private final CleaningNeed need;
  private final CleaningPace pace;
  private final SaidAgain said = new SaidAgain();
  private final Renewer renewer;
  private @Nullable Cleaning current;

  /** The segment that could not be read, and whether that was given up. */
  private @Nullable UnreadableSegmentException unreadable;

  private boolean givenUp;

  /**
   * How much lives in the segment that is next, where the disk might have no room for all of it.
   */
  private @Nullable SegmentMeasure measure;

  /** All segments below this one are cleaned. */
  private int cleaned;

  /** Of these, what is still part of the log, and what was appended for it. */
  private long unretired;

  private long appendedForUnretired;

  /** The last segment of the pass, and how long the log was when it began. */
  private int passEnd;

  private long lengthAtBegin;

  /** Whether the last segment was ended for this pass, if that was worth it. */
  private boolean tailEnded;

  private volatile boolean active;

  LogCleaning(
      Engine engine, SegmentedLog log, InlineBodies inline, CleaningNeed need, CleaningPace pace) {
    this.engine = engine;
    this.log = log;
    this.inline = inline;
    this.need = need;
    this.pace = pace;
    this.renewer = new Renewer(engine, log, inline, said);
  }

  /** Whether a pass is under way. */
  boolean isActive() {
    return active;
  }

  /** Whether the writers are to help with the pass that is under way. */
  boolean isBehind() {
    return active && (need.isFull() || pace.isBehind());
  }

  /** The oldest segment that is not cleaned, or a number below that. */
  int next() {
    return cleaned;
  }

  /** Begins a pass, unless one is under way. */
  void begin() {
    if (!active) {
      beginPass();
    }
  }

  private void beginPass() {
    pace.beginPass();
    need.beginPass();
    passEnd = log.usage().newestSealed();
    tailEnded = false;
    lengthAtBegin = log.usage().bytes() - unretired;
    if (measure != null && measure.isDone()) {
      // By now, less may live there.
      measure = null;
    }
    active = true;
  }

  /** Ends the pass for now, though there is more to do. */
  void breakOff() {
    leave(log.usage().bytes(), 0);
  }

  private void leave(long length, long more) {
    need.endPass(length, more);
    active = false;
  }

  /**
   * Does some work.
   *
   * @return whether there is more
   * @throws IOException if the log cannot be read or written; it may be tried again
   */
  boolean slice() throws IOException {
    try {
      return work();
    } catch (UnreadableSegmentException e) {
      close();
      givenUp = e.isForGood() || (unreadable != null && unreadable.segment() == e.segment());
      unreadable = e;
      if (givenUp) {
        return true;
      }
      throw e.reason();
    }
  }

  private boolean work() throws IOException {
    Cleaning cleaning = current;
    if (cleaning != null) {
      if (need.isShort()) {
        breakOff();
        return false;
      }
      return clean(cleaning);
    }
    OptionalInt next = nextOfPass();
    if (next.isEmpty()) {
      return end();
    }
    int segment = next.getAsInt();
    if (givenUp && unreadable != null && unreadable.segment() == segment) {
      return restate(unreadable);
    }
    if (!need.hasRoomFor(log.usage().bytes(segment))) {
      SegmentMeasure living = measure(segment);
      if (living.slice(SLICE)) {
        return true;
      }
      if (!need.makesRoomFor(living.bytes())) {
        if (unretired == 0) {
          breakOff();
        }
        return end();
      }
    }
    said.forget(segment);
    return clean(new SegmentCleaning(renewer, inline, new SegmentWalk(log.directory(), segment)));
  }

  /** The segment to clean now; empty if the pass is at its end. */
  private OptionalInt nextOfPass() throws IOException {
    if (!active || !need.isWanted(unretired)) {
      return OptionalInt.empty();
    }
    if (need.isFull() && !tailEnded) {
      // What was removed may lie in a segment that nothing would fill up any more.
      log.endSegment(need.little());
      tailEnded = true;
      passEnd = log.usage().newestSealed();
    }
    OptionalInt next = log.usage().sealedFrom(cleaned);
    if (next.isEmpty() || next.getAsInt() > passEnd) {
      long length = log.usage().bytes() - unretired;
      if (next.isEmpty() || length > lengthAtBegin - need.little()) {
        // What is superfluous since the pass began is left to gather a little.
        leave(length, need.little());
        return OptionalInt.empty();
      }
      beginPass();
    }
    return next;
  }

  private boolean end() throws IOException {
    retire();
    need.endPass();
    active = false;
    return false;
  }

  private SegmentMeasure measure(int segment) throws IOException {
    SegmentMeasure found = measure;
    if (found == null || found.segment() != segment) {
      if (found != null) {
        found.close();
      }
      found = new SegmentMeasure(engine, log, inline, said, segment);
      measure = found;
    }
    return found;
  }

  /** Goes on without what the records of a segment say. */
  private boolean restate(UnreadableSegmentException unreadable) throws IOException {
    if (!need.makesRoomForAll()) {
      retire();
      throw unreadable.reason();
    }
    LOGGER.log(
        System.Logger.Level.WARNING,
        "The log in "
            + log.directory()
            + " is written anew, for a segment of it cannot be read: "
            + unreadable.getMessage());
    int last = log.usage().newestSealed();
    return clean(new Restatement(engine, renewer, inline, last));
  }

  private boolean clean(Cleaning cleaning) throws IOException {
    long walked = cleaning.walked();
    long appended = renewer.appended();
    boolean more;
    current = cleaning;
    try {
      more = cleaning.slice(SLICE);
    } finally {
      pace.appended(renewer.appended() - appended);
      appendedForUnretired += renewer.appended() - appended;
    }
    pace.worked(cleaning.walked() - walked);
    if (!more) {
      current = null;
      cleaning.close();
      unretired += log.usage().bytes(cleaned, cleaning.last());
      cleaned = cleaning.last() + 1;
      // Those of which nothing is left are retired together.
      if (appendedForUnretired > 0 || need.isFull() || !need.isWanted(unretired)) {
        retire();
      }
    }
    return true;
  }

  private void retire() throws IOException {
    if (unretired > 0) {
      renewer.renewCounts();
      log.retire(cleaned);
      unretired = 0;
      appendedForUnretired = 0;
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() throws IOException {
    Cleaning cleaning = current;
    SegmentMeasure measuring = measure;
    current = null;
    measure = null;
    try (cleaning;
        measuring) {
      // Both, whatever happens.
    }
  }
}
