package io.holdall.tck.history;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One call of a history, told by small numbers that are given their meaning when the call is made,
 * from what the store holds by then. Zero always means the simplest, so that histories can be made
 * simpler.
 *
 * @param verb which call
 * @param key which of the history's keys, or of its uploads, counted round
 * @param other which second one
 * @param size of the content, in bytes
 * @param how the first choice
 * @param when the second choice: conditions
 */
record Step(Verb verb, int key, int other, int size, int how, int when) {
  /** With nothing but zeros; then with one number that is zero, half as large, or one less. */
  Stream<Step> simpler() {
    Step simplest = new Step(verb, 0, 0, 0, 0, 0);
    return Stream.of(
            equals(simplest) ? Stream.<Step>of() : Stream.of(simplest),
            less(key).mapToObj(it -> new Step(verb, it, other, size, how, when)),
            less(other).mapToObj(it -> new Step(verb, key, it, size, how, when)),
            less(size).mapToObj(it -> new Step(verb, key, other, it, how, when)),
            less(how).mapToObj(it -> new Step(verb, key, other, size, it, when)),
            less(when).mapToObj(it -> new Step(verb, key, other, size, how, it)))
        .flatMap(it -> it);
  }

  private static IntStream less(int number) {
    return IntStream.of(0, number / 2, number - 1).filter(it -> it >= 0 && it < number).distinct();
  }
}
