package io.holdall.local.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * The smallest thing that a crash leaves whole: a sector of a file, its length, an entry of a
 * directory. Until it is forced, the device may have any of the values that it has had since it was
 * forced last.
 */
final class Cell<T> {
  private final List<T> possible = new ArrayList<>();
  private boolean dirty;

  /** The index of the value that the force under way covers. */
  private int covered;

  Cell(T onDevice) {
    possible.add(onDevice);
  }

  /** What a program sees. */
  T now() {
    return possible.get(possible.size() - 1);
  }

  /** What the device may have, the oldest first. */
  List<T> possible() {
    return possible;
  }

  boolean isCertain() {
    return possible.size() == 1;
  }

  void write(T value) {
    possible.add(value);
    dirty = true;
  }

  /** Writes the value that it has, once more. */
  void touch() {
    dirty = true;
  }

  /** Adds a value that the device may have, though no program sees it. */
  void allow(T value) {
    possible.add(0, value);
  }

  /** A force begins: it covers what has been written by now. */
  void forcing() {
    covered = possible.size() - 1;
  }

  void forced() {
    if (dirty) {
      possible.subList(0, covered).clear();
      covered = 0;
      dirty = !isCertain();
    }
  }

  /** The system believes from now on that the device has the value, and does not write it again. */
  void forceFailed() {
    dirty = false;
  }
}
