package io.holdall.memory;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Limits;
import io.holdall.engine.CommitLog;
import io.holdall.engine.Engine;
import io.holdall.engine.EngineDriver;
import io.holdall.engine.State;
import java.time.Clock;

/** A store in memory, as it knows itself: what {@link MemoryStore#fork} needs of it. */
final class Heap {
  private final Clock clock;
  private final Limits limits;
  private final long maxTotalBytes;
  private final Engine engine;

  private Heap(State state, Clock clock, Limits limits, long maxTotalBytes) {
    this.clock = clock;
    this.limits = limits;
    this.maxTotalBytes = maxTotalBytes;
    this.engine =
        new Engine(state, HeapBodies.INSTANCE, CommitLog.NONE, clock, limits, maxTotalBytes);
  }

  static Heap empty(Clock clock, Limits limits, long maxTotalBytes) {
    return new Heap(State.empty(), clock, limits, maxTotalBytes);
  }

  Heap fork() {
    return new Heap(engine.state(), clock, limits, maxTotalBytes);
  }

  /** Called once. */
  EngineDriver driver() {
    return new EngineDriver(engine, this);
  }

  BlobStore open() {
    return BlobStores.of(driver());
  }
}
