package io.holdall.local;

import io.holdall.engine.ChangeFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the records of a sealed segment in slices, of which none takes long. Not thread-safe.
 */
final class SegmentWalk implements Closeable {
  private final Path log;
  private final int number;
  private @Nullable SealedOpening opening;
  private @Nullable SealedWalk records;

  /** Whether the record at hand is not done yet. */
  private boolean unfinished;

  private long walked;

  /** Is shown the records of a segment, one after another. */
  interface Visitor {
    /**
     * @param location of the payload
     * @return whether the slice goes on
     * @throws IOException and the next slice begins with the same record
     */
    boolean visit(RecordHead record, Location location) throws IOException;
  }

  /**
   * @param log the directory of the segments
   */
  SegmentWalk(Path log, int number) {
    this.log = log;
    this.number = number;
  }

  int number() {
    return number;
  }

  /** How many bytes of the segment are behind this. */
  long walked() {
    return walked;
  }

  /**
   * Walks over some more records, once the segment has been opened for that.
   *
   * @param bytes how many bytes of the segment, or before that of its index, or a little more
   * @return false at the end of the segment
   * @throws UnreadableSegmentException if the segment cannot be read
   * @throws ClosedChannelException if the log was closed
   * @throws IOException from the visitor
   */
  boolean slice(long bytes, Visitor visitor) throws IOException {
    SealedWalk open = open(bytes);
    if (open == null) {
      return true;
    }
    long end = walked + bytes;
    boolean goesOn = true;
    while (goesOn && walked < end) {
      if (!unfinished && !next(open)) {
        return false;
      }
      unfinished = true;
      Location location = open.location();
      goesOn = visitor.visit(head(open), location);
      unfinished = false;
      walked = (long) location.offset() + location.length();
    }
    return true;
  }

  private @Nullable SealedWalk open(long bytes) throws IOException {
    if (records == null) {
      try {
        if (opening == null) {
          opening = new SealedOpening(log, SealedWalk.header(log, number));
        }
        records = opening.slice(bytes);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
    return records;
  }

  private RecordHead head(SealedWalk records) throws IOException {
    try {
      return RecordHead.decode(records.type(), records.payload());
    } catch (ChangeFormatException e) {
      throw unreadable(e);
    }
  }

  private boolean next(SealedWalk records) throws IOException {
    try {
      return records.next();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private IOException unreadable(IOException e) {
    return e instanceof ClosedChannelException ? e : new UnreadableSegmentException(number, e);
  }

  @Override
  public void close() throws IOException {
    SealedOpening begun = opening;
    SealedWalk open = records;
    opening = null;
    records = null;
    try (begun;
        open) {
      // Both, whatever happens.
    }
  }
}
