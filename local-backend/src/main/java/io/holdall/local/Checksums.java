package io.holdall.local;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C (Castagnoli), the checksum of everything this module writes. */
final class Checksums {
  private Checksums() {}

  /** Of what remains in the buffers, one after another; their positions stay. */
  static int crc32c(ByteBuffer... buffers) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer buffer : buffers) {
      crc.update(buffer.duplicate());
    }
    return (int) crc.getValue();
  }
}
