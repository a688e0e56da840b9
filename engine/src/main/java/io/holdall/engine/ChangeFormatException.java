package io.holdall.engine;

import java.io.IOException;

/** Bytes are not a change that this version understands. */
public final class ChangeFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public ChangeFormatException(String message) {
    super(message);
  }

  ChangeFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
