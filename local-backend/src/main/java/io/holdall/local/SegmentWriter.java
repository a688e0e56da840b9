package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The segment at the end of the log, to which records are appended. Not thread-safe, except that
 * {@link #force()} may be called while another thread appends.
 */
final class SegmentWriter implements Closeable {
  private final DataFile file;
  private final SegmentHeader header;
  private final ByteBuffer staging;
  private int end;

  /**
   * Goes on with a segment that there is.
   *
   * @param end where its last record ends, and its file
   * @param staging where records are put together, so that a small one is a single write; best a
   *     direct buffer, for the channel would copy a heap buffer once more
   */
  SegmentWriter(Path log, SegmentHeader header, int end, ByteBuffer staging) throws IOException {
    this.file = DataFile.openForWriting(SegmentFiles.path(log, header.number()));
    this.header = header;
    this.end = end;
    this.staging = staging;
  }

  SegmentHeader header() {
    return header;
  }

  /** The length of the segment in bytes. */
  int end() {
    return end;
  }

  boolean isEmpty() {
    return end == SegmentHeader.SIZE;
  }

  /**
   * Appends a record. If that fails, the segment is as it was before.
   *
   * @return the offset of the payload
   * @throws LogFailedException if it failed and the segment could not be brought back
   */
  int append(RecordHeader record, ByteBuffer... payload) throws IOException {
    try {
      long position = end;
      staging.clear();
      record.encode(staging, header.salt(), position);
      for (ByteBuffer part : payload) {
        ByteBuffer rest = part.duplicate();
        while (rest.hasRemaining()) {
          if (!staging.hasRemaining()) {
            position = writeStaged(position);
          }
          int length = Math.min(rest.remaining(), staging.remaining());
          int limit = rest.limit();
          staging.put(rest.limit(rest.position() + length));
          rest.limit(limit);
        }
      }
      position = writeStaged(position);
      int offset = end + RecordHeader.SIZE;
      end = Math.toIntExact(position);
      return offset;
    } catch (IOException | RuntimeException | Error e) {
      takeBack(e);
      throw e;
    }
  }

  private long writeStaged(long position) throws IOException {
    int length = staging.flip().remaining();
    file.write(staging, position);
    staging.clear();
    return position + length;
  }

  private void takeBack(Throwable cause) throws LogFailedException {
    try {
      file.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
      throw new LogFailedException(
          file.path() + " could not be cut back to its last record after a failed write.", cause);
    }
  }

  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
