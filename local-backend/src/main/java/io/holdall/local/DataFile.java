package io.holdall.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read, written and forced at positions, and stays open when a thread that uses it
 * is interrupted.
 *
 * <p>A {@link FileChannel} is closed for everybody as soon as one thread is interrupted in it; for
 * a store shared by many threads that would make one cancelled task fail its neighbours. Here the
 * operation is done again on a fresh channel, and the thread keeps its interrupt flag. Every
 * operation names its position, so that doing it again changes nothing.
 *
 * <p>Thread-safe; concurrent writes must not overlap.
 */
final class DataFile implements Closeable {
  private static final int WRITE_AGAIN = 256 << 10;
  private static final Set<OpenOption> READING = Set.of(READ);
  private static final Set<OpenOption> WRITING = Set.of(READ, WRITE);

  private final Path path;
  private final Set<OpenOption> reopening;
  private final @Nullable ForceChannel forcing;
  private final @Nullable UnreadableBlocks unreadable;
  private volatile FileChannel channel;
  private boolean closed;

  private DataFile(Path path, Set<OpenOption> opening, Set<OpenOption> reopening)
      throws IOException {
    this(path, opening, reopening, null);
  }

  private DataFile(
      Path path,
      Set<OpenOption> opening,
      Set<OpenOption> reopening,
      @Nullable UnreadableBlocks unreadable)
      throws IOException {
    this.path = path;
    this.unreadable = unreadable;
    this.reopening = reopening;
    this.channel = open(path, opening);
    try {
      this.forcing = reopening.contains(WRITE) ? new ForceChannel(path, WRITE) : null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel open(Path path, Set<OpenOption> options) throws IOException {
    try {
      return FileChannel.open(path, options);
    } catch (FileAlreadyExistsException | NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      throw options.contains(WRITE) ? FullDiskException.orElse(e, path, 0) : e;
    }
  }

  static DataFile openForReading(Path path) throws IOException {
    return new DataFile(path, READING, READING);
  }

  /** Opens the file so that what the disk does not give out is zeros, and remembered there. */
  static DataFile openForSurvey(Path path, UnreadableBlocks unreadable) throws IOException {
    return new DataFile(path, READING, READING, unreadable);
  }

  static DataFile openForWriting(Path path) throws IOException {
    return new DataFile(path, WRITING, WRITING);
  }

  /** Creates the file, which must not exist. */
  static DataFile create(Path path) throws IOException {
    return new DataFile(path, Set.of(READ, WRITE, CREATE_NEW), WRITING);
  }

  /** Creates the file, or opens the one that is there. */
  static DataFile createOrKeep(Path path) throws IOException {
    return new DataFile(path, Set.of(READ, WRITE, CREATE), WRITING);
  }

  /** Creates the file, or empties the one that is there. */
  static DataFile createOrEmpty(Path path) throws IOException {
    return new DataFile(path, Set.of(READ, WRITE, CREATE, TRUNCATE_EXISTING), WRITING);
  }

  Path path() {
    return path;
  }

  long size() throws IOException {
    return steadily(FileChannel::size);
  }

  /** Reads until {@code dst} is full or the file ends, and returns how many bytes it read. */
  int read(ByteBuffer dst, long position) throws IOException {
    int start = dst.position();
    return steadily(
        current -> {
          dst.position(start);
          try {
            while (dst.hasRemaining()) {
              if (current.read(dst, position + (dst.position() - start)) < 0) {
                break;
              }
            }
            return dst.position() - start;
          } catch (IOException e) {
            if (unreadable == null || e instanceof ClosedChannelException) {
              throw e;
            }
            return unreadable.read(current, path, dst.position(start), position);
          }
        });
  }

  /**
   * Writes all that remains in {@code src}. After a failure any part of it may have been written.
   */
  void write(ByteBuffer src, long position) throws IOException {
    int start = src.position();
    steadily(
        current -> {
          src.position(start);
          try {
            while (src.hasRemaining()) {
              current.write(src, position + (src.position() - start));
            }
          } catch (IOException e) {
            throw FullDiskException.orElse(e, path, src.remaining());
          }
          return src;
        });
  }

  /**
   * Writes what is there once more, in place. Where a force has failed, the system may show bytes
   * that the device does not have and that no further force would write.
   */
  void writeAgain(long from, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(WRITE_AGAIN, end - from));
    for (long position = from; position < end; position += bytes.limit()) {
      bytes.clear().limit((int) Math.min(bytes.capacity(), end - position));
      if (read(bytes, position) < bytes.limit()) {
        throw DamageException.at(path, position, "the file became shorter while it was read.");
      }
      write(bytes.flip(), position);
    }
  }

  void truncate(long size) throws IOException {
    steadily(current -> current.truncate(size));
  }

  /** As {@link ForceChannel#force()}; only for a file that was opened for writing. */
  void force() throws IOException {
    if (forcing == null) {
      throw new IllegalStateException(path + " is open for reading only");
    }
    forcing.force();
  }

  private <T> T steadily(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel current = channel;
        try {
          return operation.on(current);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
          reopen(current);
        } catch (ClosedChannelException e) {
          // Another thread was interrupted in this channel.
          reopen(current);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(FileChannel broken) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (channel.equals(broken)) {
      channel = FileChannel.open(path, reopening);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try {
      channel.close();
    } finally {
      if (forcing != null) {
        forcing.close();
      }
    }
  }

  private interface Operation<T> {
    T on(FileChannel channel) throws IOException;
  }
}
