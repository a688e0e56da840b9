package io.holdall.tck.gen;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Numbers and sizes that are all equally likely; by itself jqwik prefers small ones. */
public final class Numbers {
  private Numbers() {}

  /** From 0, both ends included. */
  public static Arbitrary<Integer> upTo(int most) {
    return between(0, most);
  }

  /** Both ends included. */
  public static Arbitrary<Integer> between(int least, int most) {
    return Arbitraries.integers()
        .between(least, most)
        .withDistribution(RandomDistribution.uniform())
        .shrinkTowards(least);
  }

  /** Lists of any size between the two, both included. */
  public static <T> ListArbitrary<T> lists(Arbitrary<T> element, int least, int most) {
    return element
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .withSizeDistribution(RandomDistribution.uniform());
  }
}
