package io.holdall.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Makes what a rule fails with as small as it can be. */
final class Reduction {
  private final Predicate<List<Object>> fails;

  /**
   * @param fails whether the rule fails with these parameters; false when there is to be an end
   */
  Reduction(Predicate<List<Object>> fails) {
    this.fails = fails;
  }

  static boolean isOf(RuleInfo rule) {
    return Arrays.stream(rule.method().getParameterTypes())
        .anyMatch(Reducible.class::isAssignableFrom);
  }

  /** Goes from one to a simpler one that fails too, until none of the simpler ones does. */
  void from(List<Object> parameters) {
    List<Object> smallest = parameters;
    List<List<Object>> simpler = simpler(smallest);
    int next = 0;
    int kept = 0;
    while (kept < simpler.size()) {
      List<Object> candidate = simpler.get(next % simpler.size());
      if (fails.test(candidate)) {
        // On from here rather than from the beginning, where little has changed.
        smallest = candidate;
        simpler = simpler(smallest);
        kept = 0;
      } else {
        next++;
        kept++;
      }
    }
  }

  private static List<List<Object>> simpler(List<Object> parameters) {
    List<List<Object>> simpler = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i) instanceof Reducible<?> reducible) {
        int index = i;
        reducible.simpler().forEach(it -> simpler.add(replaced(parameters, index, it)));
      }
    }
    return simpler;
  }

  private static List<Object> replaced(List<Object> parameters, int index, Object simpler) {
    List<Object> replaced = new ArrayList<>(parameters);
    replaced.set(index, simpler);
    return replaced;
  }
}
