package io.holdall.local;

import static java.nio.file.StandardOpenOption.READ;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of a directory (files created, renamed, deleted) durable, where the file system
 * has a way to ask for that.
 *
 * <p>POSIX systems force a directory as they force a file. Windows and Jimfs cannot open one, and
 * keep their directories consistent in other ways; there {@link #force} does nothing. Which of the
 * two it is must not be found out by trying: what fails once for want of a file descriptor, or of a
 * good sector, would be taken for needless ever after.
 */
final class DirectorySync {
  private final boolean supported;

  private DirectorySync(boolean supported) {
    this.supported = supported;
  }

  /** How it is done in the file system of a path. */
  static DirectorySync of(Path path) {
    return new DirectorySync(path.getFileSystem().supportedFileAttributeViews().contains("posix"));
  }

  /**
   * @throws LogFailedException if that failed: the entries may be lost though they are seen, and no
   *     further force would write them
   * @throws IOException if it could not be tried
   */
  void force(Path directory) throws IOException {
    try (OpenDirectory opened = open(directory)) {
      opened.force();
    }
  }

  /**
   * Opens a directory, so that nothing but a failure of the device can keep it from being forced.
   */
  OpenDirectory open(Path directory) throws IOException {
    return new OpenDirectory(directory, supported ? new ForceChannel(directory, READ) : null);
  }

  /** A directory that can be forced. */
  static final class OpenDirectory implements Closeable {
    private final Path path;
    private final @Nullable ForceChannel channel;

    private OpenDirectory(Path path, @Nullable ForceChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    Path path() {
      return path;
    }

    /**
     * @throws LogFailedException as {@link DirectorySync#force}
     */
    void force() throws LogFailedException {
      try {
        if (channel != null) {
          channel.force();
        }
      } catch (IOException e) {
        throw new LogFailedException(
            path + " could not be forced to its device: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      if (channel != null) {
        channel.close();
      }
    }
  }
}
