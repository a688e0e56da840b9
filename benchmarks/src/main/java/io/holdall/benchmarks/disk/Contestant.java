package io.holdall.benchmarks.disk;

import java.io.IOException;
import java.io.InputStream;

/** A way to keep bytes under keys on a disk. */
interface Contestant extends AutoCloseable {
  String name();

  /** Writes, or replaces, a blob whose key has no slash. */
  void put(String key, byte[] body) throws IOException;

  /** Writes a blob of a known length from a stream. */
  void put(String key, InputStream body, long length) throws IOException;

  /** Reads a blob whole, and returns its length. */
  int get(String key) throws IOException;

  /** Reads a blob as a stream, in pieces of a buffer, and returns its length. */
  long read(String key, byte[] buffer) throws IOException;

  @Override
  void close() throws IOException;

  /** Reads a stream to its end, and returns how many bytes it had. */
  static long drain(InputStream in, byte[] buffer) throws IOException {
    long length = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      length += count;
    }
    return length;
  }
}
