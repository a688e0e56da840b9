package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Bytes that a root keeps on its disk for want of a better use, so that a full disk can be emptied:
 * a removal is a record too, and takes their place where there is no other.
 *
 * <p>They need not survive a crash, for each owner of the root writes them anew.
 *
 * <p>Thread-safe.
 */
final class Reserve {
  static final String NAME = "reserve";

  /** Some hundred removals, with the segments that they may begin. */
  static final int SIZE = 256 << 10;

  private final Path path;
  private boolean kept;

  Reserve(LocalRoot root) {
    this.path = root.directory().resolve(NAME);
  }

  /**
   * Keeps the bytes, if that is not done: for a change that takes room and gives none back.
   *
   * @throws IOException if there is no room for them
   */
  synchronized void keep() throws IOException {
    if (kept) {
      return;
    }
    // Not zeros, which some file systems keep in no room at all.
    byte[] bytes = new byte[SIZE];
    new SplittableRandom().nextBytes(bytes);
    try (DataFile file = DataFile.createOrEmpty(path)) {
      file.write(ByteBuffer.wrap(bytes), 0);
      kept = true;
    } finally {
      if (!kept) {
        giveUp();
      }
    }
  }

  /** Makes room. */
  synchronized void giveUp() throws IOException {
    kept = false;
    Files.deleteIfExists(path);
  }
}
