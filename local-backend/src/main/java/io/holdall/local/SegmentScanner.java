package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of one segment from the first on, and verifies each. Where a record should be
 * and is not, it stops and says why in {@link #flaw()}.
 */
final class SegmentScanner {
  private static final int WINDOW = 256 << 10;

  private final DataFile file;
  private final SegmentHeader header;
  private final long size;

  /** Bytes of the file, from {@link #windowStart} on. */
  private ByteBuffer window;

  private long windowStart;
  private long sequence;
  private long next;
  private long offset;
  private @Nullable RecordHeader record;
  private @Nullable String flaw;

  SegmentScanner(DataFile file, SegmentHeader header) throws IOException {
    this(file, header, SegmentHeader.SIZE, header.firstSequence());
  }

  /**
   * Begins in the middle.
   *
   * @param from where a record begins
   * @param sequence of that record
   */
  SegmentScanner(DataFile file, SegmentHeader header, long from, long sequence) throws IOException {
    this.file = file;
    this.header = header;
    this.size = file.size();
    this.window = ByteBuffer.allocate((int) Math.min(WINDOW, size)).limit(0);
    this.next = from;
    this.sequence = sequence;
  }

  /**
   * Moves to the next record.
   *
   * @return false at the end of the file, or at a flaw
   * @throws DamageException at a record that is whole and yet cannot be there
   */
  boolean next() throws IOException {
    if (flaw != null || next == size) {
      return false;
    }
    if (size - next < RecordHeader.SIZE) {
      flaw = "the file ends within the header of a record.";
      return false;
    }
    RecordHeader found =
        RecordHeader.decode(window, load(next, RecordHeader.SIZE), header.salt(), next);
    if (found == null) {
      flaw = "there is no record, or the checksum of its header does not match.";
      return false;
    }
    check(found);
    int length = found.length();
    if (length > size - next - RecordHeader.SIZE) {
      flaw = "the file ends within the payload of a record of " + length + " bytes.";
      return false;
    }
    int start = load(next, RecordHeader.SIZE + length) + RecordHeader.SIZE;
    if (Checksums.crc32c(window.slice(start, length)) != found.payloadChecksum()) {
      flaw = "the checksum of the record's payload does not match.";
      return false;
    }
    record = found;
    offset = next;
    next += RecordHeader.SIZE + length;
    sequence++;
    return true;
  }

  private void check(RecordHeader found) throws DamageException {
    if (found.version() != RecordHeader.VERSION) {
      throw damage("version " + found.version() + " of a record is not known to this library.");
    }
    if (found.sequence() != sequence || found.forced() >= sequence) {
      throw damage(
          "the record has the sequence number "
              + found.sequence()
              + " where "
              + sequence
              + " is due.");
    }
    if (found.length() < 0 || found.length() > RecordHeader.MAX_LENGTH) {
      throw damage("a record cannot have " + found.length() + " bytes.");
    }
    if (found.isOwn() && found.type() != RecordHeader.SEAL && found.type() != RecordHeader.MARK) {
      throw damage("record type " + found.type() + " is not known to this library.");
    }
  }

  private DamageException damage(String what) {
    return DamageException.at(file.path(), next, what);
  }

  /** Brings a range of the file into the window, and returns its index there. */
  private int load(long position, int length) throws IOException {
    long index = position - windowStart;
    if (index < 0 || index + length > window.limit()) {
      if (window.capacity() < length) {
        window = ByteBuffer.allocate(length);
      }
      window.clear();
      file.read(window, position);
      window.flip();
      windowStart = position;
      index = 0;
      if (window.limit() < length) {
        throw DamageException.at(
            file.path(), position, "the file became shorter while it was read.");
      }
    }
    return (int) index;
  }

  /** The record moved to last. */
  RecordHeader record() {
    return Objects.requireNonNull(record);
  }

  /** Where the record begins in the file. */
  long offset() {
    return offset;
  }

  /** The record's payload, good until the next move. */
  ByteBuffer payload() {
    int start = (int) (offset - windowStart) + RecordHeader.SIZE;
    return window.slice(start, record().length()).asReadOnlyBuffer();
  }

  /** Where the last good record ends. */
  long end() {
    return next;
  }

  /** The sequence that the next record would have. */
  long sequence() {
    return sequence;
  }

  /** What is wrong at {@link #end()}; null if nothing is. */
  @Nullable String flaw() {
    return flaw;
  }
}
