package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Is shown every record of a log, in order, when the log is opened. */
@FunctionalInterface
interface Replay {
  /**
   * Takes in a record.
   *
   * @return false if what the record refers to, outside of the log, is not there whole. For a
   *     record that is not {@link Entry#confirmed()} that is the trace of a crash, and the log ends
   *     before it; otherwise it is damage
   */
  boolean visit(Entry entry) throws IOException;

  /**
   * A record as it was appended.
   *
   * @param sequence rises from record to record, not always by one
   * @param type as given to {@link SegmentedLog#append}
   * @param payload read-only, good until the visit returns: all of it, or its head (see {@link
   *     RecordHead})
   * @param location where to read the payload later
   * @param confirmed whether the log proves that the record had been forced, with all that was to
   *     be forced before it
   * @param gaps whether what the record builds on may have been cleaned away, to be said again by a
   *     later one
   */
  record Entry(
      long sequence,
      int type,
      ByteBuffer payload,
      Location location,
      boolean confirmed,
      boolean gaps) {}
}
