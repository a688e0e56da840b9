package io.holdall;

import io.holdall.spi.DriverException;
import java.util.OptionalLong;

/** Counts the bytes of one transfer for its listener, and stops it when it is given up. */
final class Progress {
  private final TransferListener listener;
  private volatile boolean givenUp;

  // Guarded by this.
  private OptionalLong total;
  private long moved;
  private long told;

  Progress(TransferListener listener, OptionalLong total) {
    this.listener = listener;
    this.total = total;
  }

  static Progress of(TransferOptions transfer, OptionalLong total) {
    return new Progress(transfer.listener(), total);
  }

  /** Of a transfer that nobody hears of. */
  static Progress silent() {
    return new Progress(TransferListener.silent(), OptionalLong.empty());
  }

  /** Tells the listener, one call at a time; what it throws is thrown. */
  void advance(long bytes) {
    if (givenUp) {
      throw new DriverException(
          ErrorCode.UNAVAILABLE, "given up because another part of the transfer failed");
    }
    if (!(listener instanceof SilentListener)) {
      tell(bytes);
    }
  }

  private synchronized void tell(long bytes) {
    moved += bytes;
    if (moved > told) {
      told = moved;
      listener.progressed(moved, total);
    }
  }

  /** Begins anew; the listener hears again when more has been moved than it knows of. */
  synchronized void restart(long bytes) {
    total = OptionalLong.of(bytes);
    moved = 0;
    givenUp = false;
  }

  /** Lets every further {@link #advance} throw, so that parts under way end soon. */
  void giveUp() {
    givenUp = true;
  }
}
