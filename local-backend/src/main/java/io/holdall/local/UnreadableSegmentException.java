package io.holdall.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** The records of a segment that is to be cleaned cannot be read, or not now. */
final class UnreadableSegmentException extends IOException {
  private static final long serialVersionUID = 1;

  private final int segment;
  private final IOException reason;

  UnreadableSegmentException(int segment, IOException reason) {
    super(reason.getMessage(), reason);
    this.segment = segment;
    this.reason = reason;
  }

  int segment() {
    return segment;
  }

  IOException reason() {
    return reason;
  }

  /** Whether another try would be in vain. */
  boolean isForGood() {
    return reason instanceof DamageException || reason instanceof NoSuchFileException;
  }
}
