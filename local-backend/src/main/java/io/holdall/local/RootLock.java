package io.holdall.local;

import static io.holdall.local.RootException.Reason.IN_USE;
import static io.holdall.local.RootException.Reason.NO_ACCESS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The hold of one store on its root: nobody else, in this process or in another, opens the root
 * until {@link #close()} or the death of the process. The operating system keeps it, therefore no
 * death leaves it behind.
 *
 * <p>It takes two locks. POSIX drops the lock on a file as soon as <em>any</em> descriptor of that
 * file is closed in the process that holds it, so an attempt from within the process, refused and
 * closed again, would let the next process in. Therefore the file {@code owner} is locked first,
 * and an attempt from within the process fails there, where Java itself knows of the lock; the file
 * {@code lock} is then opened by nobody but the owner, and its lock keeps other processes out.
 *
 * <p>Jimfs, which lives within one process, only pretends to lock.
 */
final class RootLock implements Closeable {
  static final String LOCK_NAME = "lock";

  /** Holds the number of the process that has the root, or had it last. */
  static final String OWNER_NAME = "owner";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

  private final FileChannel owner;
  private final FileChannel lock;

  private RootLock(FileChannel owner, FileChannel lock) {
    this.owner = owner;
    this.lock = lock;
  }

  /**
   * @param root an existing directory
   * @throws RootException if it is held already, or cannot be locked
   */
  static RootLock acquire(Path root) throws IOException {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      FileChannel owner = lock(root.resolve(OWNER_NAME), root, self);
      FileChannel lock = null;
      boolean held = false;
      try {
        lock = lock(root.resolve(LOCK_NAME), root, self);
        Files.writeString(root.resolve(OWNER_NAME), self, US_ASCII);
        held = true;
        return new RootLock(owner, lock);
      } finally {
        if (!held) {
          owner.close();
          if (lock != null) {
            lock.close();
          }
        }
      }
    } catch (RootException | AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      throw new RootException(NO_ACCESS, root + " cannot be locked: " + e.getMessage(), e);
    }
  }

  private static FileChannel lock(Path file, Path root, String self) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    boolean held = false;
    try {
      // Not the first bytes, which Windows would keep from being read.
      held = channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
      if (!held) {
        throw inUse(root, readOwner(root));
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw inUse(root, self);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static String readOwner(Path root) throws IOException {
    return new String(Files.readAllBytes(root.resolve(OWNER_NAME)), US_ASCII);
  }

  /**
   * @param pid the number of a process, if the owner came to write it
   */
  private static RootException inUse(Path root, String pid) {
    return new RootException(
        IN_USE,
        root
            + " is in use by "
            + (NUMBER.matcher(pid).matches() ? "process " + pid : "another process")
            + "; a root has one owner at a time.");
  }

  /** Closing again does nothing. */
  @Override
  public void close() throws IOException {
    try {
      lock.close();
    } finally {
      owner.close();
    }
  }
}
