package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReductionTest {
  private final List<List<Integer>> tried = new ArrayList<>();
  private final List<List<Integer>> failed = new ArrayList<>();

  /** Numbers of which one can be left out. */
  private record Numbers(List<Integer> all) implements Reducible<Numbers> {
    @Override
    public Stream<Numbers> simpler() {
      return IntStream.range(0, all.size()).mapToObj(this::without);
    }

    private Numbers without(int index) {
      List<Integer> fewer = new ArrayList<>(all);
      fewer.subList(index, index + 1).clear();
      return new Numbers(fewer);
    }
  }

  private void reduce(int size, Predicate<List<Integer>> fails) {
    Numbers numbers = new Numbers(IntStream.range(0, size).boxed().toList());
    new Reduction(parameters -> attempt((Numbers) parameters.get(1), fails))
        .from(List.of("another parameter", numbers));
  }

  private boolean attempt(Numbers numbers, Predicate<List<Integer>> fails) {
    tried.add(numbers.all());
    if (fails.test(numbers.all())) {
      failed.add(numbers.all());
      return true;
    }
    return false;
  }

  @Test
  void comesToWhatCanSpareNothing() {
    reduce(40, numbers -> numbers.containsAll(Set.of(3, 17, 38)));
    assertThat(failed.get(failed.size() - 1)).containsExactly(3, 17, 38);
    // Each number was left out once, and each of the three once more at the end.
    assertThat(tried).hasSizeLessThanOrEqualTo(43);
  }

  @Test
  void looksAgainAtWhatCouldNotBeSparedBefore() {
    // 0 is needed as long as 5 is there.
    reduce(6, numbers -> numbers.contains(3) && (numbers.contains(0) || !numbers.contains(5)));
    assertThat(failed.get(failed.size() - 1)).containsExactly(3);
  }

  @Test
  void endsWhereNothingFailsAnyMore() {
    reduce(40, numbers -> tried.size() <= 5);
    assertThat(failed).hasSize(5);
    assertThat(tried).hasSize(5 + 35);
  }
}
