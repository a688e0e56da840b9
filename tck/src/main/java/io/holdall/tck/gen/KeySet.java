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

  /**
   * The same for stores that do not take any key (VEND-06): {@linkplain Key#tamed tame} ones, none
   * of them the folder of another. Perhaps fewer, but never none.
   */
  KeySet tamed() {
    List<String> tame = keys.stream().map(key -> new Key(key).tamed().text()).distinct().toList();
    return new KeySet(
        tame.stream()
            .filter(key -> tame.stream().noneMatch(other -> other.startsWith(key + "/")))
            .toList());
  }
}
