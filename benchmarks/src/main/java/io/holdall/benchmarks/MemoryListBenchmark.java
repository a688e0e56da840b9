package io.holdall.benchmarks;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.memory.MemoryStore;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
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

/**
 * Pages of 1,000 entries out of small and large buckets, beside as many entries of a sorted map:
 * one after the other from the first to the last, as a lister fetches them, and from random places.
 * In both the caches of the processor hold little of a large bucket, so that what is measured there
 * is memory as well; {@link #pageOfTheSame} leaves that out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@State(Scope.Thread)
public class MemoryListBenchmark {
  private static final int PAGE = 1000;

  @Param({"10000", "100000", "1000000"})
  private int blobs;

  private final ConcurrentNavigableMap<String, byte[]> map = new ConcurrentSkipListMap<>();
  private final BlobStore store = MemoryStore.builder().open();
  private final Bucket bucket = store.createBucket("benchmark");
  private Keys keys = new Keys(0);
  private Optional<String> token = Optional.empty();
  private Iterator<Map.Entry<String, byte[]>> rawWalk = map.entrySet().iterator();

  @Setup
  public void fill() {
    keys = new Keys(blobs);
    for (String key : keys.all()) {
      bucket.put(key, Body.empty());
      map.put(key, new byte[0]);
    }
    // Else the collector could do so in the middle of a measurement.
    System.gc();
  }

  @TearDown
  public void close() {
    store.close();
  }

  private ListPage nextPage(ListOptions all) {
    ListPage page = bucket.listPage(token.map(all::continueFrom).orElse(all));
    token = page.nextToken();
    return page;
  }

  private Iterator<Map.Entry<String, byte[]>> nextRawPage() {
    if (!rawWalk.hasNext()) {
      rawWalk = map.entrySet().iterator();
    }
    return rawWalk;
  }

  /** The next page of a walk. */
  @Benchmark
  public ListPage pageInOrder() {
    return nextPage(ListOptions.all());
  }

  @Benchmark
  public void pageInOrderRaw(Blackhole sink) {
    Iterator<Map.Entry<String, byte[]>> at = nextRawPage();
    for (int i = 0; i < PAGE; i++) {
      sink.consume(at.next());
    }
  }

  /** The next page of a walk, and each key and size on it. */
  @Benchmark
  public long pageInOrderRead() {
    long sum = 0;
    for (ListEntry entry : nextPage(ListOptions.all()).entries()) {
      BlobInfo blob = (BlobInfo) entry;
      sum += blob.key().length() + blob.size();
    }
    return sum;
  }

  @Benchmark
  public long pageInOrderReadRaw() {
    long sum = 0;
    Iterator<Map.Entry<String, byte[]>> at = nextRawPage();
    for (int i = 0; i < PAGE; i++) {
      Map.Entry<String, byte[]> entry = at.next();
      sum += entry.getKey().length() + entry.getValue().length;
    }
    return sum;
  }

  @Benchmark
  public ListPage pageAnywhere() {
    return bucket.listPage(ListOptions.all().startAfter(keys.next()));
  }

  @Benchmark
  public void pageAnywhereRaw(Blackhole sink) {
    Iterator<Map.Entry<String, byte[]>> at = map.tailMap(keys.next(), false).entrySet().iterator();
    for (int i = 0; i < PAGE && at.hasNext(); i++) {
      sink.consume(at.next());
    }
  }

  /** The next page of a walk over the same 10,000 blobs, however many others there are. */
  @Benchmark
  public ListPage pageOfTheSame() {
    return nextPage(ListOptions.under("experiments/run-000"));
  }

  /** A page of "folders", each of them with 1,000 blobs in it. */
  @Benchmark
  public ListPage pageOfPrefixes() {
    return bucket.listPage(ListOptions.under("experiments/").delimiter("/"));
  }
}
