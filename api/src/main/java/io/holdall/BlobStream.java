package io.holdall;

import io.holdall.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** A blob's bytes as a stream: exactly as many as announced, or an exception. */
final class BlobStream extends InputStream {
  private static final int CHUNK = 256 * 1024;

  private final PortableBlob blob;
  private final InputStream content;
  private final long length;
  private final Progress progress;
  private long count;
  private boolean ended;

  BlobStream(PortableBlob blob, InputStream content, long length, Progress progress) {
    this.blob = blob;
    this.content = content;
    this.length = length;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int most) throws IOException {
    Objects.checkFromIndexSize(offset, most, target.length);
    requireOpen();
    try {
      return take(target, offset, most);
    } catch (BlobStoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void requireOpen() throws IOException {
    if (blob.isClosed()) {
      throw new IOException("this blob is closed");
    }
  }

  /** As {@link #read(byte[], int, int)}, with the store's failures as they are. */
  int take(byte[] target, int offset, int most) {
    if (most == 0) {
      return 0;
    }
    int got;
    try {
      if (count == length) {
        return atEnd();
      }
      got = content.read(target, offset, (int) Math.min(most, length - count));
    } catch (DriverException | IOException e) {
      throw blob.failure(e);
    }
    if (got < 0) {
      throw blob.cutOff(count);
    }
    count += got;
    progress.advance(got);
    return got;
  }

  private int atEnd() throws IOException {
    if (!ended) {
      // Asked for its end, the content may find that its checksum is wrong.
      content.read();
      ended = true;
    }
    return -1;
  }

  /**
   * Writes what is left to {@code target} and returns how many bytes that were, with the store's
   * failures as they are.
   */
  long writeTo(OutputStream target) throws IOException {
    long start = count;
    byte[] chunk = new byte[(int) Math.max(1, Math.min(CHUNK, length - start))];
    for (int got = take(chunk, 0, chunk.length); got >= 0; got = take(chunk, 0, chunk.length)) {
      target.write(chunk, 0, got);
    }
    return count - start;
  }

  @Override
  public long transferTo(OutputStream target) throws IOException {
    Objects.requireNonNull(target, "target");
    requireOpen();
    try {
      return writeTo(target);
    } catch (BlobStoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** One copy. */
  @Override
  public byte[] readNBytes(int most) throws IOException {
    if (most < 0) {
      throw new IllegalArgumentException("a number of bytes must not be negative: " + most);
    }
    byte[] bytes = new byte[(int) Math.min(most, length - count)];
    readNBytes(bytes, 0, bytes.length);
    if (bytes.length < most) {
      read(new byte[1], 0, 1);
    }
    return bytes;
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    if (length - count > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError((length - count) + " bytes do not fit an array");
    }
    return readNBytes(Integer.MAX_VALUE);
  }

  @Override
  public int available() throws IOException {
    return blob.isClosed() ? 0 : (int) Math.min(content.available(), length - count);
  }

  @Override
  public void close() {
    blob.close();
  }
}
