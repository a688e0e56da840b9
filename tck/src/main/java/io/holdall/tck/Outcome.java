package io.holdall.tck;

/** What became of a rule. */
public enum Outcome {
  /** The store keeps the rule, as far as was tried. */
  PASSED,
  /** The store breaks the rule, and there is a counterexample. */
  FAILED,
  /** The store breaks the rule, and is known to. */
  DEVIATION,
  /**
   * The rule is about something that the store or the target does not have. Where that is a {@link
   * io.holdall.Feature}, every call that needs it was refused as it must be.
   */
  NOT_APPLICABLE,
  /**
   * Whether the store keeps the rule is not known: the budget did not allow one try, or the store
   * could not be worked with any more before the rule was tried to its end.
   */
  UNTRIED
}
