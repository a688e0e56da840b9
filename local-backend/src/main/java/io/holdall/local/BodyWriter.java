package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one body into its file. Unless it is committed, closing removes the file. Not thread-safe.
 */
final class BodyWriter implements Closeable {
  /**
   * The longest single write: for each heap buffer the channel keeps a direct one of its length.
   */
  private static final int WRITE = 256 << 10;

  private final BodyFiles files;
  private final BodyId id;
  private final DataFile file;
  private final BodyTrailer.Builder trailer = new BodyTrailer.Builder();
  private boolean done;

  BodyWriter(BodyFiles files, BodyId id, DataFile file) {
    this.files = files;
    this.id = id;
    this.file = file;
  }

  /**
   * Writes all that remains in {@code src}. After a failure the body can only be given up.
   *
   * @throws IllegalStateException after {@link #commit()} or {@link #close()}
   */
  void write(ByteBuffer src) throws IOException {
    checkNotDone();
    while (src.hasRemaining()) {
      ByteBuffer part = src.slice(src.position(), Math.min(src.remaining(), WRITE));
      long position = trailer.length();
      trailer.add(part);
      file.write(part, position);
      src.position(src.position() + part.limit());
    }
  }

  /**
   * Completes the body: with {@link Durability#DURABLE} it is durable on return, else before any
   * record that is appended afterwards.
   *
   * @return what a record needs to name it
   * @throws IOException if that failed; the file is removed
   */
  StoredBody commit() throws IOException {
    checkNotDone();
    boolean whole = false;
    try {
      long length = trailer.length();
      file.write(trailer.build(id), length);
      files.complete(id, file);
      done = true;
      whole = true;
      return new StoredBody(id, length);
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  private void checkNotDone() {
    if (done) {
      throw new IllegalStateException("the body is committed or given up");
    }
  }

  /** Gives the body up, unless it is committed. */
  @Override
  public void close() throws IOException {
    if (!done) {
      done = true;
      try {
        file.close();
      } finally {
        files.delete(id);
      }
    }
  }
}
