package io.holdall.tck;

import io.holdall.Feature;
import java.util.EnumSet;
import java.util.Set;

/**
 * Two stores that are compared. Both are taken for stores that have what both have: a difference
 * that is declared is none to be found.
 *
 * @param other the store that the one under test is compared with
 * @param shared what both declare
 * @param leftOut what only one of them declares
 */
record Comparison(Workplace other, Set<Feature> shared, Set<Feature> leftOut) {
  Comparison {
    shared = Set.copyOf(shared);
    leftOut = Set.copyOf(leftOut);
  }

  /**
   * Narrows both to what they share.
   *
   * @throws RuntimeException what opening one of them threw, or why it cannot be worked in the
   *     other
   */
  static Comparison of(Workplace one, Workplace other) {
    other.probe();
    Set<Feature> shared = EnumSet.noneOf(Feature.class);
    Set<Feature> leftOut = EnumSet.noneOf(Feature.class);
    leftOut.addAll(one.target().store().features());
    leftOut.addAll(other.target().store().features());
    shared.addAll(one.target().store().features());
    shared.retainAll(other.target().store().features());
    leftOut.removeAll(shared);
    one.narrowTo(shared);
    other.narrowTo(shared);
    return new Comparison(other, shared, leftOut);
  }

  /** Where work is done, after where it is done in the one under test; for people to read. */
  String place() {
    String place = "; in the other store " + other.place();
    return leftOut.isEmpty()
        ? place
        : place
            + "; left out, for one of them does not declare it: "
            + leftOut.stream().sorted().toList();
  }
}
