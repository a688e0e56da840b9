package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the index of a segment, stretch by stretch: none of it is believed before all of it has
 * been read. Not thread-safe.
 */
final class IndexCheck implements Closeable {
  private static final int WINDOW = 256 << 10;

  private final DataFile file;
  private final IndexHeader header;
  private final CRC32C crc = new CRC32C();

  /** What was read last. Of an index that fits in, it has all in the end. */
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);

  private long at = IndexHeader.SIZE;

  private IndexCheck(DataFile file, IndexHeader header) {
    this.file = file;
    this.header = header;
  }

  /** Null if the segment has no index, or none whose header says that it is the segment's. */
  static @Nullable IndexCheck open(Path log, SegmentHeader segment) throws IOException {
    DataFile file;
    try {
      file = DataFile.openForReading(SegmentFiles.indexPath(log, segment.number()));
    } catch (NoSuchFileException e) {
      return null;
    }
    IndexCheck check = null;
    try {
      IndexHeader header = verified(file, log, segment);
      check = header == null ? null : new IndexCheck(file, header);
      return check;
    } finally {
      if (check == null) {
        file.close();
      }
    }
  }

  private static @Nullable IndexHeader verified(DataFile file, Path log, SegmentHeader segment)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(IndexHeader.SIZE);
    file.read(bytes, 0);
    IndexHeader header = IndexHeader.decode(bytes.flip());
    return header != null
            && header.segment() == segment.number()
            && header.salt() == segment.salt()
            && header.segmentLength() == Files.size(SegmentFiles.path(log, segment.number()))
            && header.length() == file.size() - IndexHeader.SIZE
        ? header
        : null;
  }

  /**
   * Reads on.
   *
   * @param bytes how many, or a little more
   * @return false when there are no more
   */
  boolean read(long bytes) throws IOException {
    for (long end = at + bytes; at < end; at += window.limit()) {
      if (file.read(window.clear(), at) == 0) {
        return false;
      }
      crc.update(window.flip());
    }
    return true;
  }

  void readAll() throws IOException {
    boolean more = true;
    while (more) {
      more = read(WINDOW);
    }
  }

  /**
   * When all has been read: the walk over the index, which closes the file; null if the index is
   * not good, and then this is to be closed.
   */
  @Nullable IndexWalk walk() {
    if ((int) crc.getValue() != header.checksum()) {
      return null;
    }
    boolean fits = header.length() <= window.capacity();
    return new IndexWalk(
        file, header, fits ? window.clear().limit((int) header.length()) : window.limit(0));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
