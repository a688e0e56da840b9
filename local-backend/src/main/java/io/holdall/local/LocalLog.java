package io.holdall.local;

import io.holdall.engine.Change;
import io.holdall.engine.Change.BlobDeleted;
import io.holdall.engine.Change.BucketDeleted;
import io.holdall.engine.Change.UploadAborted;
import io.holdall.engine.CommitLog;
import io.holdall.engine.Engine;
import io.holdall.engine.Piece;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Keeps the changes of a store in the log of its root. Thread-safe. */
final class LocalLog implements CommitLog {
  private final LocalRoot root;
  private final SegmentedLog log;
  private final BodyFiles files;
  private final InlineBodies inline;
  private volatile @Nullable Upkeep upkeep;
  private final long segmentSize;
  private final Reserve reserve;

  /**
   * All that was opened is closed with this.
   *
   * @param segmentSize how long segments of the log become
   */
  LocalLog(Opening opening, long segmentSize) {
    this.root = opening.root();
    this.log = opening.log();
    this.files = opening.files();
    this.inline = opening.inline();
    this.segmentSize = segmentSize;
    this.reserve = new Reserve(root, segmentSize);
    reserve.look(log.usage().bytes());
  }

  /**
   * Has the log cleaned and indexed from now on.
   *
   * @param background as for {@link Cleaner}
   */
  void keepUp(Engine engine, Executor background) {
    upkeep =
        new Upkeep(
            new Cleaner(engine, log, inline, reserve, segmentSize, background),
            new Indexer(log, reserve, background));
  }

  @Override
  public void append(Change change) {
    try {
      if (change instanceof Change.PartPut put) {
        share(put.part().content().pieces());
      }
      if (makesRoom(change)) {
        appendThoughFull(change);
      } else {
        appendBesideReserve(change);
      }
    } catch (IOException e) {
      throw Failures.of(e, root.log());
    } catch (RuntimeException | Error e) {
      // The record may have been written.
      log.fail(e);
      throw e;
    }
  }

  @Override
  public void fail(Throwable cause) {
    log.fail(cause);
  }

  @Override
  public void check() {
    try {
      log.check();
    } catch (IOException e) {
      throw Failures.of(e, root.log());
    }
  }

  private void appendBesideReserve(Change change) throws IOException {
    reserve.keep(log.usage().bytes());
    try {
      ChangeRecord.append(log, change);
    } catch (IOException e) {
      if (Failures.isFull(e)) {
        reserve.foundNoRoom();
      }
      throw e;
    }
  }

  private static boolean makesRoom(Change change) {
    return change instanceof BlobDeleted
        || change instanceof UploadAborted
        || change instanceof BucketDeleted;
  }

  private void appendThoughFull(Change change) throws IOException {
    try {
      ChangeRecord.append(log, change);
    } catch (LogFailedException | ClosedChannelException | DamageException e) {
      throw e;
    } catch (IOException e) {
      // Most likely the disk is full, and if not, then a second try does no harm: the first one has
      // left nothing.
      reserve.giveUp();
      ChangeRecord.append(log, change);
    }
  }

  private void share(Iterable<Piece> pieces) {
    for (Piece piece : pieces) {
      if (piece.body() instanceof InlineBody body) {
        inline.share(body);
      }
    }
  }

  @Override
  public void awaitRoom() {
    Upkeep current = upkeep;
    if (current != null) {
      current.beforeChange();
    }
  }

  @Override
  public void close() {
    Upkeep current = upkeep;
    try (root;
        files;
        log;
        current) {
    } catch (IOException e) {
      throw Failures.of(e, root.log());
    }
  }
}
