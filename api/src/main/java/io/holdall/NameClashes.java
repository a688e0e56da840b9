package io.holdall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds paths that the file system of a directory cannot tell apart, though {@link Path} can:
 * whether case or the form of accents counts is a property of a volume, and no method tells it. So
 * it is tried, with the names in question, and only where there are such.
 */
final class NameClashes {
  private final Path directory;
  private final Map<String, List<Path>> files = new HashMap<>();

  /**
   * @param directory below which all paths lie; need not exist
   */
  NameClashes(Path directory) {
    this.directory = directory;
  }

  /** Adds the path of a file that is to be. */
  void add(Path file) {
    files.computeIfAbsent(folded(file), folded -> new ArrayList<>()).add(file);
  }

  /** The file added before that a path leads to as well. */
  Optional<Path> fileAt(Path path) throws IOException {
    for (Path file : files.getOrDefault(folded(path), List.of())) {
      if (areSame(path, file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The same for all that any file system takes for the same. */
  private static String folded(Path path) {
    String upper =
        Normalizer.normalize(path.toString(), Normalizer.Form.NFD).toUpperCase(Locale.ROOT);
    return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
  }

  private boolean areSame(Path one, Path other) throws IOException {
    if (one.equals(other)) {
      return true;
    }
    Path names = directory.relativize(one);
    Path others = directory.relativize(other);
    if (names.getNameCount() != others.getNameCount()) {
      return false;
    }
    Path probe = Files.createTempDirectory(existing(), ".holdall-");
    try {
      for (int i = 0; i < names.getNameCount(); i++) {
        if (!areSameNames(probe, names.getName(i), others.getName(i))) {
          return false;
        }
      }
      return true;
    } finally {
      Files.delete(probe);
    }
  }

  private static boolean areSameNames(Path probe, Path one, Path other) throws IOException {
    Path file = Files.createFile(probe.resolve(one));
    try {
      return Files.exists(probe.resolve(other));
    } finally {
      Files.delete(file);
    }
  }

  /** The directory, or what there is of it. */
  private Path existing() {
    Path there = directory.toAbsolutePath();
    while (!Files.isDirectory(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
