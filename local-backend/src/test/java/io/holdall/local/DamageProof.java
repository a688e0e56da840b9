package io.holdall.local;

import static io.holdall.ErrorCode.CORRUPT;
import static io.holdall.ErrorCode.INVALID_ARGUMENT;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Damages every file of a store that was closed: changes each byte, cuts the file off anywhere,
 * takes it away. The store must refuse to open and say what is wrong, or show all that it held,
 * with the one exception that what cannot be read is said to be corrupt.
 */
final class DamageProof {
  /** Of the stores in which all can be read, one in so many is cleaned. */
  private static final int CLEANED = 8;

  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private final Path root = disk.getPath("/root");
  private final Map<Path, byte[]> files = new TreeMap<>();

  /** What the store held after each change, the last one first. */
  private final List<Shown> held = new ArrayList<>();

  private int refused;
  private int opened;

  DamageProof(List<Step> history) throws IOException {
    try (OpenStore open = OpenStore.open(root, Durability.DURABLE)) {
      for (Step step : history) {
        step.action().on(open.store);
        open.workAll();
      }
    }
    history.forEach(step -> held.add(0, step.after().shown()));
    held.add(Model.EMPTY.shown());
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!CrashProof.UNPROVEN.contains(file.getFileName().toString())) {
          files.put(file, Files.readAllBytes(file));
        }
      }
    }
  }

  int refused() {
    return refused;
  }

  int opened() {
    return opened;
  }

  /** Changes one bit of each byte, another one from byte to byte. */
  void changeEachByte() throws IOException {
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      for (int i = 0; i < file.getValue().length; i++) {
        byte[] changed = file.getValue().clone();
        changed[i] ^= (byte) (1 << (i % 8));
        check(file.getKey(), changed, "byte " + i + " changed", held.subList(0, 1));
      }
    }
  }

  /**
   * Leaves only the beginning of each file, of any length. Where a log ends is known from the log
   * alone, so a shorter one may show what the store held before.
   */
  void cutEachFile() throws IOException {
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      for (int length = 0; length < file.getValue().length; length++) {
        check(file.getKey(), Arrays.copyOf(file.getValue(), length), "cut to " + length, held);
      }
    }
  }

  void removeEachFile() throws IOException {
    for (Path file : files.keySet()) {
      check(file, null, "removed", held.subList(0, 1));
    }
  }

  /** Puts a file that is nobody's into each directory. */
  void addForeignFiles() throws IOException {
    restore();
    List<Path> directories;
    try (Stream<Path> all = Files.walk(root)) {
      directories = all.filter(Files::isDirectory).toList();
    }
    for (Path directory : directories) {
      Path foreign = Files.writeString(directory.resolve("thesis.txt"), "mine");
      try (OpenStore open = OpenStore.open(root, Durability.DURABLE)) {
        throw new AssertionError(foreign + " was taken for one of " + Shown.by(open.store));
      } catch (BlobStoreException e) {
        refused++;
        Sentences.check(e, INVALID_ARGUMENT);
        if (!e.getMessage().contains("thesis.txt") || !Files.readString(foreign).equals("mine")) {
          throw new AssertionError(foreign + ": " + e.getMessage(), e);
        }
      }
      Files.delete(foreign);
    }
  }

  private void check(Path file, byte @Nullable [] content, String damage, List<Shown> permitted)
      throws IOException {
    restore();
    if (content == null) {
      Files.delete(file);
    } else {
      Files.write(file, content);
    }
    try {
      OpenStore open = open(file);
      if (open == null) {
        refused++;
      } else {
        opened++;
        use(open, permitted);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(file + " " + damage + ": " + e.getMessage(), e);
    }
  }

  /** Null if the store is refused, in a sentence. */
  private @Nullable OpenStore open(Path damaged) {
    try {
      return OpenStore.open(root, Durability.DURABLE);
    } catch (BlobStoreException e) {
      if (damaged.getFileName().toString().endsWith(".idx")) {
        throw new AssertionError("what can be made again was missed", e);
      }
      // A directory without the marker of a store is somebody else's, and so is a newer one's.
      boolean marker = damaged.endsWith(RootMarker.NAME);
      Sentences.check(e, CORRUPT, marker ? INVALID_ARGUMENT : CORRUPT);
      return null;
    }
  }

  /** Reads all; and if not all could be read, has the log cleaned, and reads all again. */
  private void use(OpenStore first, List<Shown> permitted) {
    Shown own = Model.EMPTY.shown();
    try (first) {
      if (!checkReadable(first.store, own, permitted) && opened % CLEANED > 0) {
        return;
      }
      own = churn(first);
      checkReadable(first.store, own, permitted);
    }
    try (OpenStore again = OpenStore.open(root, Durability.DURABLE)) {
      checkReadable(again.store, own, permitted);
    }
  }

  /** Returns whether something could not be read. */
  private static boolean checkReadable(BlobStore store, Shown own, List<Shown> permitted) {
    Shown found = Shown.readable(store);
    if (permitted.stream().noneMatch(it -> found.isReadablePartOf(it.with(own)))) {
      throw new AssertionError("found " + found + "\nwhere there was " + permitted);
    }
    return found.isCorrupt();
  }

  /** Replaces a blob until the log has been cleaned, and returns what shows of that. */
  private static Shown churn(OpenStore open) {
    if (!open.store.bucketExists("own")) {
      open.store.createBucket("own");
    }
    for (int i = 0; i < 10; i++) {
      open.store.bucket("own").put("hot", Body.of(new byte[250]));
      open.workAll();
    }
    return Shown.readable(open.store).in("own");
  }

  /** A store that was opened may have cut off its mark, and written another. */
  private void restore() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!files.containsKey(file)) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }
}
