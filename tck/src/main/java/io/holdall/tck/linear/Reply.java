package io.holdall.tck.linear;

import io.holdall.ErrorCode;

/** What came back of a {@link Call}. */
public sealed interface Reply {
  /** A write has happened. */
  record Done() implements Reply {}

  /**
   * A read found this version.
   *
   * @param version 0 for no blob
   */
  record Saw(int version) implements Reply {}

  /** A write has not happened, for this reason. */
  record Refused(ErrorCode why) implements Reply {}

  /**
   * Nobody knows: the answer was lost or has not come yet. A write may have happened at any time
   * since it was asked for, may still happen, and may never.
   */
  record Lost() implements Reply {
    /** Whether the call may have happened all the same when it has failed with this code. */
    public static boolean is(ErrorCode code) {
      return code == ErrorCode.THROTTLED
          || code == ErrorCode.UNAVAILABLE
          || code == ErrorCode.INTERNAL;
    }
  }
}
