package io.holdall.tck;

/**
 * A rule does not hold. The message says which, what was wrong, what was done as Java code, and how
 * to repeat it; the cause is what was thrown while the rule was tried.
 */
public final class RuleBroken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient Counterexample counterexample;

  RuleBroken(RuleInfo rule, Counterexample counterexample, Throwable cause) {
    super(rule + "\n\n" + counterexample, cause);
    this.counterexample = counterexample;
    // Where the rule failed, not where this was made: jqwik tells failures apart by it.
    setStackTrace(cause.getStackTrace());
  }

  Counterexample counterexample() {
    return counterexample;
  }

  boolean isNoLongerThan(RuleBroken other) {
    return length() <= other.length();
  }

  private int length() {
    return counterexample.problem().length() + counterexample.code().length();
  }
}
