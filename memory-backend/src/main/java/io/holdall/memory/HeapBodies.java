package io.holdall.memory;

import io.holdall.ErrorCode;
import io.holdall.engine.Bodies;
import io.holdall.engine.BodyRef;
import io.holdall.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps bodies on the heap. Who holds what is the garbage collector's to know, so forks of a store
 * share bodies at no cost.
 */
final class HeapBodies implements Bodies {
  /** With bodies up to 1 GiB in one array. */
  static final HeapBodies INSTANCE = new HeapBodies(1 << 30);

  private final int largestChunk;

  /**
   * @param largestChunk the longest array, in bytes
   */
  HeapBodies(int largestChunk) {
    this.largestChunk = largestChunk;
  }

  @Override
  public BodyRef write(InputStream content, long length) throws IOException {
    HeapBody body =
        length <= largestChunk
            ? new HeapBody.Whole(chunk(content, length))
            : new HeapBody.Chunked(chunks(content, length), length);
    // The stream says that all is well only by reporting its end.
    if (content.read() >= 0) {
      throw new IOException("the stream has more bytes than announced, " + length);
    }
    return body;
  }

  private byte[][] chunks(InputStream content, long length) throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    for (long rest = length; rest > 0; rest -= largestChunk) {
      chunks.add(chunk(content, rest));
    }
    return chunks.toArray(byte[][]::new);
  }

  /** The next bytes, as many as fit one array. */
  private byte[] chunk(InputStream content, long length) throws IOException {
    int wanted = (int) Math.min(length, largestChunk);
    byte[] chunk = read(content, wanted);
    if (chunk.length < wanted) {
      throw new IOException("the stream has fewer bytes than announced");
    }
    return chunk;
  }

  private static byte[] read(InputStream content, int wanted) throws IOException {
    try {
      return content.readNBytes(wanted);
    } catch (OutOfMemoryError e) {
      // It is the array that finds no room, and the heap is as it was before.
      throw new DriverException(
          ErrorCode.STORAGE_FULL,
          "the heap has no room for %d more bytes".formatted(wanted),
          false,
          e);
    }
  }

  @Override
  public InputStream open(BodyRef body, long offset, long length) {
    return ((HeapBody) body).open(offset, length);
  }

  @Override
  public boolean hold(BodyRef body) {
    return true;
  }

  @Override
  public void release(BodyRef body) {
    // The garbage collector does.
  }
}
