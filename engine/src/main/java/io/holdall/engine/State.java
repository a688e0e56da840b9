package io.holdall.engine;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a store knows at one moment. Immutable: {@link #apply} gives the state after a change
 * and leaves this one to those who still read it.
 */
public final class State implements Iterable<Change> {
  /** When a bucket was created of which that is not known: only {@linkplain #applyWithGaps so}. */
  public static final Instant UNKNOWN = Instant.MIN;

  private static final State EMPTY = new State(PersistentTree.empty(), Totals.NONE, 0);

  /**
   * What a change leads to.
   *
   * @param state after the change
   * @param dropped the bodies that the state gave up, one for each hold that is to be released (see
   *     {@link Bodies}); unmodifiable
   */
  public record Applied(State state, List<BodyRef> dropped) {}

  private final PersistentTree<BucketState, ?> buckets;
  private final Totals totals;
  private final long nextUpload;

  State(PersistentTree<BucketState, ?> buckets, Totals totals, long nextUpload) {
    this.buckets = buckets;
    this.totals = totals;
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
    return apply(change, false);
  }

  /**
   * As {@link #apply}, for a log whose oldest changes are gone and {@linkplain Renewal said again}
   * further on: until it has come that far, a change may build on what is not known. It then leaves
   * that unknown, and what it says of it is dropped; but parts wait for their upload, which may be
   * said behind them.
   *
   * @throws IllegalStateException if the change contradicts what is known
   */
  public Applied applyWithGaps(Change change) {
    return apply(change, true);
  }

  private Applied apply(Change change, boolean gaps) {
    Application application = new Application(this, gaps);
    State next = change.accept(application);
    return new Applied(next, application.dropped());
  }

  /**
   * Says all that the state knows, in changes that lead to it one after another from the empty
   * state, by {@link #applyWithGaps}: how many uploads there were, buckets, each with its blobs in
   * order, then its open uploads, each with its parts.
   */
  @Override
  public Iterator<Change> iterator() {
    return new StateIterator(this);
  }

  /**
   * @throws IllegalStateException if something is still unknown, naming it
   */
  public void checkWithoutGaps() {
    for (TreeCursor<BucketState, ?> at = buckets.cursor(); at.isValid(); at.advance()) {
      if (!at.value().isKnown()) {
        throw new IllegalStateException("nothing says when bucket " + at.key() + " was created");
      }
    }
    for (Change.UploadAborted unknown : unknownUploads()) {
      throw new IllegalStateException("nothing says how an upload of " + unknown.key() + " began");
    }
  }

  /** The state without the parts of uploads of which it is still unknown how they began. */
  public Applied withoutUnknownUploads() {
    State rest = this;
    List<BodyRef> dropped = new ArrayList<>();
    for (Change unknown : unknownUploads()) {
      Applied applied = rest.applyWithGaps(unknown);
      rest = applied.state();
      dropped.addAll(applied.dropped());
    }
    return new Applied(rest, Collections.unmodifiableList(dropped));
  }

  /** The changes that would drop them. */
  private List<Change.UploadAborted> unknownUploads() {
    List<Change.UploadAborted> unknown = new ArrayList<>();
    for (TreeCursor<BucketState, ?> at = buckets.cursor(); at.isValid(); at.advance()) {
      String bucket = at.key();
      TreeCursor<List<Upload>, ?> uploads = at.value().uploads().cursor();
      for (; uploads.isValid(); uploads.advance()) {
        for (Upload upload : uploads.value()) {
          if (!upload.isKnown()) {
            unknown.add(new Change.UploadAborted(bucket, upload.start().key(), upload.id()));
          }
        }
      }
    }
    return unknown;
  }

  PersistentTree<BucketState, ?> buckets() {
    return buckets;
  }

  /** The sizes of all blobs and all parts of open uploads together. */
  public long bytes() {
    return totals.bytes();
  }

  Totals totals() {
    return totals;
  }

  /**
   * How many changes it takes to say all that the state knows: one for each bucket, blob, open
   * upload and part of one.
   */
  public long changes() {
    return totals.changes();
  }

  /**
   * How many bytes those changes have when they are encoded, each body spelled in {@link
   * EncodedLength#BODY} bytes. Always as much for equal states.
   */
  public long changeBytes() {
    return totals.changeBytes();
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
