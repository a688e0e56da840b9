package io.holdall.engine;

import java.time.Clock;
import java.time.Instant;

/** The time as S3 keeps it (GET-07). Thread-safe. */
final class WholeSeconds {
  private final Clock clock;

  /** Blobs of the same second share the object. Which thread sets it does not matter. */
  private volatile Instant latest = Instant.EPOCH;

  WholeSeconds(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    long seconds = clock.instant().getEpochSecond();
    Instant known = latest;
    if (known.getEpochSecond() == seconds) {
      return known;
    }
    Instant now = Instant.ofEpochSecond(seconds);
    latest = now;
    return now;
  }

  /** Returns the instant if it has no fraction of a second. */
  static Instant check(Instant instant) {
    if (!instant.equals(Instant.ofEpochSecond(instant.getEpochSecond()))) {
      throw new IllegalArgumentException("not in whole seconds: " + instant);
    }
    return instant;
  }
}
