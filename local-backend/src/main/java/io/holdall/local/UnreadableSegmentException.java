package io.holdall.local;

import java.io.IOException;

/** The records of a segment that is to be cleaned cannot be read, or not now. */
final class UnreadableSegmentException extends IOException {
  private static final long serialVersionUID = 1;

  private final IOException reason;

  UnreadableSegmentException(IOException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  IOException reason() {
    return reason;
  }
}
