package io.holdall.tck.gen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /**
   * With one key less; then with one key that is a letter, or that has some characters less. Such
   * keys are distinct and legal, and tame if these are.
   */
  public Stream<KeySet> simpler() {
    boolean tame = equals(tamed());
    return Stream.concat(
            IntStream.range(0, size()).mapToObj(i -> without(i)),
            IntStream.range(0, size()).boxed().flatMap(i -> simpler(i).map(key -> with(i, key))))
        .filter(set -> !set.keys.isEmpty() && set.keys.stream().distinct().count() == set.size())
        .filter(set -> !tame || set.equals(set.tamed()));
  }

  private KeySet without(int index) {
    List<String> fewer = new ArrayList<>(keys);
    fewer.remove(index);
    return new KeySet(fewer);
  }

  private KeySet with(int index, String key) {
    List<String> changed = new ArrayList<>(keys);
    changed.set(index, key);
    return new KeySet(changed);
  }

  private Stream<String> simpler(int index) {
    String key = keys.get(index);
    String letter = String.valueOf((char) ('a' + index));
    if (key.equals(letter)) {
      return Stream.empty();
    }
    int[] characters = key.codePoints().toArray();
    Stream<String> shorter =
        IntStream.iterate(characters.length / 2, size -> size > 0, size -> size / 2)
            .boxed()
            .flatMap(
                size ->
                    IntStream.iterate(0, at -> at + size <= characters.length, at -> at + size)
                        .mapToObj(at -> cut(characters, at, size)));
    return Stream.concat(Stream.of(letter), shorter).filter(it -> !it.isEmpty() && !Key.climbs(it));
  }

  private static String cut(int[] characters, int at, int size) {
    return new String(characters, 0, at)
        + new String(characters, at + size, characters.length - at - size);
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
