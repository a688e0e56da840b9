package io.holdall.memory;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Limits;
import io.holdall.endpoint.EndpointPresigner;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.engine.CommitLog;
import io.holdall.engine.Engine;
import io.holdall.engine.EngineDriver;
import io.holdall.engine.State;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A store in memory, as it knows itself: what {@link MemoryStore#fork} needs of it. */
final class Heap {
  static final long UNLIMITED = Long.MAX_VALUE;

  private final Clock clock;
  private final Limits limits;
  private final long maxTotalBytes;
  private final long maxHeap;
  private final Engine engine;

  private Heap(State state, Clock clock, Limits limits, long maxTotalBytes, long maxHeap) {
    this.clock = clock;
    this.limits = limits;
    this.maxTotalBytes = maxTotalBytes;
    this.maxHeap = maxHeap;
    CommitLog log = maxHeap == UNLIMITED ? CommitLog.NONE : new HeapRoom(maxHeap, this::state);
    this.engine = new Engine(state, HeapBodies.INSTANCE, log, clock, limits, maxTotalBytes);
  }

  /**
   * @param maxTotalBytes of bodies; {@link #UNLIMITED} for no limit
   * @param maxHeap about how many bytes all may take; {@link #UNLIMITED} for no limit
   */
  static Heap empty(Clock clock, Limits limits, long maxTotalBytes, long maxHeap) {
    return new Heap(State.empty(), clock, limits, maxTotalBytes, maxHeap);
  }

  Heap fork() {
    return new Heap(engine.state(), clock, limits, maxTotalBytes, maxHeap);
  }

  private State state() {
    return engine.state();
  }

  /**
   * A driver whose presigned URLs are served on a free port of the loopback interface. Called once.
   */
  EngineDriver driver() {
    return driver(null, null, null);
  }

  /**
   * Called once.
   *
   * @param address where presigned URLs are served; null for a free port of the loopback interface
   * @param publicUrl what presigned URLs begin with; null for the address
   * @param credentials what they are signed with; null for random ones
   */
  EngineDriver driver(
      @Nullable InetSocketAddress address,
      @Nullable URI publicUrl,
      @Nullable Credentials credentials) {
    return new EngineDriver(
        engine,
        this,
        driver -> new EndpointPresigner(driver, clock, address, publicUrl, credentials));
  }

  BlobStore open() {
    return BlobStores.of(driver());
  }
}
