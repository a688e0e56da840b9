package io.holdall.engine;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a store knows at one moment. Immutable: {@link #apply} gives the state after a change
 * and leaves this one to those who still read it.
 */
public final class State {
  private static final State EMPTY = new State(PersistentTree.empty(), 0, 0);

  /**
   * What a change leads to.
   *
   * @param state after the change
   * @param dropped the bodies that the state gave up, one for each hold that is to be released (see
   *     {@link Bodies}); unmodifiable
   */
  public record Applied(State state, List<BodyRef> dropped) {}

  private final PersistentTree<BucketState> buckets;
  private final long bytes;
  private final long nextUpload;

  State(PersistentTree<BucketState> buckets, long bytes, long nextUpload) {
    this.buckets = buckets;
    this.bytes = bytes;
    this.nextUpload = nextUpload;
  }

  /** A store without buckets. */
  public static State empty() {
    return EMPTY;
  }

  /**
   * The state after a change. The same changes in the same order always lead to equal states, and
   * those of different keys do so in any order.
   *
   * @throws IllegalStateException if the change cannot have happened to this state, naming what is
   *     missing: the log is not this store's, or not whole
   */
  public Applied apply(Change change) {
    Application application = new Application(this);
    State next = change.accept(application);
    return new Applied(next, application.dropped());
  }

  PersistentTree<BucketState> buckets() {
    return buckets;
  }

  /** The sizes of all blobs and all parts of open uploads together. */
  long bytes() {
    return bytes;
  }

  /** Greater than the order of every upload so far. */
  long nextUpload() {
    return nextUpload;
  }

  @Nullable BucketState find(String bucket) {
    return buckets.get(bucket);
  }

  /**
   * @throws DriverException NO_SUCH_BUCKET
   */
  BucketState bucket(String bucket) {
    BucketState found = buckets.get(bucket);
    if (found == null) {
      throw new DriverException(ErrorCode.NO_SUCH_BUCKET, "there is no bucket of this name");
    }
    return found;
  }
}
