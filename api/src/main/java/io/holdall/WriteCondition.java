package io.holdall;

import java.util.Objects;

/**
 * What must hold at the key for a write to happen, decided at the instant of publication (COND-01
 * to COND-08). If it does not hold nothing is changed.
 */
public sealed interface WriteCondition {
  /** Write whatever is there. */
  record Always() implements WriteCondition {}

  /** Write only if there is no blob; otherwise {@link PreconditionFailedException} (COND-02). */
  record IfAbsent() implements WriteCondition {}

  /**
   * Write only over the blob with this tag: another tag is {@link PreconditionFailedException}
   * (COND-05), no blob is {@link ErrorCode#NO_SUCH_KEY} (COND-06).
   */
  record IfMatch(ETag etag) implements WriteCondition {
    public IfMatch {
      Objects.requireNonNull(etag);
      if (etag.value().equals("*")) {
        throw new IllegalArgumentException("a write cannot be conditional on any ETag (COND-07)");
      }
    }
  }

  static WriteCondition always() {
    return new Always();
  }

  static WriteCondition ifAbsent() {
    return new IfAbsent();
  }

  /**
   * Only over the blob with this tag.
   *
   * @throws IllegalArgumentException for the tag {@code *}, which S3 refuses on writes (COND-07)
   */
  static WriteCondition ifMatch(ETag etag) {
    return new IfMatch(etag);
  }
}
