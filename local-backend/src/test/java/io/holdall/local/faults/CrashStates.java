package io.holdall.local.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The states that a crash may leave of an {@link Image}: all of them where they are few; otherwise
 * those where implementations tend to be wrong, and others at random.
 */
public final class CrashStates {
  private final Image image;
  private final int most;
  private final Random random;
  private final List<Cell<?>> cells;
  private final Map<String, CrashState> states = new LinkedHashMap<>();

  private CrashStates(Image image, int most, Random random) {
    this.image = image;
    this.most = most;
    this.random = random;
    this.cells = image.uncertain();
  }

  /**
   * Returns distinct states by their digests. The first is what there is when the program ends and
   * the machine goes on.
   *
   * @param most so many at most
   */
  public static Map<String, CrashState> of(Image image, int most, Random random) {
    return new CrashStates(image, most, random).choose();
  }

  private Map<String, CrashState> choose() {
    add(newest());
    if (count() <= most) {
      addAll(newest(), 0);
      return states;
    }
    int[] oldest = new int[cells.size()];
    add(oldest);
    addMixed();
    for (int i : shuffled()) {
      int[] oneLost = newest();
      oneLost[i] = random.nextInt(oneLost[i]);
      add(oneLost);
      int[] oneKept = oldest.clone();
      oneKept[i] = 1 + random.nextInt(cells.get(i).possible().size() - 1);
      add(oneKept);
    }
    for (int tries = 2 * most; states.size() < most && tries > 0; tries--) {
      int[] any = newest();
      for (int i = 0; i < any.length; i++) {
        any[i] = random.nextInt(any[i] + 1);
      }
      add(any);
    }
    return states;
  }

  /** Names without contents, and contents without names. */
  private void addMixed() {
    int[] names = newest();
    int[] contents = newest();
    for (int i = 0; i < names.length; i++) {
      boolean isName = cells.get(i).now() instanceof Integer;
      (isName ? contents : names)[i] = 0;
    }
    add(names);
    add(contents);
  }

  private List<Integer> shuffled() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    return order;
  }

  private int[] newest() {
    return cells.stream().mapToInt(cell -> cell.possible().size() - 1).toArray();
  }

  /** How many choices there are, or any number above {@link #most}. */
  private long count() {
    long count = 1;
    for (Cell<?> cell : cells) {
      count *= cell.possible().size();
      if (count > most) {
        break;
      }
    }
    return count;
  }

  private void addAll(int[] chosen, int from) {
    if (from == chosen.length) {
      add(chosen);
      return;
    }
    for (int i = 0; i < cells.get(from).possible().size(); i++) {
      chosen[from] = i;
      addAll(chosen, from + 1);
    }
  }

  private void add(int[] chosen) {
    if (states.size() >= most) {
      return;
    }
    IdentityHashMap<Cell<?>, Integer> indexes = new IdentityHashMap<>();
    for (int i = 0; i < chosen.length; i++) {
      indexes.put(cells.get(i), chosen[i]);
    }
    CrashState state =
        CrashState.of(
            image,
            new CrashState.Choice() {
              @Override
              public <T> T of(Cell<T> cell) {
                Integer index = indexes.get(cell);
                return index == null ? cell.now() : cell.possible().get(index);
              }
            });
    states.putIfAbsent(state.digest(), state);
  }
}
