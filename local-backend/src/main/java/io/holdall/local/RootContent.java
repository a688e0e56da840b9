package io.holdall.local;

import static io.holdall.local.RootException.Reason.FOREIGN_CONTENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    for (String name : names) {
      if (!canBeBeginning(directory.resolve(name), name)) {
        throw foreign(directory, name);
      }
    }
    Path first = SegmentFiles.path(directory.resolve(LOG), 1);
    SortedSet<String> segments = Listing.names(directory.resolve(LOG));
    segments.remove(first.getFileName().toString());
    boolean full = Files.exists(first) && Files.size(first) > SegmentHeader.SIZE;
    if (full || !segments.isEmpty() || !Listing.names(directory.resolve(BODIES)).isEmpty()) {
      throw new RootException(
          FOREIGN_CONTENT,
          directory + " cannot be opened: it holds data, and its marker FORMAT is missing.");
    }
  }

  /** Others have files of these names, too; theirs are never written over. */
  private static boolean canBeBeginning(Path path, String name) throws IOException {
    if (name.equals(LOG) || name.equals(BODIES)) {
      return true;
    }
    if (!Files.isRegularFile(path) || name.equals(Reserve.NAME)) {
      return false;
    }
    if (name.equals(RootLock.LOCK_NAME)) {
      // To open and close it would drop the lock that this process may have on it.
      return Files.size(path) == 0;
    }
    String text;
    try (InputStream in = Files.newInputStream(path)) {
      text = new String(in.readNBytes(RootMarker.LIMIT), ISO_8859_1);
    } catch (NoSuchFileException e) {
      // Another process goes on with it.
      return true;
    }
    return name.equals(RootMarker.TEMPORARY_NAME)
        ? RootMarker.isBeginning(text)
        : RootLock.isOwner(text);
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
