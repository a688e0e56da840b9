package io.holdall.tck;

/**
 * A rule does not hold. The message says which, what was wrong, what was done as Java code, and how
 * to repeat it; the cause is what was thrown while the rule was tried.
 */
public final class RuleBroken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String text;

  RuleBroken(String text, Throwable cause) {
    super(text, cause);
    this.text = text;
    // Where the rule failed, not where this was made: jqwik tells failures apart by it.
    setStackTrace(cause.getStackTrace());
  }

  /** The message. */
  String text() {
    return text;
  }
}
