package io.holdall.spi;

import io.holdall.Checksum;

/** A checksum that is still being computed. Made by {@link Digests#start}. Not thread-safe. */
public interface RunningChecksum {
  /** Takes in more bytes; the array is not kept. */
  void update(byte[] bytes, int offset, int length);

  /** The checksum of all bytes taken in so far; more may follow. */
  Checksum value();
}
