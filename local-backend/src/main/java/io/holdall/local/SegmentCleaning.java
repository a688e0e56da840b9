package io.holdall.local;

import io.holdall.engine.Change;
import io.holdall.engine.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cleaning of the oldest segment: appends again what is still needed of it, slice by slice. May
 * be broken off at any point; what was appended twice does no harm. Not thread-safe.
 */
final class SegmentCleaning implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(SegmentCleaning.class.getName());

  private final Engine engine;
  private final SegmentedLog log;
  private final InlineBodies inline;
  private final SaidAgain said;
  private final SegmentWalk walk;

  private long appended;

  SegmentCleaning(
      Engine engine, SegmentedLog log, InlineBodies inline, SaidAgain said, int number) {
    this.engine = engine;
    this.log = log;
    this.inline = inline;
    this.said = said;
    this.walk = new SegmentWalk(log.directory(), number);
  }

  int number() {
    return walk.number();
  }

  /** How many bytes of the segment are behind this. */
  long walked() {
    return walk.walked();
  }

  /** How many bytes have been appended. */
  long appended() {
    return appended;
  }

  /**
   * Works through some more records. After a failure to append, the next slice goes on there.
   *
   * @param bytes how many bytes of the segment, or a little more; and as many at most are appended
   * @return false when the segment is done
   * @throws UnreadableSegmentException if the segment cannot be read, so that it cannot be gone on
   *     with
   * @throws IOException if the log cannot be written, or the store is closed
   */
  boolean slice(long bytes) throws IOException {
    long full = appended + bytes;
    return walk.slice(
        bytes,
        (record, location) -> {
          clean(record, location);
          return appended < full;
        });
  }

  /** Appends what is needed of all segments that are done, before they are retired. */
  static void finish(Engine engine, SegmentedLog log) throws IOException {
    try {
      boolean open =
          engine.renewCounts(
              change -> {
                try {
                  ChangeRecord.appendLater(log, change);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      if (!open) {
        throw new ClosedChannelException();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void clean(RecordHead old, Location location) throws IOException {
    if (old.change() != null) {
      try {
        if (!engine.renew(old.change(), changes -> append(changes, location))) {
          throw new ClosedChannelException();
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    if (old.carried() != null) {
      moveShared(old.carried(), location);
    }
  }

  private void append(List<Change> changes, Location old) {
    for (Change change : changes) {
      if (!said.isBehind(number(), change)) {
        append(change, old);
      }
    }
  }

  private void append(Change change, Location old) {
    try {
      Location location = ChangeRecord.appendAgain(log, change, old, body -> bytes(body, old));
      appended += RecordHeader.SIZE + location.length();
      said.add(location.segment(), change);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves the body that a record carries, if it is needed though the record is not. */
  private void moveShared(BodySpelling.Carried carried, Location old) throws IOException {
    InlineBody body = inline.holdShared(carried.number());
    if (body == null) {
      return;
    }
    try {
      if (old.equals(body.record())) {
        ByteBuffer bytes = bytes(body, old);
        if (bytes != null) {
          Location moved = BodyRecord.append(log, body.number(), bytes);
          body.written(moved);
          appended += RecordHeader.SIZE + moved.length();
        }
      }
    } finally {
      inline.release(body);
    }
  }

  /**
   * The bytes of a body that is held, and that a record carries. If they are damaged, what is left
   * of them is moved as just that, and the result is null.
   */
  private @Nullable ByteBuffer bytes(InlineBody body, Location old) throws IOException {
    int length = (int) body.length();
    if (!body.isDamaged()) {
      try {
        return log.readEnd(old, length);
      } catch (DamageException e) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            e.getMessage()
                + " What is left of the bytes there is kept; whoever reads them is told.");
      }
    }
    ByteBuffer left = log.readEndAsItIs(old, length);
    // No record of a change is to carry it any more: from now on it is found by its number.
    inline.share(body);
    Location moved = BodyRecord.appendDamaged(log, body.number(), left);
    body.damaged(moved);
    appended += RecordHeader.SIZE + moved.length();
    return null;
  }

  @Override
  public void close() throws IOException {
    walk.close();
  }
}
