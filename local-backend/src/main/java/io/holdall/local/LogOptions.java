package io.holdall.local;

import java.time.Duration;

/**
 * How a log is kept.
 *
 * @param durability when an append is durable
 * @param segmentSize the length in bytes beyond which a segment gets no further record, from 256 to
 *     1 GiB; one that is larger is alone in its segment
 * @param forceInterval how long an append waits at most for its force to begin, with {@link
 *     Durability#RELAXED}
 * @param openSegments how many segments stay open for reading, at least 1
 */
record LogOptions(
    Durability durability, int segmentSize, Duration forceInterval, int openSegments) {
  static final LogOptions DEFAULT =
      new LogOptions(Durability.DURABLE, 64 << 20, Duration.ofMillis(200), 64);

  LogOptions {
    if (segmentSize < 256 || segmentSize > 1 << 30) {
      throw new IllegalArgumentException(
          "segmentSize must be from 256 to " + (1 << 30) + ", not " + segmentSize);
    }
    if (forceInterval.isNegative() || forceInterval.isZero()) {
      throw new IllegalArgumentException("forceInterval must be positive, not " + forceInterval);
    }
    if (openSegments < 1) {
      throw new IllegalArgumentException("openSegments must be at least 1, not " + openSegments);
    }
  }

  LogOptions withDurability(Durability value) {
    return new LogOptions(value, segmentSize, forceInterval, openSegments);
  }

  LogOptions withSegmentSize(int value) {
    return new LogOptions(durability, value, forceInterval, openSegments);
  }

  LogOptions withForceInterval(Duration value) {
    return new LogOptions(durability, segmentSize, value, openSegments);
  }

  LogOptions withOpenSegments(int value) {
    return new LogOptions(durability, segmentSize, forceInterval, value);
  }
}
