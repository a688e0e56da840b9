package io.holdall.benchmarks.disk;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The disk itself: each blob is a file, written beside its name and renamed over it, and if it is
 * to be durable, forced before, with the directory after. No checksums, no metadata.
 */
final class RawFiles implements Contestant {
  private static final int CHUNK = 256 << 10;

  private final Path directory;
  private final boolean durable;
  private final FileChannel directoryChannel;

  RawFiles(Path parent, boolean durable) throws IOException {
    this.directory = Files.createDirectories(parent.resolve("raw"));
    this.durable = durable;
    this.directoryChannel = FileChannel.open(directory, READ);
  }

  @Override
  public String name() {
    return durable ? "raw files, forced" : "raw files";
  }

  private Path temporary(String key) {
    return directory.resolve(key + "." + Thread.currentThread().getId() + ".tmp");
  }

  @Override
  public void put(String key, byte[] body) throws IOException {
    Path temporary = temporary(key);
    try (FileChannel file = FileChannel.open(temporary, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(body);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      publish(file, temporary, key);
    }
  }

  private void publish(FileChannel file, Path temporary, String key) throws IOException {
    if (durable) {
      file.force(true);
    }
    Files.move(temporary, directory.resolve(key), ATOMIC_MOVE, REPLACE_EXISTING);
    if (durable) {
      directoryChannel.force(true);
    }
  }

  /**
   * With the MD5, which a blob store has to compute for the ETag. The older file goes first: a
   * rename over it would make some file systems (ext4 is one) write the new one out at once.
   */
  @Override
  public void put(String key, InputStream body, long length) throws IOException {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    Path temporary = temporary(key);
    byte[] chunk = new byte[CHUNK];
    try (FileChannel file = FileChannel.open(temporary, CREATE, TRUNCATE_EXISTING, WRITE)) {
      for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
        md5.update(chunk, 0, count);
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
      if (md5.digest().length != 16) {
        throw new IllegalStateException("MD5 has 16 bytes");
      }
      Files.deleteIfExists(directory.resolve(key));
      publish(file, temporary, key);
    }
  }

  @Override
  public int get(String key) throws IOException {
    try (FileChannel file = FileChannel.open(directory.resolve(key), READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      int count;
      do {
        count = file.read(bytes);
      } while (count >= 0 && bytes.hasRemaining());
      return bytes.position();
    }
  }

  @Override
  public long read(String key, byte[] buffer) throws IOException {
    long length = 0;
    try (FileChannel file = FileChannel.open(directory.resolve(key), READ)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer);
      for (int count = file.read(bytes); count >= 0; count = file.read(bytes.clear())) {
        length += count;
      }
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    directoryChannel.close();
  }
}
