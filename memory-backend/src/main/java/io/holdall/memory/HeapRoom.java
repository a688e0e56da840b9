package io.holdall.memory;

import io.holdall.ErrorCode;
import io.holdall.engine.Change;
import io.holdall.engine.CommitLog;
import io.holdall.engine.State;
import io.holdall.spi.DriverException;
import java.util.function.Supplier;

/**
 * Keeps nothing, as the log of a store that is gone with its process, and lets a store on the heap
 * grow no further than it may: where the heap itself is full, it is anybody's allocation that
 * fails. Thread-safe.
 */
final class HeapRoom implements CommitLog {
  /** What the state takes for each change that it knows, beside what the change says. */
  private static final long EACH = 250;

  private final long most;
  private final Supplier<State> state;

  /**
   * @param most about how many bytes
   */
  HeapRoom(long most, Supplier<State> state) {
    this.most = most;
    this.state = state;
  }

  @Override
  public void append(Change change) {
    if (makesRoom(change)) {
      return;
    }
    State now = state.get();
    long taken = now.bytes() + now.changeBytes() + EACH * now.changes();
    if (taken > most) {
      throw new DriverException(
          ErrorCode.STORAGE_FULL,
          "the store may take %s bytes of the heap and takes about %s".formatted(most, taken));
    }
  }

  /** Or is what completes something that has its room already. */
  private static boolean makesRoom(Change change) {
    return change instanceof Change.BlobDeleted
        || change instanceof Change.BucketDeleted
        || change instanceof Change.UploadAborted
        || change instanceof Change.UploadCompleted;
  }

  @Override
  public void fail(Throwable cause) {}

  @Override
  public void check() {}

  @Override
  public void awaitRoom() {}

  @Override
  public void close() {}
}
