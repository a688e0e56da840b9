package io.holdall.local;

/** The compatibility kit on Jimfs as Windows. */
class WindowsTckTest implements LocalTck {
  @Override
  public Disk disk() {
    return Disk.WINDOWS;
  }
}
