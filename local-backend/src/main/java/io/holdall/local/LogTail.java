package io.holdall.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The segment in which the forced part of a log ends, as it was found.
 *
 * @param header of the segment
 * @param end where its last good record ends; what follows, if anything, is what a crash left of
 *     records that had not been forced
 * @param nextSequence the sequence after that of the last good record
 * @param confirmed the highest sequence that the segment's records prove to have been forced
 * @param sealed whether the last good record is a seal; no record follows it
 */
record LogTail(SegmentHeader header, long end, long nextSequence, long confirmed, boolean sealed) {

  /**
   * @throws DamageException if a record is not good, though it had been forced
   */
  static LogTail examine(Path path, SegmentHeader header) throws IOException {
    try (DataFile file = DataFile.openForReading(path)) {
      SegmentScanner scanner = new SegmentScanner(file, header);
      long confirmed = header.firstSequence() - 1;
      boolean sealed = false;
      while (scanner.next()) {
        if (sealed) {
          throw afterSeal(path, scanner.offset());
        }
        confirmed = Math.max(confirmed, scanner.record().forced());
        sealed = scanner.record().type() == RecordHeader.SEAL;
      }
      String flaw = scanner.flaw();
      if (flaw != null) {
        if (sealed) {
          // What a failed write had left was cut off, and the new length perhaps lost in a crash.
          if (RecordSearch.find(file, header, scanner.end() + 1, any -> true).isPresent()) {
            throw afterSeal(path, scanner.end());
          }
          return new LogTail(header, scanner.end(), scanner.sequence(), confirmed, true);
        }
        long due = scanner.sequence();
        OptionalLong later =
            RecordSearch.find(file, header, scanner.end() + 1, record -> record.forced() >= due);
        if (later.isPresent()) {
          throw DamageException.at(
              path,
              scanner.end(),
              flaw
                  + " The record at byte "
                  + later.getAsLong()
                  + " was written after it was safe.");
        }
      }
      return new LogTail(header, scanner.end(), scanner.sequence(), confirmed, sealed);
    }
  }

  private static DamageException afterSeal(Path path, long offset) {
    return DamageException.at(path, offset, "something follows the seal of the segment.");
  }
}
