package io.holdall.local;

/**
 * Where the payload of a record lies in the log.
 *
 * @param segment the number of the segment, from 1
 * @param offset of the payload's first byte, from the start of the segment's file
 * @param length of the payload in bytes
 */
record Location(int segment, int offset, int length) {
  Location {
    if (segment < 1
        || offset < SegmentHeader.SIZE + RecordHeader.SIZE
        || length < 0
        || length > RecordHeader.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "no place in a log: segment " + segment + ", offset " + offset + ", length " + length);
    }
  }
}
