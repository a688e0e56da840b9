package io.holdall.benchmarks;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.memory.MemoryStore;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
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

/** Pages of 1,000 out of small and large buckets, from anywhere. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@State(Scope.Thread)
public class MemoryListBenchmark {
  private static final int PAGE = 1000;

  @Param({"10000", "100000", "1000000"})
  private int blobs;

  private final ConcurrentNavigableMap<String, Body> map = new ConcurrentSkipListMap<>();
  private final BlobStore store = MemoryStore.builder().open();
  private final Bucket bucket = store.createBucket("benchmark");
  private Keys keys = new Keys(0);

  @Setup
  public void fill() {
    keys = new Keys(blobs);
    for (String key : keys.all()) {
      bucket.put(key, Body.empty());
      map.put(key, Body.empty());
    }
  }

  @TearDown
  public void close() {
    store.close();
  }

  @Benchmark
  public ListPage page() {
    return bucket.listPage(ListOptions.all().startAfter(keys.next()));
  }

  @Benchmark
  public void pageRaw(Blackhole sink) {
    Iterator<Map.Entry<String, Body>> at = map.tailMap(keys.next(), false).entrySet().iterator();
    for (int i = 0; i < PAGE && at.hasNext(); i++) {
      sink.consume(at.next());
    }
  }

  /** All "folders" of the bucket, each of them with 1,000 blobs in it. */
  @Benchmark
  public ListPage pageOfPrefixes() {
    return bucket.listPage(ListOptions.under("experiments/").delimiter("/"));
  }
}
