package io.holdall.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory that is gone when it is closed. */
public final class Scratch implements AutoCloseable {
  private final Path directory;

  /**
   * Makes the directory.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  public Scratch() {
    try {
      directory = Files.createTempDirectory("holdall-tck-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path in the directory; the file is not made. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /**
   * Deletes the directory with all that is in it.
   *
   * @throws UncheckedIOException if something cannot be deleted
   */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
