package io.holdall.tck;

import java.util.List;

/** The kit could not take away all that it made. The message says what is left where, and why. */
final class LeftBehind extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeftBehind(List<String> what, List<RuntimeException> why) {
    super(String.join("; ", what));
    why.forEach(this::addSuppressed);
  }
}
