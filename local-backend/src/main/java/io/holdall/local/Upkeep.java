package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;

/** What is done for a log while it is used, that is not asked for by anybody. Thread-safe. */
record Upkeep(Cleaner cleaner, Indexer indexer) implements Closeable {
  /** Is called before each change, by a thread that holds no lock. */
  void beforeChange() {
    cleaner.beforeChange();
    indexer.beforeChange();
  }

  @Override
  public void close() throws IOException {
    try (indexer) {
      cleaner.close();
    }
  }
}
