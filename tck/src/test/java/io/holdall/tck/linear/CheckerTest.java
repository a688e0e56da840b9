package io.holdall.tck.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final Call GET = new Call.Read(Call.Way.GET);

  private static Operation op(Call call, Reply reply, long start, long end) {
    return new Operation(0, call, reply, start, end);
  }

  private static Operation put(int version, long start, long end) {
    return op(new Call.Put(version), new Reply.Done(), start, end);
  }

  private static Operation lostPut(int version, long start) {
    return op(new Call.Put(version), new Reply.Lost(), start, Long.MAX_VALUE);
  }

  private static Operation ifAbsent(int version, long start, long end) {
    return op(new Call.PutIfAbsent(version), new Reply.Done(), start, end);
  }

  private static Operation ifMatch(int expected, int version, long start, long end) {
    return op(new Call.PutIfMatch(expected, version), new Reply.Done(), start, end);
  }

  private static Operation refused(Call call, ErrorCode why, long start, long end) {
    return op(call, new Reply.Refused(why), start, end);
  }

  private static Operation delete(long start, long end) {
    return op(new Call.Delete(), new Reply.Done(), start, end);
  }

  private static Operation saw(int version, long start, long end) {
    return op(GET, new Reply.Saw(version), start, end);
  }

  private static void linearizable(Operation... operations) {
    assertThat(Checker.isLinearizable(List.of(operations))).isTrue();
  }

  private static void notLinearizable(Operation... operations) {
    assertThat(Checker.isLinearizable(List.of(operations))).isFalse();
  }

  @Test
  void nothingAtAllIsLinearizable() {
    linearizable();
  }

  @Test
  void aReadSeesTheLastPut() {
    linearizable(put(1, 0, 1), saw(1, 2, 3), put(2, 4, 5), saw(2, 6, 7));
  }

  @Test
  void aReadAfterAPutIsNotOfWhatWasBefore() {
    notLinearizable(put(1, 0, 1), put(2, 2, 3), saw(1, 4, 5));
    notLinearizable(put(1, 0, 1), saw(0, 2, 3));
    notLinearizable(put(1, 0, 1), delete(2, 3), saw(1, 4, 5));
  }

  @Test
  void aReadDuringAPutSeesEither() {
    linearizable(put(1, 0, 1), put(2, 2, 9), saw(1, 3, 4));
    linearizable(put(1, 0, 1), put(2, 2, 9), saw(2, 3, 4));
  }

  @Test
  void whatOneReadHasSeenNoLaterOneUnsees() {
    linearizable(put(1, 0, 1), put(2, 2, 9), saw(1, 3, 4), saw(2, 5, 6));
    notLinearizable(put(1, 0, 1), put(2, 2, 9), saw(2, 3, 4), saw(1, 5, 6));
  }

  @Test
  void ofTwoPutsAtATimeReadersAgreeOnTheLast() {
    linearizable(put(1, 0, 9), put(2, 0, 9), saw(1, 10, 11), saw(1, 12, 13));
    linearizable(put(1, 0, 9), put(2, 0, 9), saw(2, 1, 2), saw(1, 3, 4), saw(1, 10, 11));
    notLinearizable(put(1, 0, 9), put(2, 0, 9), saw(1, 10, 11), saw(2, 12, 13));
  }

  @Test
  void nobodySeesWhatWasNeverPut() {
    notLinearizable(put(1, 0, 1), saw(2, 2, 3));
    notLinearizable(saw(1, 0, 1), put(1, 2, 3));
  }

  @Test
  void aConflictIsNoAnswerToAPlainWrite() {
    notLinearizable(refused(new Call.Put(1), ErrorCode.CONFLICT, 0, 1));
    notLinearizable(refused(new Call.Delete(), ErrorCode.CONFLICT, 0, 1));
  }

  @Test
  void onePutIfAbsentWins() {
    Call second = new Call.PutIfAbsent(2);
    linearizable(ifAbsent(1, 0, 5), refused(second, ErrorCode.PRECONDITION_FAILED, 0, 5));
    linearizable(ifAbsent(1, 0, 5), refused(second, ErrorCode.CONFLICT, 0, 5));
    notLinearizable(ifAbsent(1, 0, 5), ifAbsent(2, 0, 5));
    notLinearizable(refused(second, ErrorCode.PRECONDITION_FAILED, 0, 1), ifAbsent(1, 2, 3));
    linearizable(ifAbsent(1, 0, 5), delete(0, 5), ifAbsent(2, 0, 5));
  }

  @Test
  void onePutIfMatchWins() {
    linearizable(put(1, 0, 1), ifMatch(1, 2, 2, 5), ifMatch(2, 3, 3, 6), saw(3, 7, 8));
    notLinearizable(put(1, 0, 1), ifMatch(1, 2, 2, 5), ifMatch(1, 3, 2, 5));
    Call late = new Call.PutIfMatch(1, 3);
    linearizable(
        put(1, 0, 1), ifMatch(1, 2, 2, 5), refused(late, ErrorCode.PRECONDITION_FAILED, 2, 5));
    notLinearizable(put(1, 0, 1), refused(late, ErrorCode.PRECONDITION_FAILED, 2, 5));
    linearizable(put(1, 0, 1), delete(2, 3), refused(late, ErrorCode.NO_SUCH_KEY, 4, 5));
    notLinearizable(put(1, 0, 1), refused(late, ErrorCode.NO_SUCH_KEY, 4, 5));
  }

  @Test
  void aRefusedPutHasNotHappened() {
    Call second = new Call.PutIfAbsent(2);
    notLinearizable(
        put(1, 0, 1), refused(second, ErrorCode.PRECONDITION_FAILED, 2, 3), saw(2, 4, 5));
  }

  @Test
  void aLostPutMayHappenEarlyLateOrNever() {
    linearizable(put(1, 0, 1), lostPut(2, 2), saw(1, 3, 4), saw(2, 5, 6));
    linearizable(put(1, 0, 1), lostPut(2, 2), saw(1, 3, 4), saw(1, 5, 6));
    linearizable(put(1, 0, 1), lostPut(2, 2), saw(2, 3, 4), put(3, 5, 6), saw(3, 7, 8));
    notLinearizable(put(1, 0, 1), lostPut(2, 2), saw(2, 3, 4), saw(1, 5, 6));
    notLinearizable(put(1, 0, 1), saw(2, 2, 3), lostPut(2, 4));
  }

  /** What each may have done alone would be too much to go through. */
  @Test
  void lostCallsMayBeMany() {
    List<Operation> puts = new ArrayList<>(List.of(put(1, 0, 1)));
    List<Operation> conditional = new ArrayList<>(List.of(put(1, 0, 1), delete(2, 3)));
    for (int i = 0; i < 40; i++) {
      puts.add(lostPut(10 + i, 10 + i));
      conditional.add(op(new Call.PutIfAbsent(10 + i), new Reply.Lost(), 10 + i, Long.MAX_VALUE));
      conditional.add(op(new Call.Delete(), new Reply.Lost(), 10 + i, Long.MAX_VALUE));
    }
    areLookedThrough(puts, 1);
    areLookedThrough(conditional, 0);
  }

  /**
   * @param version that is there if none of them has happened
   */
  private static void areLookedThrough(List<Operation> lost, int version) {
    assertThat(Checker.isLinearizable(with(lost, saw(version, 100, 101)))).isTrue();
    assertThat(Checker.isLinearizable(with(lost, saw(20, 100, 101), saw(30, 102, 103)))).isTrue();
    assertThat(Checker.isLinearizable(with(lost, saw(99, 100, 101)))).isFalse();
    assertThat(
            Checker.isLinearizable(
                with(lost, saw(20, 100, 101), saw(30, 102, 103), saw(20, 104, 105))))
        .isFalse();
  }

  private static List<Operation> with(List<Operation> operations, Operation... more) {
    return Stream.concat(operations.stream(), Stream.of(more)).toList();
  }

  @Test
  void onlyALostReplyHasNoTime() {
    assertThatThrownBy(() -> saw(1, 0, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> op(GET, new Reply.Lost(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void callsThatTouchMayHaveHappenedInAnyOrder() {
    linearizable(put(1, 0, 1), put(2, 1, 2), saw(1, 3, 4));
  }
}
