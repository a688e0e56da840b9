package io.holdall.endpoint.error;

import java.io.IOException;

/**
 * Thrown by the streams over a request's body where its bytes turn out not to be what the request
 * vouches for.
 */
public final class BodyRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final S3Exception refusal;

  public BodyRefusedException(S3Exception refusal) {
    super(refusal.getMessage(), refusal);
    this.refusal = refusal;
  }

  /** The error to answer with. */
  public S3Exception refusal() {
    return refusal;
  }
}
