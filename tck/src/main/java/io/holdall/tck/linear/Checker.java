package io.holdall.tck.linear;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks for an order of calls that explains their replies: in which each call comes somewhere
 * between its start and its end, and which one key could have taken one by one.
 *
 * <p>This is the search of Wing and Gong, with Lowe's pruning: whatever the order in which the same
 * calls have been placed, if they leave the same version they need to be gone on from once only.
 * Calls without a reply, which may have happened or not, come into it only where those with a reply
 * do not explain one another; of those that nothing can tell apart only the first is tried.
 */
final class Checker {
  private record Event(int operation, long time, boolean isStart) {}

  /** What has been placed, and what is there then. */
  private record Reached(BitSet placed, int version) {}

  private record Step(int operation, int versionBefore) {}

  private final List<Operation> operations;

  /** Those without a reply, by start. */
  private final List<Integer> lost;

  /** Before each of those, by place, comes one that nothing can tell from it; −1 for none. */
  private final int[] twins;

  /**
   * The events of calls with a reply that are not yet placed, by time, as a list that goes round
   * through {@link #ends}.
   */
  private final int[] next;

  private final int[] previous;
  private final int ends;

  private final Set<Reached> known = new HashSet<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final BitSet placed = new BitSet();
  private int version = KeyModel.NOTHING;

  private Checker(List<Operation> operations) {
    this.operations = operations;
    this.lost =
        IntStream.range(0, operations.size())
            .filter(it -> operations.get(it).isPending())
            .boxed()
            .sorted(Comparator.comparingLong(it -> operations.get(it).start()))
            .toList();
    this.twins = twins(operations, lost);
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

  private static int[] twins(List<Operation> operations, List<Integer> lost) {
    Set<Integer> told = new HashSet<>();
    for (Operation operation : operations) {
      if (operation.reply() instanceof Reply.Saw saw) {
        told.add(saw.version());
      }
      if (operation.call() instanceof Call.PutIfMatch put) {
        told.add(put.expected());
      }
    }
    int[] twins = new int[operations.size()];
    Map<Call, Integer> last = new HashMap<>();
    for (int each : lost) {
      Call call = operations.get(each).call();
      Call kind = KeyModel.isVersionIn(told, call) ? call : KeyModel.ofAnyVersion(call);
      Integer twin = last.put(kind, each);
      twins[each] = twin == null ? -1 : twin;
    }
    return twins;
  }

  /** Starts before ends of the same time: two calls that touch may have happened in any order. */
  private static List<Event> events(List<Operation> operations) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      if (!operations.get(i).isPending()) {
        events.add(new Event(i, operations.get(i).start(), true));
        events.add(new Event(i, operations.get(i).end(), false));
      }
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
    int at = next[ends];
    int nextLost = 0;
    while (at != ends) {
      int candidate = at / 2;
      if (at == start(candidate)) {
        if (place(candidate)) {
          take(start(candidate));
          take(end(candidate));
          at = next[ends];
        } else {
          at = next[at];
        }
        continue;
      }
      // A call has ended that could not be placed: perhaps one without a reply came before it.
      while (nextLost < lost.size() && !placeLost(lost.get(nextLost), candidate)) {
        nextLost++;
      }
      if (nextLost < lost.size()) {
        nextLost = 0;
        at = next[ends];
      } else if (steps.isEmpty()) {
        return false;
      } else {
        // One before it was placed wrongly.
        int wrong = takeBack();
        if (operations.get(wrong).isPending()) {
          nextLost = lost.indexOf(wrong) + 1;
          at = firstEnd();
        } else {
          putBack(end(wrong));
          putBack(start(wrong));
          nextLost = 0;
          at = next[start(wrong)];
        }
      }
    }
    // All that have a reply are placed: what is left may happen later, or never.
    return true;
  }

  private boolean place(int candidate) {
    Operation operation = operations.get(candidate);
    int after = KeyModel.after(version, operation.call(), operation.reply());
    if (after == KeyModel.IMPOSSIBLE || !known.add(reached(candidate, after))) {
      return false;
    }
    steps.push(new Step(candidate, version));
    placed.set(candidate);
    version = after;
    return true;
  }

  /**
   * Places a call without a reply where it changes something and comes before the end of another.
   */
  private boolean placeLost(int candidate, int other) {
    Operation operation = operations.get(candidate);
    boolean isFree =
        !placed.get(candidate) && (twins[candidate] < 0 || placed.get(twins[candidate]));
    return isFree
        && operation.start() <= operations.get(other).end()
        && KeyModel.after(version, operation.call(), operation.reply()) != version
        && place(candidate);
  }

  private int takeBack() {
    Step wrong = steps.pop();
    placed.clear(wrong.operation());
    version = wrong.versionBefore();
    return wrong.operation();
  }

  private int firstEnd() {
    int at = next[ends];
    while (at == start(at / 2)) {
      at = next[at];
    }
    return at;
  }

  private Reached reached(int more, int after) {
    BitSet all = (BitSet) placed.clone();
    all.set(more);
    return new Reached(all, after);
  }
}
