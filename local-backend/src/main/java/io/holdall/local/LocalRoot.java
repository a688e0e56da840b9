package io.holdall.local;

import static io.holdall.local.RootException.Reason.NOT_A_DIRECTORY;
import static io.holdall.local.RootException.Reason.NO_ACCESS;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one store, held by one owner.
 *
 * <pre>
 *   FORMAT   the marker: the format's version and the id of this root
 *   lock     locked by the owner; empty
 *   owner    who the owner is
 *   reserve  room for removals on a full disk
 *   log/     the segments of the log
 *   bodies/  large bodies, each in a file of its own
 * </pre>
 *
 * <p>A root is created whole or not at all: the marker comes last, after the directories and the
 * first segment are durable, so a root with a marker and without one of them has been damaged. What
 * an interrupted creation left is recognised and taken up again. A directory with other content is
 * refused and stays as it was; names that begin with a dot are passed over, because operating
 * systems and network file systems put such files anywhere.
 */
final class LocalRoot implements Closeable {
  private final Path directory;
  private final UUID id;
  private final DirectorySync sync;
  private final RootLock lock;

  private LocalRoot(Path directory, UUID id, DirectorySync sync, RootLock lock) {
    this.directory = directory;
    this.id = id;
    this.sync = sync;
    this.lock = lock;
  }

  /**
   * Opens the root at {@code path}, or creates it if there is nothing or an empty directory.
   *
   * @throws RootException if {@code path} cannot be a root, or is held by another owner
   * @throws DamageException if it is a root and something it must have is missing or damaged
   */
  static LocalRoot open(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    try {
      Path existing = createDirectories(absolute);
      Path directory = absolute.toRealPath();
      RootContent.check(directory);
      RootLock lock = RootLock.acquire(directory);
      LocalRoot root = null;
      try {
        root = openLocked(directory, absolute, existing, lock);
        return root;
      } finally {
        if (root == null) {
          lock.close();
        }
      }
    } catch (AccessDeniedException e) {
      throw new RootException(
          NO_ACCESS, absolute + " cannot be opened: no permission for " + e.getFile() + ".", e);
    }
  }

  /**
   * Opens a root to look into it, whatever its state: nothing is changed, created or removed.
   *
   * @throws RootException if there is no root, or it is held by another owner
   */
  static LocalRoot openAsItIs(Path path) throws IOException {
    Path directory = path.toAbsolutePath();
    Path log = directory.resolve(RootContent.LOG);
    // Many a directory has a log; one without the marker must have segments there.
    if (!Files.isDirectory(log)
        || (!RootContent.hasMarker(directory)
            && SegmentFiles.list(log, Foreign.IGNORED).isEmpty())) {
      throw new RootException(NOT_A_DIRECTORY, directory + " is not a store: it has no log.");
    }
    RootLock lock = RootLock.acquireForReading(directory);
    return new LocalRoot(directory, new UUID(0, 0), DirectorySync.of(directory), lock);
  }

  private static LocalRoot openLocked(Path directory, Path absolute, Path existing, RootLock lock)
      throws IOException {
    DirectorySync sync = DirectorySync.of(directory);
    Path log = directory.resolve(RootContent.LOG);
    Path bodies = directory.resolve(RootContent.BODIES);
    UUID id;
    if (RootContent.hasMarker(directory)) {
      id = RootMarker.read(directory);
      for (Path part : List.of(log, bodies)) {
        if (!Files.isDirectory(part)) {
          throw DamageException.missing(part, "every root has this directory.");
        }
      }
      Files.deleteIfExists(directory.resolve(RootMarker.TEMPORARY_NAME));
      // Whoever created the root may have ended before this.
      sync.force(directory);
    } else {
      // Another process may have filled the directory before this one had the lock.
      RootContent.check(directory);
      id = UUID.randomUUID();
      forceParents(absolute, existing, sync);
      Files.createDirectories(log);
      Files.createDirectories(bodies);
      SegmentFiles.create(log, SegmentHeader.first(id), sync);
      sync.force(directory);
      RootMarker.create(directory, id, sync);
    }
    return new LocalRoot(directory, id, sync, lock);
  }

  /** Creates the directory and those above it, and returns the nearest that existed before. */
  private static Path createDirectories(Path directory) throws IOException {
    Path existing = nearestExisting(directory);
    if (existing == null) {
      throw new RootException(
          NOT_A_DIRECTORY,
          directory + " cannot be created: there is no " + directory.getRoot() + ".");
    }
    if (!Files.isDirectory(existing)) {
      throw new RootException(
          NOT_A_DIRECTORY,
          directory
              + " cannot be the root of a store: "
              + (existing.equals(directory) ? "it" : existing)
              + " is not a directory.");
    }
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new RootException(
          NOT_A_DIRECTORY, directory + " cannot be created: " + e.getFile() + " is in the way.", e);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      throw new RootException(NO_ACCESS, directory + " cannot be created: " + e.getMessage(), e);
    }
    return existing;
  }

  /** An absolute path, or the nearest above it, at which there is something; null if nowhere. */
  static @Nullable Path nearestExisting(Path path) {
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static void forceParents(Path directory, Path existing, DirectorySync sync)
      throws IOException {
    Path below = directory;
    do {
      Path parent = below.getParent();
      // One may make entries in a directory that one may not read, but not force it.
      if (parent == null || !Files.isReadable(parent)) {
        return;
      }
      sync.force(parent);
      below = parent;
    } while (!below.equals(existing) && below.startsWith(existing));
  }

  /** Whether no other owner can come; not always so of a root that was opened as it is. */
  boolean isLocked() {
    return lock.isHeld();
  }

  Path directory() {
    return directory;
  }

  /** Drawn at random when the root was created; every segment of its log bears it. */
  UUID id() {
    return id;
  }

  Path log() {
    return directory.resolve(RootContent.LOG);
  }

  Path bodies() {
    return directory.resolve(RootContent.BODIES);
  }

  DirectorySync sync() {
    return sync;
  }

  /** Gives the root free for the next owner. Closing again does nothing. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
