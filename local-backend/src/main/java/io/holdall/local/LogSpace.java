package io.holdall.local;

/**
 * Says when a log is to be cleaned, and how fast. A pure calculation.
 *
 * <p>The log is cleaned from the front: what still lives in the oldest segment is appended again,
 * and the segment goes. Let L be the bytes that a log with nothing superfluous would have, and S
 * the size of a segment. Cleaning begins when the log has more than 1.5 L + S/2 bytes. At worst
 * everything that lives stands in front of everything that is superfluous; then all of it is moved
 * before anything is won, and the log grows by what is written meanwhile. So that this stays below
 * L/2 + S, three bytes of old segments have to be worked through for each byte that is written: a
 * pass over 1.5 L + S/2 bytes takes the time in which L/2 + S/6 are written. With the part of the
 * oldest segment that has been moved and is not gone yet (S at most), the log has never more than 2
 * L + 2 S bytes.
 *
 * @param live L
 * @param segment S
 */
record LogSpace(long live, long segment) {
  /** How many bytes are worked through for each that is written. */
  static final int PACE = 3;

  /** What a record has beside its payload, and its head in the index. */
  private static final int AROUND_RECORD = RecordHeader.SIZE + IndexWalk.FIXED;

  /**
   * @param bodies the lengths of the bodies that lie in the log
   * @param changes how many changes say all that the store knows
   * @param changeBytes the lengths of these, encoded, with which they are in the log and in its
   *     index
   */
  static LogSpace of(long bodies, long changes, long changeBytes, long segment) {
    return new LogSpace(bodies + changes * AROUND_RECORD + 2 * changeBytes, segment);
  }

  /** As the {@code live} of {@link #of}, of the segments alone, without their indexes. */
  static long ofSegments(long bodies, long changes, long changeBytes) {
    return bodies + changes * RecordHeader.SIZE + changeBytes;
  }

  /** The length of the log beyond which it is cleaned, in bytes. */
  long enough() {
    return live + live / 2 + segment / 2;
  }
}
