package io.holdall.local;

/** The compatibility kit on Jimfs as macOS. */
class OsXTckTest implements LocalTck {
  @Override
  public Disk disk() {
    return Disk.OSX;
  }
}
