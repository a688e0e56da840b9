package io.holdall.local;

import com.google.common.io.Closer;
import io.holdall.local.DirectorySync.OpenDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that are written and not yet forced, each with its file still open: a file opened anew
 * might not be told of a write-back that had failed. Their directories are open too, so that what
 * keeps one from being opened is told to whoever puts the body, and not to a background that could
 * tell nobody.
 *
 * <p>Thread-safe, but {@link #force} is for one thread at a time.
 */
final class PendingBodies implements Closeable {
  /** So many files wait at most. */
  private static final int LIMIT = 64;

  private final Map<BodyId, Waiting> waiting = new HashMap<>();

  private record Waiting(DataFile file, OpenDirectory directory) implements Closeable {
    @Override
    public void close() throws IOException {
      try (directory) {
        file.close();
      }
    }
  }

  synchronized boolean isFull() {
    return waiting.size() >= LIMIT;
  }

  /** Takes charge of a file and its directory. */
  synchronized void add(BodyId id, DataFile file, OpenDirectory directory) {
    waiting.put(id, new Waiting(file, directory));
  }

  /** Forgets a body that is to be deleted. */
  void remove(BodyId id) throws IOException {
    Waiting body = take(id);
    if (body != null) {
      body.close();
    }
  }

  /** Forces all that wait, and the directories that they are in. */
  void force() throws IOException {
    Map<Path, OpenDirectory> directories = new LinkedHashMap<>();
    try (Closer closer = Closer.create()) {
      for (BodyId id : ids()) {
        Waiting body = take(id);
        if (body != null) {
          directories.putIfAbsent(body.directory().path(), closer.register(body.directory()));
          try (DataFile file = body.file()) {
            file.force();
          }
        }
      }
      for (OpenDirectory directory : directories.values()) {
        directory.force();
      }
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
