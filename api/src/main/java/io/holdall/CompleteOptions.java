package io.holdall;

import java.util.Objects;
import java.util.Optional;

/**
 * How an upload is completed.
 *
 * @param condition on the key (COND-10)
 * @param checksum that the finished blob must have (CHK-27), else {@link ErrorCode#BAD_DIGEST}
 */
public record CompleteOptions(WriteCondition condition, Optional<Checksum> checksum) {
  private static final CompleteOptions DEFAULT =
      new CompleteOptions(WriteCondition.always(), Optional.empty());

  public CompleteOptions {
    Objects.requireNonNull(condition);
    Objects.requireNonNull(checksum);
  }

  public static CompleteOptions defaults() {
    return DEFAULT;
  }

  public CompleteOptions condition(WriteCondition value) {
    return new CompleteOptions(value, checksum);
  }

  public CompleteOptions expecting(Checksum value) {
    return new CompleteOptions(condition, Optional.of(value));
  }
}
