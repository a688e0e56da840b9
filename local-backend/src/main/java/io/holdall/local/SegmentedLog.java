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
  private final @Nullable BackgroundForce background;

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
   * What has been written by some moment: all sequences up to this, the last ones to this segment.
   */
  private record Written(SegmentWriter writer, long sequence) {}

  /** Makes durable what records refer to outside of the log, before they are. */
  @FunctionalInterface
  interface Before {
    void force() throws IOException;
  }

  private SegmentedLog(
      LocalRoot root, LogOptions options, Before before, LogRecovery.Recovered recovered)
      throws IOException {
    this.root = root;
    this.options = options;
    this.before = before;
    this.readers = new SegmentReaders(root.log(), options.openSegments());
    this.nextSequence = recovered.nextSequence();
    this.marked = recovered.marked();
    this.writer = new SegmentWriter(root.log(), recovered.segment(), recovered.end(), staging);
    this.written = new Written(writer, nextSequence - 1);
    this.commit = new GroupCommit(nextSequence - 1, this::forceWritten);
    this.background =
        options.durability() == Durability.RELAXED
            ? new BackgroundForce(options.forceInterval(), this::force)
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
    return new SegmentedLog(root, options, before, LogRecovery.run(root, replay));
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
      marked = false;
    } finally {
      appending.unlock();
    }
    if (background == null) {
      commit.await(sequence);
    }
    return location;
  }

  private int write(int type, int length, int checksum, ByteBuffer... payload) throws IOException {
    try {
      int offset =
          writer.append(
              RecordHeader.of(type, length, nextSequence, commit.forced(), checksum), payload);
      written = new Written(writer, nextSequence);
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
    written = new Written(next, written.sequence());
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
    } finally {
      try {
        last.close();
      } finally {
        readers.close();
      }
    }
  }

  /** Leaves a proof that all records are durable, so that none of them is ever cut off. */
  private void mark() {
    if (marked || failure != null) {
      return;
    }
    try {
      write(RecordHeader.MARK, 0, Checksums.crc32c());
    } catch (IOException e) {
      // On a full disk, say. The records are durable without a mark; they only go without its
      // protection against later damage.
      marked = false;
    }
  }
}
