package io.holdall.local;

/** The compatibility kit on Jimfs as Unix. */
class UnixTckTest implements LocalTck {
  @Override
  public Disk disk() {
    return Disk.UNIX;
  }
}
