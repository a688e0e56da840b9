package io.holdall.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Stores in memory side by side, each doing the same jobs through its own interface: bodies of 1
 * KiB under 100,000 keys, in 100 folders.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@State(Scope.Thread)
public class PeersBenchmark {
  private static final int KEYS = 100_000;
  private static final int BODY = 1024;

  /** The store under test. */
  @Param public Peer.Kind store = Peer.Kind.HOLDALL;

  private final Keys keys = new Keys(KEYS);
  private final byte[] bytes = new byte[BODY];
  private Peer peer = Peer.Kind.HOLDALL.open();

  @Setup
  public void fill() {
    new Random(2).nextBytes(bytes);
    peer = store.open();
    for (String key : keys.all()) {
      peer.put(key, bytes);
    }
  }

  @TearDown
  public void close() {
    peer.close();
  }

  @Benchmark
  public void put() {
    peer.put(keys.next(), bytes);
  }

  @Benchmark
  public byte[] get() {
    return peer.get(keys.next());
  }

  /** The 1,000 blobs of a folder, with key and size of each. */
  @Benchmark
  public int list(Blackhole sink) {
    return peer.list(Keys.folderOf(keys.next()), sink);
  }
}
