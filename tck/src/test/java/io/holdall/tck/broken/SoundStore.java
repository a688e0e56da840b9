package io.holdall.tck.broken;

import io.holdall.BlobStores;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import io.holdall.tck.MovableClock;
import io.holdall.tck.TckTarget;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ServiceLoader;

/** What the broken stores are made of: a store in memory that keeps every rule. */
final class SoundStore {
  /** Small parts, which are quickly made. */
  static final String URL = "memory:?minPartSize=1000";

  /** The time stands still, so that nothing hangs on when a second begins. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-06-01T12:00:00.250Z"), ZoneOffset.UTC);

  private SoundStore() {}

  /** A new store with a defect in it. */
  static TckTarget target(String name, BrokenStore.Defect defect) {
    MovableClock clock = new MovableClock(CLOCK);
    return TckTarget.of(name, defect.in(driver(clock), clock)).clock(clock);
  }

  private static StoreDriver driver(Clock clock) {
    return ServiceLoader.load(StoreProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.scheme().equals("memory"))
        .findFirst()
        .orElseThrow()
        .open(BlobStores.parse(URL), clock);
  }
}
