package io.holdall.local;

/** The compatibility kit on the machine's own disk. */
class RealDiskTckTest implements LocalTck {
  @Override
  public Disk disk() {
    return Disk.REAL;
  }
}
