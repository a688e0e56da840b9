package io.holdall.benchmarks.disk;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.local.Durability;
import io.holdall.local.LocalStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** This project's. */
final class Holdall implements Contestant {
  private final Durability durability;
  private final BlobStore store;
  private final Bucket bucket;

  Holdall(Path directory, Durability durability) {
    this.durability = durability;
    this.store = LocalStore.builder(directory.resolve("holdall")).durability(durability).open();
    this.bucket = store.createBucket("benchmark");
  }

  @Override
  public String name() {
    return "holdall, " + durability.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void put(String key, byte[] body) {
    bucket.put(key, Body.of(body));
  }

  @Override
  public void put(String key, InputStream body, long length) {
    bucket.put(key, Body.of(body, length));
  }

  @Override
  public int get(String key) {
    return bucket.getBytes(key).length;
  }

  @Override
  public long read(String key, byte[] buffer) throws IOException {
    try (Blob blob = bucket.get(key);
        InputStream in = blob.stream()) {
      return Contestant.drain(in, buffer);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
