package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log of a root: records are appended at its end, and read at their locations.
 *
 * <p>With {@link Durability#DURABLE} a record is durable when {@link #append} returns, and appends
 * of several threads share their forces; with {@link Durability#RELAXED} it becomes durable within
 * {@link LogOptions#forceInterval()}. Either way, when a record is durable, so are all before it.
 *
 * <p>After a failed write the log is as before, and goes on. After a failed force, or a write that
 * could not be taken back or was broken off by an error, nobody can tell what the device holds; and
 * after {@link #fail} what its owner knows of it. Then the log takes no record any more, and says
 * so, until it is opened again.
 *
 * <p>Thread-safe.
 */
final class SegmentedLog implements Closeable {
  private final LocalRoot root;
  private final Before before;
  private final SegmentUsage usage;
  private final SegmentReaders readers;
  private final GroupCommit commit;
  private final Deferred deferred;
  private final @Nullable BackgroundForce background;

  /** The highest sequence that was there when the log was opened. */
  private final long recovered;

  /** Held while a record is written, never while one is forced, but for a change of segments. */
  private final ReentrantLock appending = new ReentrantLock();

  /** Changed with {@link #appending} held, as are the next two. */
  private final LogEnd end;

  private int oldest;
  private boolean closed;

  /** Makes durable what records refer to outside of the log, before they are. */
  @FunctionalInterface
  interface Before {
    void force() throws IOException;
  }

  private SegmentedLog(
      LocalRoot root, LogOptions options, Before before, LogRecovery.Recovered found)
      throws IOException {
    this.root = root;
    this.before = before;
    this.usage = found.usage();
    this.readers = new SegmentReaders(root.log(), options.openSegments(), usage::salt);
    this.oldest = found.oldest();
    this.end = new LogEnd(root, options, usage, found);
    this.recovered = end.written().sequence();
    this.deferred = new Deferred(end.written().confirmed());
    this.commit = new GroupCommit(recovered, this::forceWritten);
    this.background =
        options.durability() == Durability.RELAXED
            ? new BackgroundForce(options.forceInterval(), this::tend)
            : null;
  }

  /**
   * Recovers the log and shows all its records, in order, before it returns.
   *
   * @param before is called before each force of the log, by one thread at a time
   * @throws DamageException if the log is not what was written, in a way that no crash explains; it
   *     is left as it is. What has been shown by then is worth nothing
   */
  static SegmentedLog open(LocalRoot root, LogOptions options, Before before, Replay replay)
      throws IOException {
    SegmentedLog log = new SegmentedLog(root, options, before, LogRecovery.run(root, replay));
    boolean opened = false;
    try {
      log.confirm();
      opened = true;
      return log;
    } finally {
      if (!opened) {
        log.close();
      }
    }
  }

  /**
   * Appends a record.
   *
   * @param type what the payload is, from 0 to 239; the log keeps it and does not look at it
   * @param payload what remains in these buffers, one after another, at most {@link
   *     RecordHeader#MAX_LENGTH} bytes; their positions stay
   * @return where the payload lies
   * @throws LogFailedException if it is not known whether the record is durable, or if that was so
   *     for an earlier one; when the log is opened again, the record may be there
   * @throws IOException if the record could not be written; it is not there, and the log goes on
   */
  Location append(int type, ByteBuffer... payload) throws IOException {
    Appended appended = write(type, payload);
    if (background == null) {
      commit.await(appended.sequence());
    }
    return appended.location();
  }

  /**
   * As {@link #append}, but whatever the durability, the record becomes durable with the next one
   * that is forced, or by {@link #force} or {@link #retire}.
   */
  Location appendLater(int type, ByteBuffer... payload) throws IOException {
    return write(type, payload).location();
  }

  private record Appended(Location location, long sequence) {}

  private Appended write(int type, ByteBuffer... payload) throws IOException {
    if (type < 0 || type >= RecordHeader.OWN_TYPES) {
      throw new IllegalArgumentException("record type " + type);
    }
    long length = 0;
    for (ByteBuffer part : payload) {
      length += part.remaining();
    }
    if (length > RecordHeader.MAX_LENGTH) {
      throw new IllegalArgumentException("a payload of " + length + " bytes");
    }
    int checksum = Checksums.crc32c(payload);
    appending.lock();
    try {
      checkUsable();
      if (!end.hasRoomFor(length)) {
        end.startSegment(oldest, commit);
      }
      Location location = end.write(type, (int) length, checksum, commit.forced(), payload);
      return new Appended(location, end.written().sequence());
    } finally {
      appending.unlock();
    }
  }

  private void checkUsable() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    check();
  }

  /**
   * Takes no record any more, for its owner does not know all that it holds; those that have been
   * written are forced as ever. Allocates nothing.
   */
  void fail(Throwable cause) {
    end.fail(cause);
  }

  /**
   * @throws LogFailedException if the log takes no record any more
   */
  void check() throws LogFailedException {
    end.check();
    commit.check();
  }

  private long forceWritten() throws IOException {
    LogEnd.Written target = end.written();
    before.force();
    target.writer().force();
    deferred.proven(target.confirmed());
    return target.sequence();
  }

  /**
   * Returns when all records appended so far are durable.
   *
   * @throws LogFailedException if that cannot be
   */
  void force() throws LogFailedException {
    commit.await(end.written().sequence());
  }

  /**
   * Runs an action as soon as it can no more happen that the log, opened again, ends before
   * something that is in it now: for the removal of what its records do not refer to any more. With
   * {@link Durability#DURABLE} that is mostly at once, in the calling thread; the caller vouches
   * that the appends in question have returned. An action that has not run when the log is closed
   * does not run, nor does one that comes when the log has failed.
   */
  void whenCertain(Runnable action) {
    if (end.hasFailed() || commit.hasFailed()) {
      // The last record may be there when the log is opened again, for all that its append failed.
      return;
    }
    deferred.add(background == null ? recovered : end.written().sequence(), action);
  }

  /** What the background does again and again. */
  void tend() throws LogFailedException {
    try {
      force();
      if (!deferred.isEmpty()) {
        confirm();
      }
    } catch (RuntimeException | Error e) {
      // Or nothing would be forced any more, and nobody told.
      commit.fail(e);
      throw e;
    }
  }

  /** Leaves a durable proof that all records up to now are durable, if there is room for it. */
  private void confirm() throws LogFailedException {
    appending.lock();
    try {
      if (closed) {
        return;
      }
      mark();
    } finally {
      appending.unlock();
    }
    force();
  }

  private void mark() {
    if (end.isMarked() || end.hasFailed()) {
      return;
    }
    try {
      end.write(RecordHeader.MARK, commit.forced());
    } catch (IOException e) {
      // On a full disk, say. The records are durable without a mark, and the next one that is
      // appended is as good a proof.
      return;
    }
  }

  /**
   * Takes all segments below this one out of the log: whatever of them is still needed has been
   * appended again. Returns when they are not part of the log any more, though the machine end;
   * their files go as soon as nobody reads them.
   *
   * @throws IOException if that failed; the segments are still part of the log
   */
  void retire(int below) throws IOException {
    appending.lock();
    try {
      checkUsable();
      end.startSegment(below, commit);
      oldest = below;
    } finally {
      appending.unlock();
    }
    for (int number : usage.retire(below)) {
      readers.delete(number);
    }
  }

  /**
   * Goes on in a new segment, so that the last one can be cleaned.
   *
   * @param least how many bytes of records the last one must have for that
   */
  void endSegment(long least) throws IOException {
    appending.lock();
    try {
      checkUsable();
      if (end.length() - SegmentHeader.SIZE >= least) {
        end.startSegment(oldest, commit);
      }
    } finally {
      appending.unlock();
    }
  }

  /** Whether what records refer to is forced with them, and not before they are appended. */
  boolean isRelaxed() {
    return background != null;
  }

  /** What the segments take up. */
  SegmentUsage usage() {
    return usage;
  }

  /** The directory of the segments. */
  Path directory() {
    return root.log();
  }

  /**
   * Returns the payload at a location, in a new buffer, verified.
   *
   * @throws DamageException if the log does not hold it any more
   */
  ByteBuffer read(Location location) throws IOException {
    return readers.read(location);
  }

  /**
   * Returns the last bytes of a payload, in a new buffer. All of it is verified.
   *
   * @throws DamageException if the log does not hold it any more
   */
  ByteBuffer readEnd(Location location, int length) throws IOException {
    ByteBuffer payload = read(location);
    return payload.position(payload.limit() - length);
  }

  /**
   * Returns the last bytes of a payload as they are, in a new buffer; zeros where the file ends
   * before. Nothing is verified, not even that the file is a segment.
   */
  ByteBuffer readEndAsItIs(Location location, int length) throws IOException {
    ByteBuffer payload = readers.readAsItIs(location);
    return payload.position(payload.limit() - length);
  }

  /**
   * Reads a part of a payload. All of it is verified.
   *
   * @param offset in the payload, from 0 to its length
   * @return how many bytes were read: as many as the payload has from there on and {@code dst}
   *     takes
   * @throws DamageException if the log does not hold it any more
   */
  int read(Location location, int offset, ByteBuffer dst) throws IOException {
    if (offset < 0 || offset > location.length()) {
      throw new IndexOutOfBoundsException(offset + " in a payload of " + location.length());
    }
    ByteBuffer payload = read(location).position(offset);
    int length = Math.min(payload.remaining(), dst.remaining());
    dst.put(payload.limit(offset + length));
    return length;
  }

  /**
   * Makes all records durable and closes the log; closing again does nothing. The log is closed
   * whatever is thrown.
   *
   * @throws LogFailedException if records that had been appended may be lost
   */
  @Override
  public void close() throws IOException {
    appending.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      closeAll();
    } finally {
      appending.unlock();
    }
  }

  private void closeAll() throws IOException {
    try {
      if (background != null) {
        background.close();
      }
      force();
      mark();
      force();
    } finally {
      try {
        end.close();
      } finally {
        readers.close();
      }
    }
  }
}
