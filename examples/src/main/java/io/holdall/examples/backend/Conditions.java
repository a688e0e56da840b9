package io.holdall.examples.backend;

import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a call goes ahead, in S3's order of precedence. Pure functions. */
final class Conditions {
  private Conditions() {}

  /**
   * @param current what the key holds; null for nothing
   */
  static void check(WriteCondition condition, @Nullable Version current) {
    if (condition instanceof WriteCondition.IfAbsent && current != null) {
      throw failed();
    }
    if (condition instanceof WriteCondition.IfMatch match) {
      requireMatch(match.etag(), current);
    }
  }

  static void requireMatch(ETag etag, @Nullable Version current) {
    if (current == null) {
      throw absent();
    }
    if (!matches(etag, current)) {
      throw failed();
    }
  }

  /**
   * An ETag outranks a date: where both are given, the date is not looked at. A date in the future
   * says nothing about what was changed since.
   *
   * @param unchanged how it is reported that the reader has this version already
   */
  static void check(ReadConditions conditions, Version current, Instant now, ErrorCode unchanged) {
    boolean holds =
        conditions
            .ifMatch()
            .map(etag -> matches(etag, current))
            .or(() -> conditions.ifUnmodifiedSince().map(since -> !isAfter(current, since)))
            .orElse(true);
    if (!holds) {
      throw failed();
    }
    boolean known =
        conditions
            .ifNoneMatch()
            .map(etag -> matches(etag, current))
            .or(
                () ->
                    conditions
                        .ifModifiedSince()
                        .filter(since -> since.getEpochSecond() <= now.getEpochSecond())
                        .map(since -> !isAfter(current, since)))
            .orElse(false);
    if (known) {
      throw new DriverException(unchanged, "the reader has this version already");
    }
  }

  static DriverException absent() {
    return new DriverException(ErrorCode.NO_SUCH_KEY, "there is no such blob");
  }

  private static boolean matches(ETag etag, Version current) {
    return etag.value().equals("*") || etag.equals(current.etag());
  }

  /** To the second, which is all that HTTP's dates can tell. */
  private static boolean isAfter(Version current, Instant since) {
    return current.time().getEpochSecond() > since.getEpochSecond();
  }

  private static DriverException failed() {
    return new DriverException(ErrorCode.PRECONDITION_FAILED, "a condition does not hold");
  }
}
