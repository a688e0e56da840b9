package io.holdall.local;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes the entries of a directory (files created, renamed, deleted) durable, where the file system
 * has a way to ask for that.
 *
 * <p>POSIX systems force a directory as they force a file. Windows and Jimfs cannot open one, and
 * keep their directories consistent in other ways; there, and only there, {@link #force} does
 * nothing. Which of the two it is gets decided once.
 */
final class DirectorySync {
  private final boolean supported;

  private DirectorySync(boolean supported) {
    this.supported = supported;
  }

  /**
   * Finds out whether {@code directory} can be forced, by forcing it.
   *
   * @param file a regular file that can be read; if it cannot be opened either, then it is not for
   *     its being a directory that {@code directory} could not
   */
  static DirectorySync probe(Path directory, Path file) throws IOException {
    ForceChannel channel;
    try {
      channel = new ForceChannel(directory, READ);
    } catch (IOException e) {
      new ForceChannel(file, READ).close();
      return new DirectorySync(false);
    }
    try (channel) {
      channel.force();
    }
    return new DirectorySync(true);
  }

  void force(Path directory) throws IOException {
    if (supported) {
      try (ForceChannel channel = new ForceChannel(directory, READ)) {
        channel.force();
      }
    }
  }
}
