package io.holdall.examples;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.local.LocalStore;
import io.holdall.memory.MemoryStore;
import io.holdall.s3.S3Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/** The ways to open a store: one string, or a builder of the backend. */
final class Opening {
  private Opening() {}

  static BlobStore byUrl(String url) {
    return BlobStores.open(url);
  }

  static BlobStore inMemory(Clock clock) {
    return MemoryStore.builder().clock(clock).open();
  }

  static BlobStore onDisk(Path directory) {
    return LocalStore.builder(directory).open();
  }

  static BlobStore onS3(URI endpoint) {
    return S3Store.builder().region("eu-west-1").endpoint(endpoint).pathStyle(true).open();
  }
}
