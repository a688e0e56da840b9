package io.holdall.engine;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;

/**
 * Sees to it that what a store holds, and what is on its way into it, stays within a total. A body
 * has its space before its bytes are stored. Not thread-safe.
 */
final class Space {
  /** Of a store without a limit of its own. */
  static final long UNLIMITED = Long.MAX_VALUE;

  private final long most;
  private long reserved;

  /**
   * @param most how many bytes there may be in all
   */
  Space(long most) {
    this.most = most;
  }

  /**
   * @param stored how many bytes the store holds
   * @throws DriverException STORAGE_FULL
   */
  void reserve(long bytes, long stored) {
    if (bytes > most - stored - reserved) {
      throw new DriverException(
          ErrorCode.STORAGE_FULL,
          "%s bytes more do not fit: the store may hold %s and holds %s"
              .formatted(bytes, most, stored + reserved));
    }
    reserved += bytes;
  }

  void giveBack(long bytes) {
    reserved -= bytes;
  }
}
