package io.holdall.benchmarks.disk;

import io.holdall.local.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All ways to keep bytes on a disk that force nothing, the raw one first. */
record Contestants(List<Contestant> all) implements AutoCloseable {
  static Contestants open(Path directory) throws IOException {
    return new Contestants(
        List.of(
            new RawFiles(directory, false),
            new Holdall(directory, Durability.RELAXED),
            new OpenDal(directory),
            new Jclouds(directory),
            new S3Proxy(directory)));
  }

  @Override
  public void close() throws IOException {
    for (Contestant each : all) {
      each.close();
    }
  }
}
