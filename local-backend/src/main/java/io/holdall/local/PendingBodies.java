package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that are written and not yet forced, each with its file still open: a file opened anew
 * might not be told of a write-back that had failed.
 *
 * <p>Thread-safe, but {@link #force} is for one thread at a time.
 */
final class PendingBodies implements Closeable {
  /** So many files wait at most. */
  private static final int LIMIT = 64;

  private final Map<BodyId, Waiting> waiting = new HashMap<>();

  private record Waiting(DataFile file, Path directory) {}

  /** Takes charge of a file, unless too many wait already. */
  synchronized boolean add(BodyId id, DataFile file, Path directory) {
    if (waiting.size() >= LIMIT) {
      return false;
    }
    waiting.put(id, new Waiting(file, directory));
    return true;
  }

  /** Forgets a body that is to be deleted. */
  void remove(BodyId id) throws IOException {
    Waiting body = take(id);
    if (body != null) {
      body.file().close();
    }
  }

  /** Forces all that wait, and the directories that they are in. */
  void force(DirectorySync sync) throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    for (BodyId id : ids()) {
      Waiting body = take(id);
      if (body != null) {
        try (DataFile file = body.file()) {
          file.force();
        }
        directories.add(body.directory());
      }
    }
    for (Path directory : directories) {
      sync.force(directory);
    }
  }

  private synchronized List<BodyId> ids() {
    return new ArrayList<>(waiting.keySet());
  }

  private synchronized @Nullable Waiting take(BodyId id) {
    return waiting.remove(id);
  }

  /** Closes the files without forcing them. */
  @Override
  public void close() throws IOException {
    for (BodyId id : ids()) {
      remove(id);
    }
  }
}
