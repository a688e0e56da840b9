package io.holdall.tck;

/** How dear one try of a rule is, and so how often the rule is tried. */
public enum Effort {
  /** Some ten requests a try. */
  CHEAP(100),
  /** Some thirty requests a try, or bodies of some hundred kilobytes. */
  MODERATE(30),
  /** A hundred requests a try, or bodies of megabytes. */
  COSTLY(10),
  /** A thousand requests a try. */
  HEAVY(1);

  private final int share;

  Effort(int share) {
    this.share = share;
  }

  /**
   * How often a rule of this effort is tried.
   *
   * @param tries of a cheap rule, at least 1
   * @return at least 1
   */
  int tries(int tries) {
    return Math.max(1, shareOf(tries));
  }

  /**
   * What a rule of this effort gets of something that is meant for a cheap one.
   *
   * @param number not negative
   */
  int shareOf(int number) {
    return Math.toIntExact((long) number * share / 100);
  }
}
