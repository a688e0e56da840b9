package io.holdall.tck.linear;

/**
 * One call of one client on one key.
 *
 * @param client who called
 * @param start just before the call, in nanoseconds of any one clock
 * @param end just after the reply; {@link Long#MAX_VALUE} if it is lost
 */
public record Operation(int client, Call call, Reply reply, long start, long end) {
  /**
   * @throws IllegalArgumentException if it ends before it starts, a lost reply has an end, or
   *     another has none
   */
  public Operation {
    if (end < start) {
      throw new IllegalArgumentException("a call does not end before it starts");
    }
    if (reply instanceof Reply.Lost != (end == Long.MAX_VALUE)) {
      throw new IllegalArgumentException("a reply has a time unless it is lost");
    }
  }

  /** The call as it looked at a time before its end: without a reply. */
  Operation pending() {
    return new Operation(client, call, new Reply.Lost(), start, Long.MAX_VALUE);
  }

  boolean isPending() {
    return reply instanceof Reply.Lost;
  }

  boolean isRead() {
    return call instanceof Call.Read;
  }
}
