package io.holdall.local;

import io.holdall.engine.Change;
import io.holdall.engine.CommitLog;
import java.io.IOException;

/** Keeps the changes of a store in the log of its root. Thread-safe. */
final class LocalLog implements CommitLog {
  private final LocalRoot root;
  private final SegmentedLog log;
  private final BodyFiles files;

  /** All that was opened is closed with this. */
  LocalLog(Opening opening) {
    this.root = opening.root();
    this.log = opening.log();
    this.files = opening.files();
  }

  @Override
  public void append(Change change) {
    try {
      ChangeRecord.append(log, change);
    } catch (IOException e) {
      throw Failures.of(e, root.log());
    }
  }

  @Override
  public void close() {
    try (root;
        files) {
      log.close();
    } catch (IOException e) {
      throw Failures.of(e, root.log());
    }
  }
}
