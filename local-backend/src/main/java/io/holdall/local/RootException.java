package io.holdall.local;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A directory cannot be the root of a store. The message is one sentence that names it and why. */
final class RootException extends IOException {
  private static final long serialVersionUID = 1;

  /** What stands in the way. */
  enum Reason {
    /** It is not a directory, or cannot become one. */
    NOT_A_DIRECTORY,
    /** It may not be read or written, or it cannot be locked. */
    NO_ACCESS,
    /** It holds something that no store has put there. */
    FOREIGN_CONTENT,
    /** Another store, in this process or in another one, has it open. */
    IN_USE,
    /** It was written by a newer version of this library. */
    NEWER_FORMAT
  }

  private final Reason reason;

  RootException(Reason reason, String message) {
    this(reason, message, null);
  }

  RootException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
