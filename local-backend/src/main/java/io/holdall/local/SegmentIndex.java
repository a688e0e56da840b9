package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes the index of a sealed segment: the heads of its records, so that opening the store need
 * not read the bodies between them. It says nothing that the segment does not; one that is missing
 * or not good is written again, and none is ever forced.
 */
final class SegmentIndex {
  private static final int STAGING = 256 << 10;

  private final DataFile file;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer staging = ByteBuffer.allocate(STAGING);
  private long length;

  private SegmentIndex(DataFile file) {
    this.file = file;
  }

  /**
   * Reads a segment, and writes its index.
   *
   * @return the length of the index in bytes
   * @throws DamageException if the segment is not whole
   */
  static long write(Path log, int number) throws IOException {
    SegmentHeader segment = SealedWalk.header(log, number);
    Path path = SegmentFiles.indexPath(log, number);
    try (SealedWalk walk = SealedWalk.scan(log, segment);
        DataFile file = DataFile.createOrEmpty(path)) {
      return new SegmentIndex(file).write(log, segment, walk);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private long write(Path log, SegmentHeader segment, SealedWalk walk) throws IOException {
    while (walk.next()) {
      ByteBuffer payload = walk.payload();
      int head = RecordHead.length(walk.type(), payload.duplicate());
      Location location = walk.location();
      ByteBuffer fixed = ByteBuffer.allocate(IndexWalk.FIXED);
      fixed.putLong(walk.sequence()).putInt(walk.type());
      put(fixed.putInt(location.offset()).putInt(location.length()).putInt(head).flip());
      put(payload.limit(payload.position() + head));
    }
    flush();
    IndexHeader header =
        new IndexHeader(
            segment.number(),
            segment.salt(),
            Files.size(SegmentFiles.path(log, segment.number())),
            walk.last(),
            length,
            (int) crc.getValue());
    // Last, so that what is not whole has no header.
    file.write(header.encode(), 0);
    return IndexHeader.SIZE + length;
  }

  private void put(ByteBuffer bytes) throws IOException {
    crc.update(bytes.duplicate());
    if (bytes.remaining() > staging.remaining()) {
      flush();
    }
    if (bytes.remaining() > staging.capacity()) {
      staging = ByteBuffer.allocate(bytes.remaining());
    }
    staging.put(bytes);
  }

  private void flush() throws IOException {
    int count = staging.flip().remaining();
    file.write(staging, IndexHeader.SIZE + length);
    length += count;
    staging.clear();
  }
}
