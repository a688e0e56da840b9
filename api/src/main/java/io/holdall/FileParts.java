package io.holdall;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Measures files and opens them somewhere in the middle. */
final class FileParts {
  private FileParts() {}

  /**
   * The size of a regular file; others have none that says how much can be read. Nor have the
   * regular files of {@code /proc} and {@code /sys}, which say 0.
   */
  static long size(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      NoSuchFileException saying =
          new NoSuchFileException(file.toString(), null, "there is no such file");
      saying.initCause(e);
      throw saying;
    }
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
    if (attributes.size() > 0 || !hasBytes(file)) {
      return attributes.size();
    }
    // It may have been written to just now.
    long size = Files.size(file);
    if (size == 0) {
      throw new FileSystemException(
          file.toString(), null, "it has bytes, but says that it has none: open it as a stream");
    }
    return size;
  }

  private static boolean hasBytes(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return channel.read(ByteBuffer.allocate(1)) > 0;
    }
  }

  static InputStream open(Path file, long offset) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      channel.position(offset);
      return Channels.newInputStream(channel);
    } catch (IOException e) {
      try {
        channel.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }
}
