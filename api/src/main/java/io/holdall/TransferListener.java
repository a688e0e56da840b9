package io.holdall;

import java.util.OptionalLong;

/**
 * Is told how far a transfer has come. Calls of one transfer come one at a time, possibly from
 * several threads, and should return at once; what it throws ends the transfer and is thrown to the
 * caller.
 */
@FunctionalInterface
public interface TransferListener {
  /**
   * Hears of one step.
   *
   * @param bytes that have been moved so far, of a directory those of all files; never falls, also
   *     when a part is tried again
   * @param total in bytes, of a directory that of all files; empty if it is not known
   */
  void progressed(long bytes, OptionalLong total);

  static TransferListener silent() {
    return SilentListener.INSTANCE;
  }
}
