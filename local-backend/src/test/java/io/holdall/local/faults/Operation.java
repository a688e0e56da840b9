package io.holdall.local.faults;

/** What a program asks of a file system. */
public enum Operation {
  /** A file or a directory is opened for reading. */
  OPEN,
  /** A file is opened for writing too, and created if it was to be. */
  OPEN_TO_WRITE,
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
    return this != OPEN && this != READ && this != LIST;
  }
}
