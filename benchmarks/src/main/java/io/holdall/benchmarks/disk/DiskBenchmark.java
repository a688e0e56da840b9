package io.holdall.benchmarks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Measures stores on a disk. The arguments are a directory on that disk; what to measure: {@code
 * relaxed}, {@code durable}, {@code large} or {@code pages}, and a directory for the pictures of
 * the results; or {@code soak} and a number of operations.
 */
public final class DiskBenchmark {
  private DiskBenchmark() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "disk");
    try {
      switch (args[1]) {
        case "relaxed" -> SmallBlobs.relaxed(directory, Path.of(args[2]));
        case "durable" -> SmallBlobs.durable(directory, Path.of(args[2]));
        case "large" -> LargeBlobs.run(directory, Path.of(args[2]));
        case "pages" -> Pages.run(directory, Path.of(args[2]));
        case "soak" -> Soak.run(directory, Long.parseLong(args[2]));
        default -> throw new IllegalArgumentException("nothing is called " + args[1]);
      }
    } finally {
      remove(directory);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
