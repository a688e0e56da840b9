package io.holdall.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The keys of a bucket, in an order that no cache can guess. */
final class Keys {
  private final List<String> shuffled;
  private int next;

  Keys(int count) {
    List<String> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add("experiments/run-%04d/model-%07d.bin".formatted(i / 1000, i));
    }
    Collections.shuffle(keys, new Random(1));
    this.shuffled = List.copyOf(keys);
  }

  List<String> all() {
    return shuffled;
  }

  /** One after the other, and from the beginning again. */
  String next() {
    next = next + 1 == shuffled.size() ? 0 : next + 1;
    return shuffled.get(next);
  }
}
