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
  /** With bodies up to 1 GiB in one array; of what is yet to come 1 MiB is taken on trust. */
  static final HeapBodies INSTANCE = new HeapBodies(1 << 30, 1 << 20);

  private final int largestChunk;
  private final int trusted;

  /**
   * @param largestChunk the longest array, in bytes
   * @param trusted for how many bytes room is made before the first of them is there; from then on
   *     for as many as have come, since a length is only what the sender says
   */
  HeapBodies(int largestChunk, int trusted) {
    this.largestChunk = largestChunk;
    this.trusted = trusted;
  }

  @Override
  public BodyRef write(InputStream content, long length) throws IOException {
    int first = length <= trusted ? trusted : Math.max(trusted, atHand(content));
    HeapBody body =
        length <= Math.min(first, largestChunk)
            ? new HeapBody.Whole(chunk(content, length))
            : new HeapBody.Chunked(chunks(content, length, first), length);
    // The stream says that all is well only by reporting its end.
    if (content.read() >= 0) {
      throw new IOException("the stream has more bytes than announced, " + length);
    }
    return body;
  }

  /** How many bytes need not be waited for, as far as the stream says. */
  private static int atHand(InputStream content) {
    try {
      return content.available();
    } catch (IOException e) {
      return 0; // reading will tell
    }
  }

  private byte[][] chunks(InputStream content, long length, int first) throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    for (long come = 0; come < length; ) {
      byte[] chunk = chunk(content, Math.min(length - come, Math.max(first, come)));
      chunks.add(chunk);
      come += chunk.length;
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
          "the heap has no room for %s more bytes".formatted(wanted),
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
