package io.holdall.benchmarks;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.memory.MemoryStore;
import java.lang.ref.Reference;

/**
 * Tells how much heap a blob in memory takes beside its key and its body: what a store of a million
 * of them adds to the heap, less the keys, which are made before, and the body arrays.
 */
public final class HeapPerBlob {
  private static final int BLOBS = 1_000_000;
  private static final int BODY = 16;

  /** Of an array of {@value #BODY} bytes, header included. */
  private static final int ARRAY = 32;

  private HeapPerBlob() {}

  public static void main(String[] args) {
    Keys keys = new Keys(BLOBS);
    BlobStore store = MemoryStore.builder().open();
    Bucket bucket = store.createBucket("benchmark");
    // Classes are loaded and tables computed before the first look.
    bucket.put("first", Body.of(new byte[BODY]));
    try {
      long before = used();
      for (String key : keys.all()) {
        bucket.put(key, Body.of(new byte[BODY]));
      }
      long after = used();
      System.out.printf(
          "%,d blobs: %.1f bytes of heap each, beside key and body%n",
          BLOBS, (double) (after - before) / BLOBS - ARRAY);
    } finally {
      Reference.reachabilityFence(keys);
      store.close();
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
