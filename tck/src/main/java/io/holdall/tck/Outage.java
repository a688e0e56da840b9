package io.holdall.tck;

import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which failures may come of a store that cannot be worked with at all, and not of a broken rule.
 */
final class Outage {
  /** Such answers tell of the store, the way to it or the caller, and never of what was asked. */
  private static final Set<ErrorCode> TELLING_NOTHING =
      EnumSet.of(
          ErrorCode.UNAVAILABLE,
          ErrorCode.THROTTLED,
          ErrorCode.INVALID_CREDENTIALS,
          ErrorCode.WRONG_REGION,
          ErrorCode.STORE_IN_USE,
          ErrorCode.STORAGE_FULL);

  /** Such answers can also be wrong ones to what was asked. */
  private static final Set<ErrorCode> AMBIGUOUS =
      EnumSet.of(
          ErrorCode.ACCESS_DENIED,
          ErrorCode.NO_SUCH_BUCKET,
          ErrorCode.IO_FAILED,
          ErrorCode.INTERNAL);

  private Outage() {}

  /** Whether it is worth a request to look. */
  static boolean isSuspected(Set<ErrorCode> failures) {
    return tellsNothing(failures) || failures.stream().anyMatch(AMBIGUOUS::contains);
  }

  /** Whether the failures cannot be what a store is known to do otherwise. */
  static boolean tellsNothing(Set<ErrorCode> failures) {
    return failures.stream().anyMatch(TELLING_NOTHING::contains);
  }

  /** The codes of a failure and of what caused it. */
  static Set<ErrorCode> codesOf(Throwable failure) {
    Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof BlobStoreException known) {
        codes.add(known.code());
      }
    }
    return codes;
  }
}
