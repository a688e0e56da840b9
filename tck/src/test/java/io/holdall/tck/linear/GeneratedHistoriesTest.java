package io.holdall.tck.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class GeneratedHistoriesTest {
  private static final long APART = 10;

  /**
   * Calls that happen one after the other, each at a moment of its own, and seem to take from some
   * time before it to some time behind it: linearizable because they are made so.
   *
   * @param stretch how many moments a call reaches over at most
   */
  private static List<Operation> inTurn(Random random, int calls, int stretch) {
    List<Operation> operations = new ArrayList<>();
    int version = KeyModel.NOTHING;
    for (int i = 0; i < calls; i++) {
      Call call = call(random, version, i + 1);
      long moment = APART * i;
      long start = moment - random.nextLong(APART * stretch + 1);
      if (random.nextInt(12) == 0) {
        // Its answer is lost, whether it has happened or not.
        operations.add(new Operation(i, call, new Reply.Lost(), start, Long.MAX_VALUE));
        version = random.nextBoolean() ? after(version, call, new Reply.Lost()) : version;
      } else {
        Reply reply = random.nextInt(12) == 0 ? conflict(call, version) : reply(call, version);
        long end = moment + random.nextLong(APART * stretch + 1);
        operations.add(new Operation(i, call, reply, start, end));
        version = after(version, call, reply);
      }
    }
    return operations;
  }

  private static int after(int version, Call call, Reply reply) {
    int after = KeyModel.after(version, call, reply);
    assertThat(after).isNotEqualTo(KeyModel.IMPOSSIBLE);
    return after;
  }

  private static Call call(Random random, int version, int next) {
    return switch (random.nextInt(7)) {
      case 0 -> new Call.Put(next);
      case 1 -> new Call.PutIfAbsent(next);
      case 2 -> new Call.PutIfMatch(version == 0 ? 1 : version, next);
      case 3 -> new Call.PutIfMatch(1 + random.nextInt(next), next);
      case 4 -> new Call.Delete();
      default -> new Call.Read(Call.Way.GET);
    };
  }

  private static Reply conflict(Call call, int version) {
    return call instanceof Call.PutIfAbsent || call instanceof Call.PutIfMatch
        ? new Reply.Refused(ErrorCode.CONFLICT)
        : reply(call, version);
  }

  private static Reply reply(Call call, int version) {
    if (call instanceof Call.Read) {
      return new Reply.Saw(version);
    } else if (call instanceof Call.PutIfAbsent && version != 0) {
      return new Reply.Refused(ErrorCode.PRECONDITION_FAILED);
    } else if (call instanceof Call.PutIfMatch put && version != put.expected()) {
      return new Reply.Refused(
          version == 0 ? ErrorCode.NO_SUCH_KEY : ErrorCode.PRECONDITION_FAILED);
    }
    return new Reply.Done();
  }

  /** One reply is another one, or one call is at another time. */
  private static List<Operation> changed(Random random, List<Operation> operations) {
    List<Operation> changed = new ArrayList<>(operations);
    int at = random.nextInt(changed.size());
    Operation it = changed.get(at);
    if (it.isPending()) {
      return changed;
    }
    if (random.nextInt(3) == 0) {
      long later = APART * random.nextLong(-4, 5);
      changed.set(
          at,
          new Operation(it.client(), it.call(), it.reply(), it.start() + later, it.end() + later));
    } else {
      Reply reply =
          it.isRead()
              ? new Reply.Saw(random.nextInt(operations.size() + 1))
              : List.<Reply>of(
                      new Reply.Done(),
                      new Reply.Refused(ErrorCode.PRECONDITION_FAILED),
                      new Reply.Refused(ErrorCode.NO_SUCH_KEY))
                  .get(random.nextInt(3));
      changed.set(at, new Operation(it.client(), it.call(), reply, it.start(), it.end()));
    }
    return changed;
  }

  /** Tries every order. */
  private static boolean hasAnOrder(List<Operation> left, int version) {
    if (left.stream().allMatch(Operation::isPending)) {
      return true;
    }
    for (Operation first : left) {
      boolean mayBeFirst = left.stream().noneMatch(it -> it.end() < first.start());
      int after = KeyModel.after(version, first.call(), first.reply());
      if (mayBeFirst && after != KeyModel.IMPOSSIBLE) {
        List<Operation> rest = new ArrayList<>(left);
        rest.remove(first);
        if (hasAnOrder(rest, after)) {
          return true;
        }
      }
    }
    return false;
  }

  @Property(tries = 300)
  void whatHappenedInTurnIsLinearizable(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int calls,
      @ForAll @IntRange(max = 5) int stretch) {
    assertThat(Checker.isLinearizable(inTurn(new Random(seed), calls, stretch))).isTrue();
  }

  @Property(tries = 2000)
  void theCheckerAgreesWithTryingEveryOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int calls,
      @ForAll @IntRange(max = 3) int stretch,
      @ForAll @IntRange(max = 3) int changes) {
    Random random = new Random(seed);
    List<Operation> operations = inTurn(random, calls, stretch);
    for (int i = 0; i < changes; i++) {
      operations = changed(random, operations);
    }
    boolean expected = hasAnOrder(operations, KeyModel.NOTHING);
    assertThat(Checker.isLinearizable(operations)).isEqualTo(expected);
    Statistics.label("linearizable")
        .collect(expected)
        .coverage(
            coverage -> {
              coverage.check(true).percentage(it -> it > 20);
              coverage.check(false).percentage(it -> it > 20);
            });
  }

  @Property(tries = 500)
  void theShortestPartOfAHistoryIsNoMoreLinearizable(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int calls) {
    Random random = new Random(seed);
    KeyHistory history = new KeyHistory("key", changed(random, inTurn(random, calls, 2)));
    if (!history.isLinearizable()) {
      KeyHistory shortest = history.shortest();
      assertThat(shortest.isLinearizable()).isFalse();
      assertThat(shortest.operations()).hasSizeLessThanOrEqualTo(calls);
    }
  }
}
