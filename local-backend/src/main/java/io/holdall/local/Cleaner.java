package io.holdall.local;

import io.holdall.engine.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the log of a store short while the store is used; {@link LogSpace} says how short.
 *
 * <p>It cleans the oldest segment, then the next, in slices, and mostly in the background. A change
 * waits for nothing but a record that is just being moved. Only when the background has fallen
 * behind does each change do one slice itself before it begins.
 *
 * <p>What fails is tried again later. A damaged body is moved as such, and if the changes of a
 * segment cannot be read, the log is written anew without them. When it takes no more records, it
 * is not cleaned any more until it is opened again.
 *
 * <p>Thread-safe.
 */
final class Cleaner implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(Cleaner.class.getName());

  private final SegmentedLog log;
  private final CleaningNeed need;
  private final LogCleaning cleaning;
  private final Executor background;
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Held while a slice is done. Guards the cleaning, and the next. */
  private final ReentrantLock working = new ReentrantLock();

  /** The segment of which it was said that it cannot be cleaned for now. */
  private int told = -1;

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
    this.log = log;
    this.need = new CleaningNeed(engine, log.usage(), inline, reserve, segmentSize);
    this.cleaning =
        new LogCleaning(engine, log, inline, need, new CleaningPace(log.usage(), segmentSize));
    this.background = background;
  }

  /**
   * Is called before each change, by a thread that holds no lock: has the background clean if there
   * is need, and does a slice itself if that is behind.
   */
  void beforeChange() {
    if (stopped || !(cleaning.isActive() || begins())) {
      return;
    }
    schedule();
    if (cleaning.isBehind()) {
      working.lock();
      try {
        if (cleaning.isBehind()) {
          slice();
        }
      } finally {
        working.unlock();
      }
    }
  }

  /** Begins a pass if there is need. */
  private boolean begins() {
    if (!need.isWanted(0)) {
      return false;
    }
    working.lock();
    try {
      cleaning.begin();
      return true;
    } finally {
      working.unlock();
    }
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

  /** Does some work, and returns whether there is more. */
  private boolean slice() {
    if (stopped) {
      return false;
    }
    try {
      return cleaning.slice();
    } catch (LogFailedException | RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The log in "
              + log.directory()
              + " is not cleaned any more until it is opened again; until then it becomes longer"
              + " with each change.",
          e);
      stopped = true;
    } catch (IOException e) {
      if (need.getsReserve()) {
        return true;
      }
      // With the next change there will be another try.
      tell(e);
    }
    cleaning.breakOff();
    return false;
  }

  /** Says why the log becomes longer than it should, once for each segment. */
  private void tell(IOException e) {
    boolean expected =
        told == cleaning.next() || Failures.isFull(e) || e instanceof ClosedChannelException;
    LOGGER.log(
        expected ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
        "The log in " + log.directory() + " cannot be cleaned for now; it is tried again.",
        e);
    if (!expected) {
      told = cleaning.next();
    }
  }

  /** Ends with the slice that is under way. */
  @Override
  public void close() throws IOException {
    stopped = true;
    working.lock();
    try {
      cleaning.close();
    } finally {
      working.unlock();
    }
  }
}
