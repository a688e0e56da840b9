package io.holdall.engine;

/**
 * How much there is in a state. Immutable.
 *
 * @param bytes the sizes of all blobs and all parts of open uploads together
 * @param changes how many changes it takes to say all that the state knows
 * @param changeBytes the lengths of these changes, encoded, together; see {@link EncodedLength}
 */
record Totals(long bytes, long changes, long changeBytes) {
  static final Totals NONE = new Totals(0, 0, 0);

  /** With one change more, of this length. */
  Totals plus(long length) {
    return new Totals(bytes, changes + 1, changeBytes + length);
  }

  /** With one change less, of this length. */
  Totals minus(long length) {
    return new Totals(bytes, changes - 1, changeBytes - length);
  }

  Totals plusBytes(long more) {
    return new Totals(bytes + more, changes, changeBytes);
  }

  Totals minusBytes(long less) {
    return new Totals(bytes - less, changes, changeBytes);
  }
}
