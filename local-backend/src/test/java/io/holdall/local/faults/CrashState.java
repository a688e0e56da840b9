package io.holdall.local.faults;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a crash may leave of an {@link Image}.
 *
 * @param files by their names from the root on, directories before what is in them; these have no
 *     content
 */
public record CrashState(Map<String, Optional<byte[]>> files) {
  private static final byte[] NOTHING = {};

  /** Picks the value of each cell that the device has. */
  interface Choice {
    <T> T of(Cell<T> cell);
  }

  static CrashState of(Image image, Choice choice) {
    Map<String, Optional<byte[]>> files = new TreeMap<>();
    collect(image, Image.ROOT, "", choice, files);
    return new CrashState(files);
  }

  private static void collect(
      Image image, int number, String name, Choice choice, Map<String, Optional<byte[]>> files) {
    Image.Node node = image.node(number);
    if (node instanceof Image.File file) {
      files.put(name, Optional.of(content(file, choice)));
      return;
    }
    files.put(name, Optional.empty());
    ((Image.Directory) node)
        .entries()
        .forEach(
            (entry, cell) -> {
              int child = choice.of(cell);
              if (child != Image.NONE) {
                collect(image, child, name + "/" + entry, choice, files);
              }
            });
  }

  private static byte[] content(Image.File file, Choice choice) {
    int size = Math.toIntExact(choice.of(file.size()));
    byte[] content = new byte[size];
    for (int at = 0; at < size; at += Image.SECTOR) {
      byte[] sector = choice.of(file.sectors().get(at / Image.SECTOR));
      System.arraycopy(sector, 0, content, at, Math.min(Image.SECTOR, size - at));
    }
    return content;
  }

  /** Makes the state at a path where there is nothing. */
  public void restore(Path to) throws IOException {
    for (Map.Entry<String, Optional<byte[]>> file : files.entrySet()) {
      Path path = file.getKey().isEmpty() ? to : to.resolve(file.getKey().substring(1));
      if (file.getValue().isEmpty()) {
        Files.createDirectory(path);
      } else {
        Files.write(path, file.getValue().get());
      }
    }
  }

  /** Names the state by its content. */
  public String digest() {
    Hasher hasher = Hashing.murmur3_128().newHasher();
    files.forEach(
        (name, content) ->
            hasher
                .putInt(name.length())
                .putString(name, StandardCharsets.UTF_8)
                .putInt(content.map(bytes -> bytes.length).orElse(-1))
                .putBytes(content.orElse(NOTHING)));
    return hasher.hash().toString();
  }

  /** The names and lengths of the files, and the sectors of each that hold anything. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    files.forEach((name, content) -> content.ifPresent(bytes -> append(text, name, bytes)));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, byte[] bytes) {
    text.append("  %s: %d bytes, sectors ".formatted(name, bytes.length));
    for (int at = 0; at < bytes.length; at += Image.SECTOR) {
      int end = Math.min(bytes.length, at + Image.SECTOR);
      boolean empty = Arrays.equals(bytes, at, end, new byte[end - at], 0, end - at);
      text.append(empty ? '.' : 'x');
    }
    text.append('\n');
  }
}
