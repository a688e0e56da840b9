package io.holdall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments that make up the log of a root, found and checked by their names and headers.
 *
 * @param whole the segments with a good header, oldest first; never empty
 * @param headless the file after them whose header is not good: the last one, and never the only
 * @param flaw what is wrong with its header
 */
record Segments(
    List<SegmentHeader> whole, @Nullable Path headless, @Nullable DamageException flaw) {

  /**
   * Removes what a cleaning has left over, and changes nothing else.
   *
   * @throws DamageException if a segment is missing, or its header is damaged where no crash could
   *     have left it so
   */
  static Segments find(LocalRoot root) throws IOException {
    Path log = root.log();
    List<Integer> numbers = SegmentFiles.list(log);
    if (numbers.isEmpty()) {
      throw DamageException.missing(SegmentFiles.path(log, 1), "the log has no segment at all.");
    }
    Deque<SegmentHeader> whole = new ArrayDeque<>();
    Path headless = null;
    DamageException flaw = null;
    int oldest = 1;
    int due = numbers.get(numbers.size() - 1);
    int i = numbers.size() - 1;
    for (; i >= 0 && numbers.get(i) >= oldest; i--, due--) {
      if (numbers.get(i) != due) {
        break;
      }
      Path path = SegmentFiles.path(log, due);
      try {
        SegmentHeader header = readHeader(path, due, root);
        oldest = Math.max(oldest, header.oldest());
        whole.addFirst(header);
      } catch (DamageException e) {
        if (i < numbers.size() - 1 || i == 0) {
          throw e;
        }
        headless = path;
        flaw = e;
      }
    }
    if (due >= oldest) {
      throw DamageException.missing(
          SegmentFiles.path(log, due), "the segments after it are there.");
    }
    removeBelow(oldest, numbers, root);
    return new Segments(List.copyOf(whole), headless, flaw);
  }

  private static SegmentHeader readHeader(Path path, int number, LocalRoot root)
      throws IOException {
    try (DataFile file = DataFile.openForReading(path)) {
      SegmentHeader header = SegmentHeader.read(file);
      if (!header.root().equals(root.id())) {
        throw DamageException.at(path, 8, "this segment belongs to another root.");
      }
      if (header.number() != number) {
        throw DamageException.at(path, 32, "this is segment " + header.number() + ".");
      }
      return header;
    }
  }

  private static void removeBelow(int oldest, List<Integer> numbers, LocalRoot root)
      throws IOException {
    for (int number : numbers) {
      if (number < oldest) {
        Files.delete(SegmentFiles.path(root.log(), number));
      }
    }
    if (numbers.get(0) < oldest) {
      root.sync().force(root.log());
    }
  }

  SegmentHeader last() {
    return whole.get(whole.size() - 1);
  }
}
