package io.holdall.tck.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All calls on one key, from before its first blob on.
 *
 * @param operations in any order
 */
public record KeyHistory(String key, List<Operation> operations) {
  public KeyHistory {
    operations = List.copyOf(operations);
  }

  /**
   * Whether the calls could have happened one after the other, each between its start and its end,
   * and have had the replies that they had.
   */
  public boolean isLinearizable() {
    return Checker.isLinearizable(operations);
  }

  /**
   * @throws AssertionError if it is not linearizable, with the part that shows it as a timeline
   */
  public void check() {
    if (!isLinearizable()) {
      throw new AssertionError(
          "no order of these calls on \"%s\" explains all replies:\n%s"
              .formatted(key, Timeline.of(shortest().operations())));
    }
  }

  /** How many of the calls were to change something. */
  public long writes() {
    return operations.stream().filter(it -> !(it.call() instanceof Call.Read)).count();
  }

  /** How many of those may have happened or not. */
  public long lostWrites() {
    return operations.stream()
        .filter(it -> !(it.call() instanceof Call.Read) && it.reply() instanceof Reply.Lost)
        .count();
  }

  /**
   * The history up to the first reply that cannot be explained, without the reads that have no part
   * in that. It is no more linearizable than this one.
   *
   * @throws IllegalStateException if this one is linearizable
   */
  KeyHistory shortest() {
    List<Long> ends =
        operations.stream().filter(it -> !it.isPending()).map(Operation::end).sorted().toList();
    // What is inexplicable at one time stays so: look for the first in halves.
    int low = 0;
    int high = ends.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (until(ends.get(middle)).isLinearizable()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == ends.size()) {
      throw new IllegalStateException("every reply can be explained");
    }
    return until(ends.get(low)).withoutNeedlessReads();
  }

  /** What was known at a time. */
  private KeyHistory until(long time) {
    return new KeyHistory(
        key,
        operations.stream()
            .filter(it -> it.start() <= time)
            .map(it -> it.end() <= time ? it : it.pending())
            .filter(it -> !it.isPending() || !it.isRead())
            .sorted(Comparator.comparingLong(Operation::start))
            .toList());
  }

  /** A read changes nothing: if the rest is inexplicable without it, then not because of it. */
  private KeyHistory withoutNeedlessReads() {
    List<Operation> kept = new ArrayList<>(operations);
    for (Operation operation : operations) {
      if (operation.isRead()) {
        int at = kept.indexOf(operation);
        kept.remove(at);
        if (Checker.isLinearizable(kept)) {
          kept.add(at, operation);
        }
      }
    }
    return new KeyHistory(key, kept);
  }
}
