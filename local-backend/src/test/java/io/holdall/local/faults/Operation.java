package io.holdall.local.faults;

/** What a program asks of a file system. */
public enum Operation {
  /** A file is opened, and created if it was to be. */
  OPEN,
  READ,
  WRITE,
  TRUNCATE,
  /** A file or a directory is forced to its device. */
  FORCE,
  LIST,
  CREATE_DIRECTORY,
  MOVE,
  DELETE;

  /** Whether the operation can change what is on the device. */
  public boolean changes() {
    return this != READ && this != LIST;
  }
}
