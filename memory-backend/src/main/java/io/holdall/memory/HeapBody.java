package io.holdall.memory;

import io.holdall.engine.BodyRef;
import java.io.InputStream;

/** Bytes on the heap. Immutable: the arrays are never written again. */
sealed interface HeapBody extends BodyRef {
  /** A stream of a stretch of the bytes. */
  InputStream open(long offset, long length);

  /** In one array, as nearly all bodies are. */
  final class Whole implements HeapBody {
    private final byte[] bytes;

    Whole(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open(long offset, long length) {
      return new HeapStream(new byte[][] {bytes}, offset, length);
    }
  }

  /** In several arrays: bodies too large for one. */
  final class Chunked implements HeapBody {
    private final byte[][] chunks;
    private final long length;

    Chunked(byte[][] chunks, long length) {
      this.chunks = chunks;
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public InputStream open(long offset, long length) {
      return new HeapStream(chunks, offset, length);
    }
  }
}
