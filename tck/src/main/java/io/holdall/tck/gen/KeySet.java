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

  /** Whether the key is the folder of one of these, or one of these its folder. */
  public boolean nests(String key) {
    return keys.stream().anyMatch(it -> it.startsWith(key + "/") || key.startsWith(it + "/"));
  }

  /** The same without characters that UTF-16 sorts otherwise. Perhaps fewer, but never none. */
  public KeySet inOnePlane() {
    return new KeySet(
        keys.stream()
            .map(key -> key.replaceAll("[\\x{10000}-\\x{10FFFF}]", "\u3044"))
            .distinct()
            .toList());
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
