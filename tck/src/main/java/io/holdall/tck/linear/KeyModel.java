package io.holdall.tck.linear;

import io.holdall.ErrorCode;
import java.util.Set;

/** One key to which calls happen one after the other. */
final class KeyModel {
  /** What no key ever holds. */
  static final int IMPOSSIBLE = -1;

  static final int NOTHING = 0;

  private KeyModel() {}

  /**
   * The version that is there after a call that replied so, or {@link #IMPOSSIBLE} if it cannot
   * have replied so where this version was there before. Of a call whose reply is lost: after it
   * has happened.
   */
  static int after(int before, Call call, Reply reply) {
    if (reply instanceof Reply.Lost) {
      int done = written(before, call);
      return done == IMPOSSIBLE ? before : done;
    }
    if (reply instanceof Reply.Done) {
      return written(before, call);
    }
    boolean possible =
        reply instanceof Reply.Saw saw
            ? saw.version() == before
            : isRefused(before, call, ((Reply.Refused) reply).why());
    return possible ? before : IMPOSSIBLE;
  }

  private static int written(int before, Call call) {
    if (call instanceof Call.Put put) {
      return put.version();
    } else if (call instanceof Call.PutIfAbsent put) {
      return before == NOTHING ? put.version() : IMPOSSIBLE;
    } else if (call instanceof Call.PutIfMatch put) {
      return before == put.expected() ? put.version() : IMPOSSIBLE;
    } else if (call instanceof Call.Delete) {
      return NOTHING;
    }
    return IMPOSSIBLE;
  }

  /** Whether the call puts one of these versions. */
  static boolean isVersionIn(Set<Integer> versions, Call call) {
    return (call instanceof Call.Put put && versions.contains(put.version()))
        || (call instanceof Call.PutIfAbsent absent && versions.contains(absent.version()))
        || (call instanceof Call.PutIfMatch match && versions.contains(match.version()));
  }

  /** The same call, whatever it puts. */
  static Call ofAnyVersion(Call call) {
    if (call instanceof Call.Put) {
      return new Call.Put(NOTHING);
    } else if (call instanceof Call.PutIfAbsent) {
      return new Call.PutIfAbsent(NOTHING);
    }
    return call instanceof Call.PutIfMatch put
        ? new Call.PutIfMatch(put.expected(), NOTHING)
        : call;
  }

  /** Which code a put with if-match has where there is no blob, is for COND-06 to ask. */
  private static boolean isRefused(int before, Call call, ErrorCode why) {
    if (why == ErrorCode.CONFLICT) {
      return call instanceof Call.PutIfAbsent || call instanceof Call.PutIfMatch;
    } else if (call instanceof Call.PutIfAbsent) {
      return why == ErrorCode.PRECONDITION_FAILED && before != NOTHING;
    } else if (call instanceof Call.PutIfMatch put) {
      boolean isCode = why == ErrorCode.PRECONDITION_FAILED || why == ErrorCode.NO_SUCH_KEY;
      return isCode && before != put.expected();
    }
    return false;
  }
}
