package io.holdall.local;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A body with at least one reader. The readers share its file; the last one closes it. */
final class OpenBody {
  private final StoredBody body;
  private final Path path;

  /** How many readers there are. Guarded by the map that this is in. */
  int readers;

  /** Whether the last reader is to delete the file. Guarded by the map that this is in. */
  boolean doomed;

  private @Nullable DataFile file;
  private @Nullable BodyTrailer trailer;

  OpenBody(StoredBody body, Path path) {
    this.body = body;
    this.path = path;
  }

  StoredBody body() {
    return body;
  }

  /** Opens another reader, and the file for the first one. */
  synchronized BodyReader reader(BodyFiles files) throws IOException {
    if (file == null) {
      file = DataFile.openForReading(path);
    }
    if (trailer == null) {
      trailer = BodyTrailer.read(file, body.id(), body.length());
    }
    return new BodyReader(files, this, file, trailer);
  }

  synchronized void closeFile() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
