package io.holdall.local;

import java.io.IOException;

/**
 * The log, or a directory, could not be forced to its device, or the log could not be brought back
 * to its last good end. It takes no record any more; what was acknowledged is kept, and reading
 * goes on. Closing the store and opening it again is the way out.
 */
final class LogFailedException extends IOException {
  private static final long serialVersionUID = 1;

  LogFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
