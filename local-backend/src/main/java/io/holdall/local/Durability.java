package io.holdall.local;

/** When a change is durable. */
public enum Durability {
  /** When the call that makes it returns: it survives the end of the process and of the machine. */
  DURABLE,
  /**
   * A moment after the call returns. The end of the process loses nothing; the end of the machine
   * may lose the last changes, and never one without all that came after it.
   */
  RELAXED
}
