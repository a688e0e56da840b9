package io.holdall.local;

import static io.holdall.local.RootException.Reason.FOREIGN_CONTENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/** Tells a root, and the beginnings of one, from a directory that is somebody else's. */
final class RootContent {
  static final String LOG = "log";
  static final String BODIES = "bodies";
  private static final Set<String> OWN_NAMES =
      Set.of(
          RootMarker.NAME,
          RootMarker.TEMPORARY_NAME,
          RootLock.LOCK_NAME,
          RootLock.OWNER_NAME,
          Reserve.NAME,
          LOG,
          BODIES);

  private RootContent() {}

  static boolean hasMarker(Path directory) {
    return Files.exists(directory.resolve(RootMarker.NAME));
  }

  /**
   * Looks without changing anything.
   *
   * @throws RootException if the directory holds anything that neither a root holds nor an
   *     interrupted creation of one leaves
   */
  static void check(Path directory) throws IOException {
    SortedSet<String> names = findForeign(directory, Foreign.REFUSED);
    for (String name : List.of(LOG, BODIES)) {
      if (names.contains(name) && !Files.isDirectory(directory.resolve(name))) {
        throw foreign(directory, name);
      }
    }
    if (!hasMarker(directory)) {
      checkBeginnings(directory, names);
    }
  }

  /** Returns all names. */
  static SortedSet<String> findForeign(Path directory, Foreign foreign) throws IOException {
    SortedSet<String> names = Listing.names(directory);
    for (String name : names) {
      if (!OWN_NAMES.contains(name)) {
        foreign.found(foreign(directory, name));
      }
    }
    return names;
  }

  /** Without a marker there can be no more than the first segment, without a record. */
  private static void checkBeginnings(Path directory, Set<String> names) throws IOException {
    Path first = SegmentFiles.path(directory.resolve(LOG), 1);
    SortedSet<String> segments = Listing.names(directory.resolve(LOG));
    segments.remove(first.getFileName().toString());
    boolean full = Files.exists(first) && Files.size(first) > SegmentHeader.SIZE;
    if (full || !segments.isEmpty() || !Listing.names(directory.resolve(BODIES)).isEmpty()) {
      throw new RootException(
          FOREIGN_CONTENT,
          directory + " cannot be opened: it holds data, and its marker FORMAT is missing.");
    }
    for (String name : names) {
      if (!canBeBeginning(directory.resolve(name), name, Files.exists(first))) {
        throw foreign(directory, name);
      }
    }
  }

  /**
   * Others have files of these names, too; theirs are never written over.
   *
   * @param far whether the creation came as far as the first segment
   */
  private static boolean canBeBeginning(Path path, String name, boolean far) throws IOException {
    try {
      return switch (name) {
        case LOG, BODIES -> true;
        // To open and close it would drop the lock that this process may have on it.
        case RootLock.LOCK_NAME -> isFile(path, 0);
        case RootLock.OWNER_NAME ->
            isFile(path, RootLock.MOST_OWNER)
                && RootLock.isOwner(Files.readString(path, ISO_8859_1));
        // A crash leaves anything in it, but all that comes before it has been forced.
        case RootMarker.TEMPORARY_NAME -> far && isFile(path, RootMarker.LIMIT);
        default -> false;
      };
    } catch (NoSuchFileException e) {
      // Another process goes on with it.
      return true;
    }
  }

  private static boolean isFile(Path path, long most) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return attributes.isRegularFile() && attributes.size() <= most;
  }

  private static RootException foreign(Path directory, String name) {
    return new RootException(
        FOREIGN_CONTENT,
        directory
            + " cannot be the root of a store: it holds "
            + name
            + ", which is not a store's.");
  }
}
