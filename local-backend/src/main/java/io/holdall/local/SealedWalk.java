package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the records of a sealed segment, but for the log's own: by its index, which spares the
 * bytes of the bodies, or where there is no good one, over the segment itself. Not thread-safe.
 */
interface SealedWalk extends Closeable {
  /**
   * Moves to the next record.
   *
   * @return false at the end of the segment
   * @throws DamageException if the segment is not whole
   */
  boolean next() throws IOException;

  /** The sequence of the record. */
  long sequence();

  /** The type of the record. */
  int type();

  /**
   * The payload of the record, or that much of its beginning as {@link RecordHead} asks for;
   * read-only, good until the next move.
   */
  ByteBuffer payload();

  /** Where the whole payload lies. */
  Location location();

  /** The sequence of the seal. Only at the end. */
  long last();

  /**
   * @param log the directory of the segments
   */
  static SealedWalk open(Path log, SegmentHeader segment) throws IOException {
    try (SealedOpening opening = new SealedOpening(log, segment)) {
      return opening.all();
    }
  }

  /** As {@link #open}, but reads and verifies every record of the segment itself. */
  static SealedWalk scan(Path log, SegmentHeader segment) throws IOException {
    DataFile file = DataFile.openForReading(SegmentFiles.path(log, segment.number()));
    @Nullable SealedWalk walk = null;
    try {
      walk = new ScanWalk(file, segment);
      return walk;
    } finally {
      if (walk == null) {
        file.close();
      }
    }
  }

  /** The header of a segment that is part of the log. */
  static SegmentHeader header(Path log, int number) throws IOException {
    try (DataFile file = DataFile.openForReading(SegmentFiles.path(log, number))) {
      return SegmentHeader.read(file);
    }
  }
}
