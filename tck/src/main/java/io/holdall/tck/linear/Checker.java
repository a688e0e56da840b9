package io.holdall.tck.linear;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of calls that explains their replies: in which each call comes somewhere
 * between its start and its end, and which one key could have taken one by one.
 *
 * <p>This is the search of Wing and Gong, with Lowe's pruning: whatever the order in which the same
 * calls have been placed, if they leave the same version they need to be gone on from once only.
 */
final class Checker {
  private record Event(int operation, long time, boolean isStart) {}

  /** What has been placed, and what is there then. */
  private record Reached(BitSet placed, int version) {}

  private record Step(int operation, int versionBefore) {}

  private final List<Operation> operations;

  /** The events not yet placed, by time, as a list that goes round through {@link #ends}. */
  private final int[] next;

  private final int[] previous;
  private final int ends;

  private Checker(List<Operation> operations) {
    this.operations = operations;
    this.ends = 2 * operations.size();
    this.next = new int[ends + 1];
    this.previous = new int[ends + 1];
    int last = ends;
    for (Event event : events(operations)) {
      int place = event.isStart() ? start(event.operation()) : end(event.operation());
      link(last, place);
      last = place;
    }
    link(last, ends);
  }

  /** Whether there is such an order, from no blob on. */
  static boolean isLinearizable(List<Operation> operations) {
    return new Checker(operations).search();
  }

  /** Starts before ends of the same time: two calls that touch may have happened in any order. */
  private static List<Event> events(List<Operation> operations) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      events.add(new Event(i, operations.get(i).start(), true));
      events.add(new Event(i, operations.get(i).end(), false));
    }
    events.sort(Comparator.comparingLong(Event::time).thenComparing(it -> !it.isStart()));
    return events;
  }

  private static int start(int operation) {
    return 2 * operation;
  }

  private static int end(int operation) {
    return 2 * operation + 1;
  }

  private void link(int before, int behind) {
    next[before] = behind;
    previous[behind] = before;
  }

  private void take(int place) {
    link(previous[place], next[place]);
  }

  private void putBack(int place) {
    next[previous[place]] = place;
    previous[next[place]] = place;
  }

  private boolean search() {
    Set<Reached> known = new HashSet<>();
    Deque<Step> steps = new ArrayDeque<>();
    BitSet placed = new BitSet(operations.size());
    int version = KeyModel.NOTHING;
    int at = next[ends];
    while (at != ends) {
      int candidate = at / 2;
      Operation operation = operations.get(candidate);
      boolean isStart = at == start(candidate);
      if (!isStart && operation.isPending()) {
        // All that have a reply are placed: what is left may happen later, or never.
        return true;
      }
      if (isStart) {
        int after = KeyModel.after(version, operation.call(), operation.reply());
        if (after != KeyModel.IMPOSSIBLE && known.add(reached(placed, candidate, after))) {
          steps.push(new Step(candidate, version));
          placed.set(candidate);
          version = after;
          take(start(candidate));
          take(end(candidate));
          at = next[ends];
        } else {
          at = next[at];
        }
      } else if (steps.isEmpty()) {
        return false;
      } else {
        // A call has ended that could not be placed: one before it was placed wrongly.
        Step wrong = steps.pop();
        placed.clear(wrong.operation());
        version = wrong.versionBefore();
        putBack(end(wrong.operation()));
        putBack(start(wrong.operation()));
        at = next[start(wrong.operation())];
      }
    }
    return true;
  }

  private static Reached reached(BitSet placed, int more, int version) {
    BitSet all = (BitSet) placed.clone();
    all.set(more);
    return new Reached(all, version);
  }
}
