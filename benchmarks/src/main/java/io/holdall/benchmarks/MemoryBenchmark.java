package io.holdall.benchmarks;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ChecksumAlgorithm;
import io.holdall.PutResult;
import io.holdall.memory.MemoryStore;
import io.holdall.spi.Digests;
import io.holdall.spi.RunningChecksum;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The store in memory beside what it cannot do without: a sorted map, a copy of the bytes, and the
 * digests of S3. Bodies of 1 KiB under 100,000 keys.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@State(Scope.Thread)
public class MemoryBenchmark {
  private static final int KEYS = 100_000;
  private static final int BODY = 1024;

  private final Keys keys = new Keys(KEYS);
  private final byte[] bytes = new byte[BODY];
  private final ConcurrentNavigableMap<String, byte[]> map = new ConcurrentSkipListMap<>();
  private final BlobStore store = MemoryStore.builder().open();
  private final Bucket bucket = store.createBucket("benchmark");

  @Setup
  public void fill() {
    new Random(2).nextBytes(bytes);
    for (String key : keys.all()) {
      bucket.put(key, Body.of(bytes));
      map.put(key, bytes.clone());
    }
  }

  @TearDown
  public void close() {
    store.close();
  }

  @Benchmark
  public byte[] get() {
    return bucket.getBytes(keys.next());
  }

  @Benchmark
  public byte[] getRaw() {
    return Objects.requireNonNull(map.get(keys.next())).clone();
  }

  @Benchmark
  public PutResult put() {
    return bucket.put(keys.next(), Body.of(bytes));
  }

  /** The digests that a put must compute, and the insert. */
  @Benchmark
  public byte[] putRaw(Blackhole sink) {
    MessageDigest md5 = Digests.md5();
    md5.update(bytes, 0, BODY);
    sink.consume(md5.digest());
    RunningChecksum checksum = Digests.start(ChecksumAlgorithm.CRC64NVME);
    checksum.update(bytes, 0, BODY);
    sink.consume(checksum.value());
    return map.put(keys.next(), bytes);
  }

  @Benchmark
  public long head() {
    return bucket.head(keys.next()).size();
  }

  @Benchmark
  public void getAsStream(Blackhole sink) {
    try (Blob blob = bucket.get(keys.next())) {
      sink.consume(blob.stream());
    }
  }

  @Benchmark
  public void newStoreWithBucket(Blackhole sink) {
    try (BlobStore fresh = MemoryStore.builder().open()) {
      sink.consume(fresh.createBucket("benchmark"));
    }
  }

  @Benchmark
  public void forkStore(Blackhole sink) {
    try (BlobStore fork = MemoryStore.fork(store)) {
      sink.consume(fork);
    }
  }
}
