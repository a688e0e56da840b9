package io.holdall.local;

import io.holdall.engine.Change;
import io.holdall.engine.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;

/**
 * Counts how many bytes the {@link SegmentCleaning} of a segment would append, slice by slice.
 * Appends nothing. Not thread-safe.
 */
final class SegmentMeasure implements Closeable {
  private final Engine engine;
  private final InlineBodies inline;
  private final SaidAgain said;
  private final SegmentWalk walk;
  private long bytes;
  private boolean done;

  SegmentMeasure(
      Engine engine, SegmentedLog log, InlineBodies inline, SaidAgain said, int segment) {
    this.engine = engine;
    this.inline = inline;
    this.said = said;
    this.walk = new SegmentWalk(log.directory(), segment);
  }

  int segment() {
    return walk.number();
  }

  /**
   * Looks at some more records.
   *
   * @param count how many bytes of the segment, or a little more
   * @return false when all have been looked at
   * @throws UnreadableSegmentException if the segment cannot be read, so that it cannot be gone on
   *     with
   * @throws ClosedChannelException if the store is closed
   */
  boolean slice(long count) throws IOException {
    if (!done && !walk.slice(count, this::add)) {
      done = true;
      walk.close();
    }
    return !done;
  }

  boolean isDone() {
    return done;
  }

  /** How many bytes it would be, a little too many perhaps. Only when all have been looked at. */
  long bytes() {
    return bytes;
  }

  private boolean add(RecordHead old, Location location) throws IOException {
    if (old.change() != null && !engine.renew(old.change(), changes -> add(changes, location))) {
      throw new ClosedChannelException();
    }
    if (old.carried() != null) {
      addShared(old.carried());
    }
    return true;
  }

  private void add(List<Change> changes, Location old) {
    for (Change change : changes) {
      if (!said.isBehind(segment(), change)) {
        bytes += ChangeRecord.lengthAgain(change, old);
      }
    }
  }

  private void addShared(BodySpelling.Carried carried) {
    InlineBody body = inline.holdShared(carried.number());
    if (body != null) {
      bytes += RecordHeader.SIZE + BodyRecord.HEAD + carried.length();
      inline.release(body);
    }
  }

  @Override
  public void close() throws IOException {
    walk.close();
  }
}
