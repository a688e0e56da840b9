package io.holdall.endpoint.server;

import java.io.IOException;

/** What an answer's own stream throws, as opposed to the client that is to take the answer. */
final class FailedStreamException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean begun;

  /**
   * @param begun whether something of the answer has been sent
   */
  FailedStreamException(boolean begun, Exception cause) {
    super(cause);
    this.begun = begun;
  }

  boolean isBegun() {
    return begun;
  }
}
