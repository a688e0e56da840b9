package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A store over an engine, with a bucket, a clock that is moved by hand, and small parts. */
final class TestStore {
  final TrackingBodies bodies = new TrackingBodies();
  final RecordingLog log = new RecordingLog();
  final MovableClock clock = new MovableClock();
  final Engine engine;
  final BlobStore store;
  final Bucket bucket;

  TestStore() {
    this(new Limits(1000, 10_000, 5, 10_000), Long.MAX_VALUE);
  }

  TestStore(Limits limits, long maxTotalBytes) {
    engine = new Engine(State.empty(), bodies, log, clock, limits, maxTotalBytes);
    store = BlobStores.of(new EngineDriver(engine, this));
    bucket = store.createBucket("photos");
  }

  /** Asserts that the action fails with the code and changes nothing. */
  void assertRefused(ErrorCode code, Runnable action) {
    State before = engine.state();
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            BlobStoreException.class, e -> assertThat(e.code()).as("%s", e).isEqualTo(code));
    assertThat(engine.state()).isSameAs(before);
    assertThat(bodies.holds()).isEqualTo(Snapshots.holdsOf(before));
  }

  /** Stands still until it is moved. */
  static final class MovableClock extends Clock {
    private volatile Instant now = Samples.TIME;

    /**
     * @param by negative to set the clock back
     */
    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("nobody asks for the zone");
    }
  }
}
