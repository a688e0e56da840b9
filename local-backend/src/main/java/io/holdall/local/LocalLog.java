package io.holdall.local;

import io.holdall.engine.Change;
import io.holdall.engine.CommitLog;
import io.holdall.engine.Engine;
import io.holdall.engine.Piece;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Keeps the changes of a store in the log of its root. Thread-safe. */
final class LocalLog implements CommitLog {
  private final LocalRoot root;
  private final SegmentedLog log;
  private final BodyFiles files;
  private final InlineBodies inline;
  private volatile @Nullable Upkeep upkeep;

  /** All that was opened is closed with this. */
  LocalLog(Opening opening) {
    this.root = opening.root();
    this.log = opening.log();
    this.files = opening.files();
    this.inline = opening.inline();
  }

  /**
   * Has the log cleaned and indexed from now on.
   *
   * @param background as for {@link Cleaner}
   */
  void keepUp(Engine engine, long segmentSize, Executor background) {
    upkeep =
        new Upkeep(
            new Cleaner(engine, log, inline, segmentSize, background),
            new Indexer(log, background));
  }

  @Override
  public void append(Change change) {
    try {
      ChangeRecord.append(log, change);
      if (change instanceof Change.PartPut put) {
        share(put.part().content().pieces());
      }
    } catch (IOException e) {
      throw Failures.of(e, root.log());
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
