package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a log, where records are written. For one thread at a time; only {@link #written()}
 * may be called by any.
 */
final class LogEnd implements Closeable {
  private static final int STAGING = 64 << 10;

  private final LocalRoot root;
  private final LogOptions options;
  private final SegmentUsage usage;
  private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
  private SegmentWriter writer;
  private long nextSequence;
  private boolean marked;
  private volatile @Nullable Throwable failure;
  private volatile Written written;

  /**
   * What has been written by some moment.
   *
   * @param writer of the segment that has the last record
   * @param sequence of the last record
   * @param confirmed the highest sequence that the records, once forced, prove to be forced
   */
  record Written(SegmentWriter writer, long sequence, long confirmed) {}

  LogEnd(LocalRoot root, LogOptions options, SegmentUsage usage, LogRecovery.Recovered found)
      throws IOException {
    this.root = root;
    this.options = options;
    this.usage = usage;
    this.nextSequence = found.nextSequence();
    this.marked = found.marked();
    this.writer = new SegmentWriter(root.log(), found.segment(), found.end(), staging);
    this.written = new Written(writer, nextSequence - 1, marked ? nextSequence - 1 : 0);
    usage.begun(found.segment());
  }

  Written written() {
    return written;
  }

  /** Whether the last record says that all before it are durable. */
  boolean isMarked() {
    return marked;
  }

  /** The length of the last segment. */
  long length() {
    return writer.end();
  }

  /** Whether a payload of this length has room in the segment. */
  boolean hasRoomFor(long length) {
    return writer.isEmpty() || writer.end() + RecordHeader.SIZE + length <= options.segmentSize();
  }

  /** Whether something has failed that could not be taken back. */
  boolean hasFailed() {
    return failure != null;
  }

  /**
   * @throws LogFailedException if something has failed that could not be taken back
   */
  void check() throws LogFailedException {
    Throwable cause = failure;
    if (cause != null) {
      String reason =
          cause instanceof LogFailedException
              ? cause.getMessage()
              : "a change was broken off by " + cause;
      throw new LogFailedException(
          "The log takes no more records until it is opened again: " + reason, cause);
    }
  }

  /** Takes no record any more. May be called by any thread. */
  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /**
   * Writes a record.
   *
   * @param forced the highest sequence that is durable
   * @throws IOException if that failed; the record is not there
   */
  Location write(int type, int length, int checksum, long forced, ByteBuffer... payload)
      throws IOException {
    try {
      int offset =
          writer.append(RecordHeader.of(type, length, nextSequence, forced, checksum), payload);
      written = new Written(writer, nextSequence, forced);
      marked = type == RecordHeader.MARK && forced == nextSequence - 1;
      nextSequence++;
      usage.written(RecordHeader.SIZE + length);
      return new Location(writer.header().number(), offset, length);
    } catch (LogFailedException | RuntimeException | Error e) {
      // On a full heap, the next record might get the number that this one has.
      fail(e);
      throw e;
    }
  }

  /** Writes a record without a payload. */
  void write(int type, long forced) throws IOException {
    write(type, 0, Checksums.crc32c(), forced);
  }

  /**
   * Goes on in a new segment. It is there, durably, before the old one is sealed, and gets records
   * only when all of the old one is durable.
   *
   * @param oldest the oldest segment that is needed, when all records so far are durable
   */
  void startSegment(int oldest, GroupCommit commit) throws IOException {
    try {
      goOn(oldest, commit);
    } catch (LogFailedException | RuntimeException | Error e) {
      // The next record might come after the seal.
      fail(e);
      throw e;
    }
  }

  private void goOn(int oldest, GroupCommit commit) throws IOException {
    if (oldest > writer.header().oldest()) {
      // Or else the new header might outlive what makes the old segments superfluous.
      commit.await(written.sequence());
    }
    // The seal takes the next sequence.
    SegmentHeader header = writer.header().next(oldest, nextSequence + 1);
    SegmentFiles.create(root.log(), header, root.sync());
    SegmentWriter next = new SegmentWriter(root.log(), header, SegmentHeader.SIZE, staging);
    SegmentWriter old = writer;
    try {
      write(RecordHeader.SEAL, commit.forced());
      commit.await(written.sequence());
    } catch (IOException | RuntimeException | Error e) {
      next.close();
      throw e;
    }
    writer = next;
    written = new Written(next, written.sequence(), written.confirmed());
    usage.sealed(old.header().number(), old.end());
    usage.begun(header);
    usage.written(SegmentHeader.SIZE);
    old.close();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
