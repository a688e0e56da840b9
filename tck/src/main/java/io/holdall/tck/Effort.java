package io.holdall.tck;

/** How dear one try of a rule is, and so how often the rule is tried. */
public enum Effort {
  /** Some ten requests a try. */
  CHEAP(100, 10),
  /** Some thirty requests a try, or bodies of some hundred kilobytes. */
  MODERATE(30, 30),
  /** A hundred requests a try, or bodies of megabytes. */
  COSTLY(10, 100),
  /** A thousand requests a try. */
  HEAVY(1, 1000);

  private final int share;
  private final int requests;

  Effort(int share, int requests) {
    this.share = share;
    this.requests = requests;
  }

  /** What a try takes as long as it has not been measured. */
  Cost cost() {
    return new Cost(requests, requests);
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

  /**
   * The least that can be asked for a cheap rule so that a rule of this effort is tried as often.
   */
  int cheapTries(int tries) {
    return Math.toIntExact(((long) tries * 100 + share - 1) / share);
  }
}
