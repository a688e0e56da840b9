package io.holdall.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The keys of a bucket, in an order that no cache can guess. */
final class Keys {
  private final List<String> shuffled;
  private int next;

  Keys(int count) {
    List<String> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(String.format(Locale.ROOT, "experiments/run-%04d/model-%07d.bin", i / 1000, i));
    }
    Collections.shuffle(keys, new Random(1));
    this.shuffled = List.copyOf(keys);
  }

  List<String> all() {
    return shuffled;
  }

  List<String> ascending() {
    return shuffled.stream().sorted().toList();
  }

  /** One after the other, and from the beginning again. */
  String next() {
    next = next + 1 == shuffled.size() ? 0 : next + 1;
    return shuffled.get(next);
  }

  /** The first part of a key, with its slash: 1,000 keys have the same. */
  static String folderOf(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }
}
