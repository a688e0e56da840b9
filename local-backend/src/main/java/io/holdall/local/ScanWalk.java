package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks over the records of a sealed segment in the segment itself. */
final class ScanWalk implements SealedWalk {
  private final DataFile file;
  private final SegmentHeader segment;
  private final SegmentScanner scanner;

  /**
   * @param file of the segment, closed with this
   */
  ScanWalk(DataFile file, SegmentHeader segment) throws IOException {
    this.file = file;
    this.segment = segment;
    this.scanner = new SegmentScanner(file, segment);
  }

  @Override
  public boolean next() throws IOException {
    while (scanner.next()) {
      if (scanner.record().type() == RecordHeader.SEAL) {
        if (scanner.end() != file.size()) {
          throw DamageException.at(
              file.path(), scanner.end(), "something follows the seal of the segment.");
        }
        return false;
      }
      if (!scanner.record().isOwn()) {
        return true;
      }
    }
    String flaw = scanner.flaw();
    throw DamageException.at(
        file.path(),
        scanner.end(),
        flaw == null ? "the file ends before the segment's seal." : flaw);
  }

  @Override
  public long sequence() {
    return scanner.record().sequence();
  }

  @Override
  public int type() {
    return scanner.record().type();
  }

  @Override
  public ByteBuffer payload() {
    return scanner.payload();
  }

  @Override
  public Location location() {
    int offset = Math.toIntExact(scanner.offset()) + RecordHeader.SIZE;
    return new Location(segment.number(), offset, scanner.record().length());
  }

  @Override
  public long last() {
    return scanner.record().sequence();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
