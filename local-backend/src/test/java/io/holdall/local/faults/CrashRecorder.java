package io.holdall.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a program has forced, and makes the states that a crash of the machine may leave.
 * For programs with one thread.
 */
public final class CrashRecorder implements Faults.Rule {
  private static final int SECTOR = 512;

  private final Path root;
  private final Runnable beforeEachChange;

  /** The contents of the files when they were forced last. */
  private final Map<Path, byte[]> contents = new HashMap<>();

  /** What the directories held when they were forced last. */
  private final Map<Path, Set<String>> entries = new HashMap<>();

  /** What is being forced, and has been when the next operation comes. */
  private @Nullable Path forcing;

  /**
   * What a crash leaves of that which was not forced. What was removed is gone in each of them but
   * the last two.
   */
  public enum Loss {
    /** Everything is there: only the process ended. */
    NOTHING,
    /** What was not forced is not there. */
    EVERYTHING,
    /** Nor is what was removed, unless that was forced, gone. */
    EVERYTHING_AND_REMOVALS,
    /** Anything between, by sectors. */
    RANDOM
  }

  /**
   * Takes all that is there as forced.
   *
   * @param root a directory, as the file system under the faulty one has it
   * @param beforeEachChange may ask for states
   */
  public CrashRecorder(Path root, Runnable beforeEachChange) throws IOException {
    this.root = root;
    this.beforeEachChange = beforeEachChange;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        force(file);
      }
    }
  }

  private void force(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      entries.put(path, names(path));
    } else if (Files.exists(path)) {
      contents.put(path, Files.readAllBytes(path));
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public void before(Operation operation, Path path) throws IOException {
    settle();
    if (operation.changes()) {
      beforeEachChange.run();
    }
    if (operation == Operation.FORCE) {
      forcing = path;
    }
  }

  private void settle() throws IOException {
    if (forcing != null) {
      force(forcing);
      forcing = null;
    }
  }

  /** Makes a state, at a path where there is nothing. */
  public Path state(Path to, Loss loss, Random random) throws IOException {
    settle();
    copy(root, to, loss, random);
    return to;
  }

  private void copy(Path from, Path to, Loss loss, Random random) throws IOException {
    Files.createDirectory(to);
    Set<String> forced = entries.getOrDefault(from, Set.of());
    Set<String> present = Files.exists(from) ? names(from) : Set.of();
    Set<String> all = new TreeSet<>(forced);
    all.addAll(present);
    for (String name : all) {
      boolean kept =
          switch (loss) {
            case NOTHING -> present.contains(name);
            case EVERYTHING -> present.contains(name) && forced.contains(name);
            case EVERYTHING_AND_REMOVALS -> forced.contains(name);
            case RANDOM ->
                (present.contains(name) && forced.contains(name)) || random.nextBoolean();
          };
      Path source = from.resolve(name);
      if (kept && (Files.isDirectory(source) || entries.containsKey(source))) {
        copy(source, to.resolve(name), loss, random);
      } else if (kept) {
        Files.write(to.resolve(name), content(source, loss, random));
      }
    }
  }

  private byte[] content(Path file, Loss loss, Random random) throws IOException {
    byte[] forced = contents.getOrDefault(file, new byte[0]);
    if (!Files.exists(file)) {
      return forced;
    }
    byte[] present = Files.readAllBytes(file);
    return switch (loss) {
      case NOTHING -> present;
      case EVERYTHING, EVERYTHING_AND_REMOVALS -> forced;
      case RANDOM -> torn(forced, present, random);
    };
  }

  /** The forced bytes, and of the others some sectors, up to some length. */
  private static byte[] torn(byte[] forced, byte[] present, Random random) {
    if (present.length <= forced.length) {
      return random.nextBoolean() ? forced : present;
    }
    int length = forced.length + random.nextInt(present.length - forced.length + 1);
    byte[] torn = Arrays.copyOf(present, length);
    for (int start = forced.length; start < length; ) {
      int end = Math.min(length, (start / SECTOR + 1) * SECTOR);
      if (random.nextInt(3) == 0) {
        Arrays.fill(torn, start, end, (byte) 0);
      }
      start = end;
    }
    return torn;
  }
}
