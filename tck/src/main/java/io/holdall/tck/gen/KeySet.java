package io.holdall.tck.gen;

import java.util.List;

/**
 * A few distinct legal keys that have much in common.
 *
 * @param keys in no order
 */
public record KeySet(List<String> keys) {
  public KeySet {
    keys = List.copyOf(keys);
  }

  public int size() {
    return keys.size();
  }

  /** The key of this number, counted round. */
  public String at(int number) {
    return keys.get(Math.floorMod(number, keys.size()));
  }
}
