package io.holdall.engine;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was appended; can be told to fail. */
final class RecordingLog implements CommitLog {
  private final List<Change> changes = new ArrayList<>();
  private boolean failing;
  private boolean closed;
  private boolean failed;

  /** Runs before each change is appended. */
  volatile Runnable beforeAppend = () -> {};

  /** Runs when a change has been appended, before that is known to anybody. */
  volatile Runnable afterAppend = () -> {};

  /** Whether the next change cannot be appended. */
  synchronized void fail(boolean next) {
    failing = next;
  }

  @Override
  public synchronized void fail(Throwable cause) {
    failed = true;
  }

  @Override
  public synchronized void check() {
    if (failed) {
      throw new DriverException(ErrorCode.IO_FAILED, "the log takes no more changes");
    }
  }

  @Override
  public synchronized void append(Change change) {
    beforeAppend.run();
    if (closed) {
      throw new DriverException(ErrorCode.IO_FAILED, "the log is closed");
    }
    if (failing) {
      failing = false;
      throw new DriverException(ErrorCode.STORAGE_FULL, "no room in the log");
    }
    changes.add(change);
    afterAppend.run();
  }

  @Override
  public void awaitRoom() {}

  synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  synchronized void removeFirst(int count) {
    changes.subList(0, count).clear();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
