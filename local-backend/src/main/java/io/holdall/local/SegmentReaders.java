package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Reads records at their locations. A bounded number of segments stays open, those used last; more
 * are open only while more are read at once.
 *
 * <p>Thread-safe.
 */
final class SegmentReaders implements Closeable {
  private static final System.Logger LOGGER = System.getLogger(SegmentReaders.class.getName());

  private final Path log;
  private final int bound;
  private final IntFunction<OptionalLong> salts;

  /** In the order of their last use. Guarded by itself, as are the counts of users. */
  private final Map<Integer, Reader> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Segments to be deleted by their last users. */
  private final Set<Integer> doomed = new HashSet<>();

  private boolean closed;

  /**
   * @param log the directory of the segments
   * @param bound how many stay open
   * @param salts the salt of a segment, if it is known; else its header is read for it
   */
  SegmentReaders(Path log, int bound, IntFunction<OptionalLong> salts) {
    this.log = log;
    this.bound = bound;
    this.salts = salts;
  }

  /**
   * Returns the whole payload at a location, in a new buffer.
   *
   * @throws DamageException if the segment does not hold it any more
   */
  ByteBuffer read(Location location) throws IOException {
    Reader reader = acquire(location.segment());
    try {
      return reader.read(location);
    } finally {
      release(reader);
    }
  }

  /**
   * As {@link #read}, but whatever is there, and whatever else the file holds; zeros where it ends
   * before.
   */
  ByteBuffer readAsItIs(Location location) throws IOException {
    try (DataFile file = DataFile.openForReading(SegmentFiles.path(log, location.segment()))) {
      ByteBuffer payload = ByteBuffer.allocate(location.length());
      file.read(payload, location.offset());
      return payload.clear();
    }
  }

  private Reader acquire(int segment) throws IOException {
    synchronized (open) {
      if (closed) {
        throw new ClosedChannelException();
      }
      Reader reader = open.get(segment);
      if (reader == null) {
        closeIdle(bound - 1);
        reader = Reader.open(log, segment, salts.apply(segment));
        open.put(segment, reader);
      }
      reader.users++;
      return reader;
    }
  }

  private void release(Reader reader) throws IOException {
    synchronized (open) {
      reader.users--;
      if (reader.users == 0 && doomed.remove(reader.segment)) {
        open.remove(reader.segment);
        reader.file.close();
        deleteFiles(reader.segment);
      }
      if (closed) {
        closeIdle(0);
      } else if (open.size() > bound) {
        closeIdle(bound);
      }
    }
  }

  /** Closes readers without users, those not used for longest first, while there are too many. */
  private void closeIdle(int enough) throws IOException {
    Iterator<Reader> readers = open.values().iterator();
    while (open.size() > enough && readers.hasNext()) {
      Reader reader = readers.next();
      if (reader.users == 0) {
        readers.remove();
        reader.file.close();
      }
    }
  }

  /**
   * Deletes the files of a segment that is not part of the log any more, or lets the last of those
   * who read it do so. Should the file system refuse, the next opening of the log deletes them.
   */
  void delete(int segment) throws IOException {
    synchronized (open) {
      Reader reader = open.get(segment);
      if (reader != null && reader.users > 0) {
        doomed.add(segment);
        return;
      }
      if (reader != null) {
        open.remove(segment);
        reader.file.close();
      }
      deleteFiles(segment);
    }
  }

  private void deleteFiles(int segment) {
    for (Path path :
        List.of(SegmentFiles.path(log, segment), SegmentFiles.indexPath(log, segment))) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Below the oldest segment that is needed, where it does no harm until it is removed.
        LOGGER.log(System.Logger.Level.DEBUG, "a cleaned segment stays for now", e);
      }
    }
  }

  /** Reads under way come to their end; no other begins. */
  @Override
  public void close() throws IOException {
    synchronized (open) {
      closed = true;
      closeIdle(0);
    }
  }

  private static final class Reader {
    final DataFile file;
    final int segment;
    private final long salt;
    int users;

    private Reader(DataFile file, int segment, long salt) {
      this.file = file;
      this.segment = segment;
      this.salt = salt;
    }

    static Reader open(Path log, int segment, OptionalLong salt) throws IOException {
      Path path = SegmentFiles.path(log, segment);
      DataFile file;
      try {
        file = DataFile.openForReading(path);
      } catch (NoSuchFileException e) {
        DamageException missing =
            DamageException.missing(path, "it was there when the log was opened.");
        missing.initCause(e);
        throw missing;
      }
      try {
        return new Reader(
            file, segment, salt.isPresent() ? salt.getAsLong() : SegmentHeader.read(file).salt());
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    }

    ByteBuffer read(Location location) throws IOException {
      int start = location.offset() - RecordHeader.SIZE;
      ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.SIZE + location.length());
      int length = file.read(bytes, start);
      bytes.flip();
      if (length < bytes.capacity()) {
        throw DamageException.at(file.path(), start + length, "the file ends within a record.");
      }
      RecordHeader record = RecordHeader.decode(bytes, 0, salt, start);
      if (record == null || record.length() != location.length()) {
        throw DamageException.at(file.path(), start, "this is not the header of the record.");
      }
      ByteBuffer payload = bytes.position(RecordHeader.SIZE).slice();
      if (Checksums.crc32c(payload) != record.payloadChecksum()) {
        throw DamageException.at(
            file.path(), start, "the checksum of the record's payload does not match.");
      }
      return payload;
    }
  }
}
