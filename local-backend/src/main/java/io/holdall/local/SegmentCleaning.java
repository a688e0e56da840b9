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
  private final SegmentHeader segment;
  private final SealedWalk walk;

  /** Whether nothing is appended, but only counted. */
  private final boolean dry;

  private final SaidAgain said;

  private long walked;
  private long appended;

  /** Whether the record at hand is not done yet. */
  private boolean unfinished;

  private boolean broken;

  SegmentCleaning(Engine engine, SegmentedLog log, InlineBodies inline, SaidAgain said, int number)
      throws IOException {
    this(engine, log, inline, said, number, false);
  }

  private SegmentCleaning(
      Engine engine, SegmentedLog log, InlineBodies inline, SaidAgain said, int number, boolean dry)
      throws IOException {
    this.said = said;
    this.dry = dry;
    this.engine = engine;
    this.log = log;
    this.inline = inline;
    this.segment = SealedWalk.header(log.directory(), number);
    this.walk = SealedWalk.open(log.directory(), segment);
  }

  /** How many bytes the cleaning of a segment would append now. */
  static long measure(
      Engine engine, SegmentedLog log, InlineBodies inline, SaidAgain said, int number)
      throws IOException {
    try (SegmentCleaning cleaning = new SegmentCleaning(engine, log, inline, said, number, true)) {
      boolean more = true;
      while (more) {
        more = cleaning.slice(Integer.MAX_VALUE);
      }
      return cleaning.appended;
    }
  }

  /** Whether the segment could not be read, so that it cannot be gone on with. */
  boolean isBroken() {
    return broken;
  }

  int number() {
    return segment.number();
  }

  /** How many bytes of the segment are behind this. */
  long walked() {
    return walked;
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
   * @throws IOException if the segment is damaged, the log cannot be written, or the store is
   *     closed
   */
  boolean slice(long bytes) throws IOException {
    long end = walked + bytes;
    long full = appended + bytes;
    while (walked < end && appended < full) {
      if (!unfinished && !next()) {
        return false;
      }
      unfinished = true;
      clean();
      unfinished = false;
      walked = (long) walk.location().offset() + walk.location().length();
    }
    return true;
  }

  private boolean next() throws IOException {
    broken = true;
    boolean found = walk.next();
    broken = false;
    return found;
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

  private void clean() throws IOException {
    RecordHead old = RecordHead.decode(walk.type(), walk.payload());
    if (old.change() != null) {
      try {
        if (!engine.renew(old.change(), this::append)) {
          throw new ClosedChannelException();
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    if (old.carried() != null) {
      moveShared(old.carried());
    }
  }

  private void append(List<Change> changes) {
    for (Change change : changes) {
      if (!said.isBehind(segment.number(), change)) {
        append(change);
      }
    }
  }

  private void append(Change change) {
    if (dry) {
      appended += ChangeRecord.lengthAgain(change, walk.location());
      return;
    }
    try {
      Location location = ChangeRecord.appendAgain(log, change, walk.location(), this::bytes);
      appended += RecordHeader.SIZE + location.length();
      said.add(location.segment(), change);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves the body that a record carries, if it is needed though the record is not. */
  private void moveShared(BodySpelling.Carried carried) throws IOException {
    InlineBody body = inline.holdShared(carried.number());
    if (body == null) {
      return;
    }
    try {
      Location old = walk.location();
      if (dry) {
        appended += RecordHeader.SIZE + BodyRecord.HEAD + carried.length();
      } else if (old.equals(body.record())) {
        ByteBuffer bytes = bytes(body);
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
   * The bytes of a body that is held, and that the record at hand carries. If they are damaged,
   * what is left of them is moved as just that, and the result is null.
   */
  private @Nullable ByteBuffer bytes(InlineBody body) throws IOException {
    Location old = walk.location();
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
