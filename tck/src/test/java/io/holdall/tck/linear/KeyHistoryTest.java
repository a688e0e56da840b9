package io.holdall.tck.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {
  private static Operation op(int client, Call call, Reply reply, int startMicros, int endMicros) {
    return new Operation(client, call, reply, startMicros * 1000L, endMicros * 1000L);
  }

  private static final KeyHistory STALE =
      new KeyHistory(
          "key-0",
          List.of(
              op(0, new Call.Put(1), new Reply.Done(), 100, 120),
              op(1, new Call.Read(Call.Way.HEAD), new Reply.Saw(1), 130, 135),
              op(0, new Call.PutIfMatch(1, 2), new Reply.Done(), 140, 180),
              op(1, new Call.Read(Call.Way.GET), new Reply.Saw(1), 190, 196),
              op(2, new Call.Delete(), new Reply.Done(), 195, 220),
              op(1, new Call.Read(Call.Way.LIST), new Reply.Saw(0), 230, 240)));

  @Test
  void theShortestPartEndsWithTheReplyThatCannotBeExplained() {
    assertThat(STALE.shortest().operations())
        .extracting(Operation::call)
        .containsExactly(
            new Call.Put(1),
            new Call.PutIfMatch(1, 2),
            new Call.Read(Call.Way.GET),
            new Call.Delete());
    assertThat(STALE.shortest().operations().get(3).reply()).isEqualTo(new Reply.Lost());
  }

  @Test
  void aHistoryThatCannotBeExplainedIsPrintedAsATimeline() {
    assertThatThrownBy(STALE::check)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            no order of these calls on "key-0" explains all replies:
            |--------|                                        client 0  put v1                       -> done                  0.0-20.0
                               |-------------------|          client 0  put v2 if it is v1           -> done                  40.0-80.0
                                                        |--|  client 1  get                          -> v1                    90.0-96.0
                                                          |>  client 2  delete                       ->                       95.0-
            (time in microseconds; > has no reply yet)""");
  }

  @Test
  void aHistoryThatCanBeExplainedPasses() {
    KeyHistory fine = new KeyHistory("key", STALE.operations().subList(0, 3));
    assertThatCode(fine::check).doesNotThrowAnyException();
    assertThatThrownBy(fine::shortest).isInstanceOf(IllegalStateException.class);
  }
}
