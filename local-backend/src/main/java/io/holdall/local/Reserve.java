package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Bytes that a root keeps on its disk for want of a better use, so that a full disk can be emptied:
 * a removal is a record too, and takes their place where there is no other; and so does the
 * cleaning that follows, which has to move what lives in a segment before that segment can go.
 *
 * <p>They need not survive a crash, for each owner of the root sees to them anew.
 *
 * <p>Thread-safe.
 */
final class Reserve {
  static final String NAME = "reserve";

  /** Some hundred removals, with the segments that they may begin. In bytes, as all here. */
  static final int SIZE = 256 << 10;

  /** What a cleaning leaves of the room on a full disk, for more removals. */
  static final int FOR_REMOVALS = SIZE / 2;

  private static final int STEP = 256 << 10;

  /** How much the log may grow at most between two writes of this, which a change waits for. */
  private static final long STRIDE = 4 << 20;

  private final Path path;
  private final long segmentSize;
  private volatile long kept;
  private volatile boolean wanting;

  /**
   * @param segmentSize how long segments of the log become
   */
  Reserve(LocalRoot root, long segmentSize) {
    this.path = root.directory().resolve(NAME);
    this.segmentSize = segmentSize;
  }

  /**
   * Finds out whether the disk is full already: the bytes may have been given up by the last owner.
   *
   * @param log how long the log is
   */
  void look(long log) {
    try {
      long size = Files.exists(path) ? Files.size(path) : 0;
      long enough = enough(log);
      wanting = size < enough && room() < enough - size;
    } catch (IOException e) {
      // The next change that finds no room tells it.
    }
  }

  /**
   * Keeps the bytes, if that is not done: for a change that takes room and gives none back. Beside
   * those for removals they are as many as the longest segment has, which the cleaning moves.
   *
   * @param log how long the log is
   * @throws IOException if there is no room for them
   */
  void keep(long log) throws IOException {
    if (kept < enough(log)) {
      // In strides while the log grows, and not with each change.
      grow(enough(log + Math.min(log / 8, STRIDE)));
    }
    if (wanting) {
      wanting = false;
    }
  }

  private long enough(long log) {
    return log <= SIZE ? SIZE : SIZE + Math.min(log, segmentSize);
  }

  private synchronized void grow(long enough) throws IOException {
    try (DataFile file = DataFile.createOrKeep(path)) {
      long size = file.size();
      if (size < enough && room() < enough - size) {
        throw FullDiskException.noRoomFor(path, enough - size);
      }
      SplittableRandom random = new SplittableRandom();
      for (long end = size; end < enough; ) {
        // Not zeros, which some file systems keep in no room at all.
        byte[] bytes = new byte[(int) Math.min(STEP, enough - end)];
        random.nextBytes(bytes);
        file.write(ByteBuffer.wrap(bytes), end);
        end += bytes.length;
      }
      kept = enough;
    } catch (IOException e) {
      wanting = true;
      throw e;
    }
  }

  /** Makes room, and returns whether there was something to give up. */
  synchronized boolean giveUp() throws IOException {
    kept = 0;
    wanting = true;
    return Files.deleteIfExists(path);
  }

  /** Whether the disk was full when something was last written, or not written. */
  boolean isWanting() {
    return wanting;
  }

  /** A change has found no room. */
  void foundNoRoom() {
    wanting = true;
  }

  /** How many bytes the disk has left, beside these. */
  long room() throws IOException {
    return Files.getFileStore(path.getParent()).getUsableSpace();
  }
}
