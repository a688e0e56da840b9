package io.holdall.s3;

import io.holdall.BlobStore;
import io.holdall.local.Durability;
import io.holdall.local.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A store on disk, in a directory of its own that goes with it. */
record DiskStore(BlobStore store, Path directory) implements AutoCloseable {
  static DiskStore create() throws IOException {
    Path directory = Files.createTempDirectory("holdall-s3-");
    return new DiskStore(
        LocalStore.builder(directory).durability(Durability.RELAXED).open(), directory);
  }

  @Override
  public void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> inward = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inward) {
        Files.delete(file);
      }
    }
  }
}
