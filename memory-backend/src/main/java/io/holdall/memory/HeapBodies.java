package io.holdall.memory;

import io.holdall.engine.Bodies;
import io.holdall.engine.BodyRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps bodies on the heap. Who holds what is the garbage collector's to know, so forks of a store
 * share bodies at no cost.
 */
final class HeapBodies implements Bodies {
  static final HeapBodies INSTANCE = new HeapBodies(1 << 13, 1 << 20, 1 << 30);

  /** What a body of unknown length gets first; each further chunk doubles. */
  private final int firstChunk;

  private final int largestChunk;

  /** The longest body that is put into one array if its length is known. */
  private final int largestWhole;

  HeapBodies(int firstChunk, int largestChunk, int largestWhole) {
    this.firstChunk = firstChunk;
    this.largestChunk = largestChunk;
    this.largestWhole = largestWhole;
  }

  @Override
  public BodyRef write(InputStream content, OptionalLong length) throws IOException {
    if (length.isEmpty() || length.getAsLong() > largestWhole) {
      return writeChunks(content);
    }
    byte[] bytes = new byte[(int) length.getAsLong()];
    int count = content.readNBytes(bytes, 0, bytes.length);
    // The stream says that all is well only by reporting its end.
    if (count < bytes.length || content.read() >= 0) {
      throw new IOException("the stream has not the length that was announced, " + bytes.length);
    }
    return new HeapBody.Whole(bytes);
  }

  private BodyRef writeChunks(InputStream content) throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    long length = 0;
    for (int size = firstChunk; ; size = Math.min(2 * size, largestChunk)) {
      byte[] chunk = new byte[size];
      int count = content.readNBytes(chunk, 0, size);
      length += count;
      if (count == size) {
        chunks.add(chunk);
        continue;
      }
      if (count > 0 || chunks.isEmpty()) {
        chunks.add(Arrays.copyOf(chunk, count));
      }
      return chunks.size() == 1
          ? new HeapBody.Whole(chunks.get(0))
          : new HeapBody.Chunked(chunks.toArray(byte[][]::new), length);
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
