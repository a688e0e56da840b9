package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
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
 * could not be taken back, nobody can tell what the device holds: the log takes no record any more,
 * and says so, until it is opened again.
 *
 * <p>Thread-safe.
 */
final class SegmentedLog implements Closeable {
  private static final int STAGING = 64 << 10;

  private final LocalRoot root;
  private final LogOptions options;
  private final Before before;
  private final SegmentReaders readers;
  private final GroupCommit commit;
  private final Deferred deferred;
  private final @Nullable BackgroundForce background;

  /** The highest sequence that was there when the log was opened. */
  private final long recovered;

  /** Held while a record is written, never while one is forced, but for a change of segments. */
  private final ReentrantLock appending = new ReentrantLock();

  private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
  private SegmentWriter writer;
  private long nextSequence;

  /** Whether the last record says that all before it are durable. */
  private boolean marked;

  private boolean closed;
  private @Nullable LogFailedException failure;

  /** Changed with {@link #appending} held. */
  private volatile Written written;

  /**
   * What has been written by some moment.
   *
   * @param writer of the segment that has the last record
   * @param sequence of the last record
   * @param confirmed the highest sequence that the records, once forced, prove to be forced
   */
  private record Written(SegmentWriter writer, long sequence, long confirmed) {}

  /** Makes durable what records refer to outside of the log, before they are. */
  @FunctionalInterface
  interface Before {
    void force() throws IOException;
  }

  private SegmentedLog(
      LocalRoot root, LogOptions options, Before before, LogRecovery.Recovered found)
      throws IOException {
    this.root = root;
    this.options = options;
    this.before = before;
    this.readers = new SegmentReaders(root.log(), options.openSegments());
    this.nextSequence = found.nextSequence();
    this.marked = found.marked();
    this.writer = new SegmentWriter(root.log(), found.segment(), found.end(), staging);
    this.recovered = nextSequence - 1;
    this.written = new Written(writer, recovered, marked ? recovered : 0);
    this.deferred = new Deferred(written.confirmed());
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
    Location location;
    long sequence;
    appending.lock();
    try {
      checkUsable();
      if (!writer.isEmpty() && writer.end() + RecordHeader.SIZE + length > options.segmentSize()) {
        startSegment();
      }
      int offset = write(type, (int) length, checksum, payload);
      location = new Location(writer.header().number(), offset, (int) length);
      sequence = written.sequence();
    } finally {
      appending.unlock();
    }
    if (background == null) {
      commit.await(sequence);
    }
    return location;
  }

  private int write(int type, int length, int checksum, ByteBuffer... payload) throws IOException {
    long confirmed = commit.forced();
    try {
      int offset =
          writer.append(RecordHeader.of(type, length, nextSequence, confirmed, checksum), payload);
      written = new Written(writer, nextSequence, confirmed);
      marked = type == RecordHeader.MARK && confirmed == nextSequence - 1;
      nextSequence++;
      return offset;
    } catch (LogFailedException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Goes on in a new segment. It is there, durably, before the old one is sealed, and gets records
   * only when all of the old one is durable.
   */
  private void startSegment() throws IOException {
    // The seal takes the next sequence.
    SegmentHeader header = writer.header().next(nextSequence + 1);
    SegmentFiles.create(root.log(), header, root.sync());
    SegmentWriter next = new SegmentWriter(root.log(), header, SegmentHeader.SIZE, staging);
    SegmentWriter old = writer;
    try {
      write(RecordHeader.SEAL, 0, Checksums.crc32c());
      commit.await(written.sequence());
    } catch (IOException | RuntimeException e) {
      next.close();
      throw e;
    }
    writer = next;
    written = new Written(next, written.sequence(), written.confirmed());
    old.close();
  }

  private void checkUsable() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (failure != null) {
      throw new LogFailedException(
          "The log takes no more records until it is opened again: " + failure.getMessage(),
          failure);
    }
    commit.check();
  }

  private long forceWritten() throws IOException {
    Written target = written;
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
    commit.await(written.sequence());
  }

  /**
   * Runs an action as soon as it can no more happen that the log, opened again, ends before
   * something that is in it now: for the removal of what its records do not refer to any more. With
   * {@link Durability#DURABLE} that is mostly at once, in the calling thread; the caller vouches
   * that the appends in question have returned. An action that has not run when the log is closed
   * does not run.
   */
  void whenCertain(Runnable action) {
    deferred.add(background == null ? recovered : written.sequence(), action);
  }

  /** What the background does again and again. */
  void tend() throws LogFailedException {
    force();
    if (!deferred.isEmpty()) {
      confirm();
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
    if (marked || failure != null) {
      return;
    }
    try {
      write(RecordHeader.MARK, 0, Checksums.crc32c());
    } catch (IOException e) {
      // On a full disk, say. The records are durable without a mark, and the next one that is
      // appended is as good a proof.
      marked = false;
    }
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
    SegmentWriter last = writer;
    try {
      if (background != null) {
        background.close();
      }
      force();
      mark();
      force();
    } finally {
      try {
        last.close();
      } finally {
        readers.close();
      }
    }
  }
}
