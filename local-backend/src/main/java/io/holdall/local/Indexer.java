package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes the indexes of sealed segments, in the background, the newest first: the oldest may be
 * cleaned away before anybody wants theirs. An index that cannot be written is left out until the
 * log is opened again. Thread-safe.
 */
final class Indexer implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(Indexer.class.getName());

  private final SegmentedLog log;
  private final Reserve reserve;
  private final Executor background;
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Held while an index is written. Guards the next. */
  private final ReentrantLock working = new ReentrantLock();

  private final Set<Integer> failed = new HashSet<>();

  /** The newest segment when there was nothing left to do. */
  private volatile int done;

  private volatile boolean stopped;

  /**
   * @param background runs soon what it is given, and never in the calling thread
   */
  Indexer(SegmentedLog log, Reserve reserve, Executor background) {
    this.log = log;
    this.reserve = reserve;
    this.background = background;
    beforeChange();
  }

  /** Is called before each change: has the background work if a segment has been sealed. */
  void beforeChange() {
    if (done < log.usage().newestSealed()) {
      schedule();
    }
  }

  private void schedule() {
    if (!stopped && scheduled.compareAndSet(false, true)) {
      background.execute(this::step);
    }
  }

  private void step() {
    scheduled.set(false);
    working.lock();
    try {
      int newest = log.usage().newestSealed();
      OptionalInt segment = stopped ? OptionalInt.empty() : log.usage().newestWithoutIndex(failed);
      if (segment.isEmpty()) {
        done = newest;
        return;
      }
      if (!hasRoom(segment.getAsInt())) {
        // With some later change there may be.
        return;
      }
      write(segment.getAsInt());
    } finally {
      working.unlock();
    }
    schedule();
  }

  /** Whether an index leaves room on the disk for what is needed more. */
  private boolean hasRoom(int segment) {
    try {
      return !reserve.isWanting() && reserve.room() > log.usage().bytes(segment) + Reserve.SIZE;
    } catch (IOException e) {
      return false;
    }
  }

  private void write(int segment) {
    try {
      long length = SegmentIndex.write(log.directory(), segment);
      if (!log.usage().indexed(segment, length)) {
        // It was cleaned away meanwhile.
        Files.deleteIfExists(SegmentFiles.indexPath(log.directory(), segment));
      }
    } catch (IOException | RuntimeException e) {
      failed.add(segment);
      if (log.usage().bytes(segment) > 0) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "Segment %s of %s has no index.".formatted(segment, log.directory()),
            e);
      }
    }
  }

  /** Ends with the index that is being written. */
  @Override
  public void close() {
    working.lock();
    try {
      stopped = true;
    } finally {
      working.unlock();
    }
  }
}
