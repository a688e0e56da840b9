package io.holdall.local;

/**
 * A body that has a file of its own.
 *
 * @param length in bytes, from 0
 */
record StoredBody(BodyId id, long length) {
  StoredBody {
    if (length < 0) {
      throw new IllegalArgumentException("a body of " + length + " bytes");
    }
  }
}
