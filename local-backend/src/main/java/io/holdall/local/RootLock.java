package io.holdall.local;

import static io.holdall.local.RootException.Reason.IN_USE;
import static io.holdall.local.RootException.Reason.NO_ACCESS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.common.io.Closer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** Holds the number of the process that has the root, or was killed when it had. */
  static final String OWNER_NAME = "owner";

  /** How long that is at most. */
  static final int MOST_OWNER = 18;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1," + MOST_OWNER + "}");

  /** The locked files, in the order in which they were locked. */
  private final List<FileChannel> held;

  private final boolean reading;

  private RootLock(List<FileChannel> held, boolean reading) {
    this.held = held;
    this.reading = reading;
  }

  /**
   * @param root an existing directory
   * @throws RootException if it is held already, or cannot be locked
   */
  static RootLock acquire(Path root) throws IOException {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      RootLock lock = acquire(root, self, false);
      boolean held = false;
      try {
        writeOwner(root, self);
        held = true;
        return lock;
      } finally {
        if (!held) {
          lock.close();
        }
      }
    } catch (RootException | AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      throw new RootException(NO_ACCESS, root + " cannot be locked: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps owners out, as far as that goes without a change of the root: it may come to holding
   * nothing.
   *
   * @param root an existing directory
   * @throws RootException if it has an owner
   */
  static RootLock acquireForReading(Path root) throws IOException {
    try {
      return acquire(root, Long.toString(ProcessHandle.current().pid()), true);
    } catch (RootException e) {
      throw e;
    } catch (IOException e) {
      return new RootLock(List.of(), true);
    }
  }

  /** Whether owners are kept out. */
  boolean isHeld() {
    return !held.isEmpty();
  }

  private static RootLock acquire(Path root, String self, boolean reading) throws IOException {
    FileChannel owner = lock(root.resolve(OWNER_NAME), root, self, reading);
    FileChannel lock = null;
    try {
      lock = lock(root.resolve(LOCK_NAME), root, self, reading);
      return new RootLock(List.of(owner, lock), reading);
    } finally {
      if (lock == null) {
        owner.close();
      }
    }
  }

  private static FileChannel lock(Path file, Path root, String self, boolean reading)
      throws IOException {
    FileChannel channel =
        reading ? FileChannel.open(file, READ) : FileChannel.open(file, CREATE, READ, WRITE);
    boolean held = false;
    try {
      // Not the first bytes, which Windows would keep from being read.
      held = channel.tryLock(Long.MAX_VALUE - 1, 1, reading) != null;
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

  /**
   * Only a courtesy: a root on a full disk, which has no room for it, can be opened and emptied.
   */
  private static void writeOwner(Path root, String self) throws IOException {
    Path owner = root.resolve(OWNER_NAME);
    try {
      Files.writeString(owner, self, US_ASCII);
    } catch (IOException e) {
      // It is empty then, and the next one is told of "another process".
      if (!Failures.isFull(FullDiskException.orElse(e, owner, 0))) {
        throw e;
      }
    }
  }

  /** Or whoever only reads the root next, and writes no number, would be taken for this one. */
  private void clearOwner() {
    try {
      held.get(0).truncate(0);
    } catch (IOException e) {
      // It is a courtesy too.
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
            + (isAlive(pid) ? "process " + pid : "another process")
            + "; a root has one owner at a time.");
  }

  /** Whether this can be in the file; a crash may have left zeros there. */
  static boolean isOwner(String text) {
    String written = text.replace("\0", "");
    return written.isEmpty() || NUMBER.matcher(written).matches();
  }

  /** Who has been killed has left its number, and is not the one who has the root now. */
  private static boolean isAlive(String pid) {
    return NUMBER.matcher(pid).matches() && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  /** Closing again does nothing. */
  @Override
  public void close() throws IOException {
    if (!reading && held.get(0).isOpen()) {
      clearOwner();
    }
    // The last one first, and all of them, though one cannot be closed.
    try (Closer closer = Closer.create()) {
      held.forEach(closer::register);
    }
  }
}
