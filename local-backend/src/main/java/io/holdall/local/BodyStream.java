package io.holdall.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Reads a stretch of a body that lies in a file. Not thread-safe. */
final class BodyStream extends InputStream {
  private final BodyReader reader;
  private final LocalRoot root;
  private final long end;
  private long position;

  /**
   * @param reader closed with the stream
   * @param offset of the first byte
   * @param length how many bytes; they end within the body
   */
  BodyStream(BodyReader reader, LocalRoot root, long offset, long length) {
    this.reader = reader;
    this.root = root;
    this.position = offset;
    this.end = offset + length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * @throws io.holdall.spi.DriverException CORRUPT, IO_FAILED; what the target holds then is no
   *     part of the blob
   */
  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(length, end - position);
    if (wanted == 0) {
      return -1;
    }
    try {
      int count = reader.read(position, ByteBuffer.wrap(target, offset, wanted));
      position += count;
      return count;
    } catch (IOException e) {
      throw Failures.of(e, root.bodies());
    }
  }

  /** One copy. */
  @Override
  public byte[] readNBytes(int most) throws IOException {
    if (most < 0) {
      throw new IllegalArgumentException("a number of bytes must not be negative: " + most);
    }
    byte[] bytes = new byte[(int) Math.min(most, end - position)];
    readNBytes(bytes, 0, bytes.length);
    return bytes;
  }

  @Override
  public long skip(long most) {
    long skipped = Math.min(Math.max(0, most), end - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(end - position, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
