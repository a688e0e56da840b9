package io.holdall.tck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A clock that goes as another one does and can be set back for a moment. Give it to the store
 * under test and to its {@link TckTarget}, and no rule has to wait for a URL to expire.
 * Thread-safe.
 */
public final class MovableClock extends Clock {
  private final Clock base;
  private final AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);

  /** A clock that goes with the system's. */
  public MovableClock() {
    this(Clock.systemUTC());
  }

  public MovableClock(Clock base) {
    this.base = Objects.requireNonNull(base);
  }

  /**
   * Does something as if it were earlier, for everybody who looks at this clock meanwhile.
   *
   * @param ago how much earlier; not negative
   */
  public <T> T earlier(Duration ago, Supplier<T> action) {
    if (ago.isNegative()) {
      throw new IllegalArgumentException("not a time ago: " + ago);
    }
    behind.accumulateAndGet(ago, Duration::plus);
    try {
      return action.get();
    } finally {
      behind.accumulateAndGet(ago, Duration::minus);
    }
  }

  @Override
  public Instant instant() {
    return base.instant().minus(behind.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /**
   * @throws UnsupportedOperationException always: the time is all that matters here
   */
  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a MovableClock has no other zone than UTC");
  }
}
