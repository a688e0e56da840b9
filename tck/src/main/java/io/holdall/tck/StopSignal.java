package io.holdall.tck;

/**
 * Asks a run to end: the request under way is awaited, no other is made but to clean up, and the
 * report tells of the rules that were done. Thread-safe.
 */
public final class StopSignal {
  private volatile boolean stopped;

  /** Has not stopped anything yet. */
  public StopSignal() {}

  /** From now on. */
  public void stop() {
    stopped = true;
  }

  public boolean isStopped() {
    return stopped;
  }
}
