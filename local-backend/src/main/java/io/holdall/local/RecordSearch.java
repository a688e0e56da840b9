package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Looks for headers of records at any offset of a segment, where walking from the start fails. */
final class RecordSearch {
  private static final int WINDOW = 256 << 10;

  private RecordSearch() {}

  /**
   * Returns the offset of the first header at or after {@code from} that is whole and wanted. The
   * salted checksum makes sure that a payload which contains a record is not taken for one.
   */
  static OptionalLong find(
      DataFile file, SegmentHeader header, long from, Predicate<RecordHeader> wanted)
      throws IOException {
    ByteBuffer window =
        ByteBuffer.allocate(
            (int) Math.max(RecordHeader.SIZE, Math.min(WINDOW, file.size() - from)));
    long start = from;
    while (true) {
      window.clear();
      file.read(window, start);
      window.flip();
      int last = window.limit() - RecordHeader.SIZE;
      if (last < 0) {
        return OptionalLong.empty();
      }
      for (int i = 0; i <= last; i++) {
        RecordHeader found = RecordHeader.decode(window, i, header.salt(), start + i);
        if (found != null && wanted.test(found)) {
          return OptionalLong.of(start + i);
        }
      }
      start += last + 1;
    }
  }
}
