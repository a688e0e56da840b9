package io.holdall.local;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The file systems that the tests run on: the machine's own, and Jimfs as three others. */
enum Disk {
  REAL,
  UNIX,
  OSX,
  WINDOWS;

  /**
   * Returns a path at which there is nothing yet.
   *
   * @param temporary an existing directory of the machine, for {@link #REAL}
   */
  Path root(Path temporary) throws IOException {
    return directory(temporary).resolve("root");
  }

  /** Returns a new, empty directory. */
  Path directory(Path temporary) throws IOException {
    return switch (this) {
      case REAL -> Files.createTempDirectory(temporary, "disk");
      case UNIX -> directory(Jimfs.newFileSystem(Configuration.unix()));
      case OSX -> directory(Jimfs.newFileSystem(Configuration.osX()));
      case WINDOWS -> directory(Jimfs.newFileSystem(Configuration.windows()));
    };
  }

  private static Path directory(FileSystem fileSystem) throws IOException {
    return Files.createDirectory(fileSystem.getPath("disk").toAbsolutePath());
  }

  /**
   * Copies a directory with all that is in it, as it is at the moment, to one that is not there.
   */
  static Path copy(Path directory, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(directory.relativize(file).toString()));
      }
    }
    return to;
  }
}
