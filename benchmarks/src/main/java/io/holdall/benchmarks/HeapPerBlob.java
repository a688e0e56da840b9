package io.holdall.benchmarks;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.memory.MemoryStore;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Tells how much heap a blob in memory takes beside its key and its body: what a store of a million
 * of them adds to the heap, less the keys, which are there before, and the arrays of the bodies.
 * The order in which keys come decides how full the nodes of the tree are.
 */
public final class HeapPerBlob {
  private static final int BLOBS = 1_000_000;
  private static final int BODY = 16;

  /** Of an array of {@value #BODY} bytes, header included, as JVMs of 64 bits have it. */
  private static final int ARRAY = 32;

  private HeapPerBlob() {}

  public static void main(String[] args) {
    Keys keys = new Keys(BLOBS);
    List<String> ascending = keys.ascending();
    // Classes are loaded and tables computed before the first look.
    added(List.of("first"));
    System.out.printf(
        "%,d blobs put in random order: %.1f bytes of heap each, beside key and body%n",
        BLOBS, added(keys.all()));
    System.out.printf(
        "%,d blobs put in ascending order: %.1f bytes of heap each, beside key and body%n",
        BLOBS, added(ascending));
  }

  private static double added(List<String> keys) {
    try (BlobStore store = MemoryStore.builder().open()) {
      Bucket bucket = store.createBucket("benchmark");
      long before = used();
      for (String key : keys) {
        bucket.put(key, Body.of(new byte[BODY]));
      }
      return (double) (used() - before) / keys.size() - ARRAY;
    } finally {
      // They were there before, so they must be there after.
      Reference.reachabilityFence(keys);
    }
  }

  /** What is alive, once the collector has settled. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
