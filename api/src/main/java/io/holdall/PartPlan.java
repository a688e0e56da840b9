package io.holdall;

/** How large the parts of an upload are. Pure functions. */
final class PartPlan {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private PartPlan() {}

  /**
   * For a body of known length: as wished, or as much more as it takes to get by with the number of
   * parts that the store allows.
   */
  static long sizeFor(long wished, long length, Limits limits) {
    long needed = length / limits.maxParts() + (length % limits.maxParts() == 0 ? 0 : 1);
    return Math.min(Math.max(wished, needed), Math.max(1, limits.maxPutSize()));
  }

  /**
   * For a body whose end is not in sight: as wished for the first eighth of the parts, and twice as
   * much with each further eighth, so that even small parts reach terabytes.
   *
   * @param number of the part, from 1 on
   */
  static int growing(long wished, int number, Limits limits) {
    int eighth = Math.max(1, limits.maxParts() / 8);
    int doublings = Math.min(31, (number - 1) / eighth);
    long most = Math.min(LARGEST_ARRAY, Math.max(1, limits.maxPutSize()));
    return (int) Math.min(wished << doublings, most);
  }
}
