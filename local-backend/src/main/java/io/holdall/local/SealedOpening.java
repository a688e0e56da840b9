package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The opening of a sealed segment for a {@link SealedWalk}. It takes its time, for an index is read
 * whole before it is believed, and may be as long as its segment; so it is done in slices. Not
 * thread-safe.
 */
final class SealedOpening implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(SealedOpening.class.getName());

  private static final long STRETCH = 1 << 20;

  private final Path log;
  private final SegmentHeader segment;
  private boolean begun;
  private @Nullable IndexCheck index;

  /**
   * @param log the directory of the segments
   */
  SealedOpening(Path log, SegmentHeader segment) {
    this.log = log;
    this.segment = segment;
  }

  /**
   * Does some more.
   *
   * @param bytes how many bytes of an index are read, or a little more
   * @return the walk, for the caller to close; null if that was not all
   */
  @Nullable SealedWalk slice(long bytes) throws IOException {
    try {
      if (!begun) {
        begun = true;
        index = IndexCheck.open(log, segment);
      }
      if (index != null) {
        if (index.read(bytes)) {
          return null;
        }
        IndexWalk walk = index.walk();
        if (walk != null) {
          index = null;
          return walk;
        }
      }
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // It is a help and no more, and all that it says is in the segment.
      LOGGER.log(
          System.Logger.Level.WARNING,
          SegmentFiles.indexPath(log, segment.number())
              + " cannot be read; the segment is read in its place.",
          e);
    }
    close();
    return SealedWalk.scan(log, segment);
  }

  /** Does all that is left, where nobody waits for less. */
  SealedWalk all() throws IOException {
    SealedWalk walk = null;
    while (walk == null) {
      walk = slice(STRETCH);
    }
    return walk;
  }

  @Override
  public void close() throws IOException {
    IndexCheck open = index;
    index = null;
    if (open != null) {
      open.close();
    }
  }
}
