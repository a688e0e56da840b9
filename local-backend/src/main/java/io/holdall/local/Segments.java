package io.holdall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The segments that make up the log of a root, found and checked by their names and headers.
 *
 * @param whole the segments up to the tail, oldest first; never empty
 * @param tail the last of them, examined: the one in which the forced part of the log ends
 * @param successor the segment after the tail if it has a good header; it has no records
 * @param discarded the file of a segment that is not part of the log: its creation was cut short
 */
record Segments(
    List<SegmentHeader> whole,
    LogTail tail,
    @Nullable SegmentHeader successor,
    @Nullable Path discarded) {

  /**
   * Changes nothing.
   *
   * @throws DamageException if a segment is missing, or damaged where no crash could have left it
   *     so
   */
  static Segments find(LocalRoot root) throws IOException {
    return new Finder(root, SegmentFiles.list(root.log())).find();
  }

  /** The oldest segment that is needed. */
  int oldest() {
    return whole.get(0).number();
  }

  /**
   * The sequence from which on the log has all that its records build on. What those before it
   * build on may have been cleaned away, and was appended again before this one.
   */
  long gapsEnd() {
    for (SegmentHeader segment : whole) {
      if (segment.oldest() == oldest()) {
        return segment.firstSequence();
      }
    }
    return Objects.requireNonNull(successor).firstSequence();
  }

  private static final class Finder {
    private final LocalRoot root;
    private final List<Integer> numbers;

    Finder(LocalRoot root, List<Integer> numbers) {
      this.root = root;
      this.numbers = numbers;
    }

    // A segment is created, header and entry forced, before the one before it is sealed, and gets
    // records only after that seal is forced. So a crash leaves the last segment without a good
    // header only behind a segment without a seal; and a seal is proven to be forced only by a
    // record behind it.
    Segments find() throws IOException {
      if (numbers.isEmpty()) {
        throw DamageException.missing(path(1), "the log has no segment at all.");
      }
      int last = numbers.get(numbers.size() - 1);
      SegmentHeader header;
      try {
        header = readHeader(last);
      } catch (DamageException e) {
        return beforeHeadless(last, e);
      }
      if (numbers.size() == 1 || hasRecords(header)) {
        LogTail tail = LogTail.examine(path(last), header);
        if (tail.sealed()) {
          throw DamageException.missing(
              path(last + 1), "the segment before it is sealed, so it was there.");
        }
        return new Segments(downFrom(header, header.oldest()), tail, null, null);
      }
      LogTail tail = examine(last - 1, "the segments after it are there.");
      int oldest = tail.sealed() ? header.oldest() : tail.header().oldest();
      return new Segments(
          downFrom(tail.header(), oldest),
          tail,
          tail.sealed() ? header : null,
          tail.sealed() ? null : path(last));
    }

    private Segments beforeHeadless(int last, DamageException flaw) throws IOException {
      if (numbers.size() == 1) {
        throw flaw;
      }
      LogTail tail = examine(last - 1, "the segments after it are there.");
      if (tail.sealed()) {
        throw flaw;
      }
      return new Segments(downFrom(tail.header(), tail.header().oldest()), tail, null, path(last));
    }

    private LogTail examine(int number, String why) throws IOException {
      if (!numbers.contains(number)) {
        throw DamageException.missing(path(number), why);
      }
      return LogTail.examine(path(number), readHeader(number));
    }

    private boolean hasRecords(SegmentHeader segment) throws IOException {
      try (DataFile file = DataFile.openForReading(path(segment.number()))) {
        return RecordSearch.find(file, segment, SegmentHeader.SIZE, any -> true).isPresent();
      }
    }

    /** This segment and all before it that are needed. */
    private List<SegmentHeader> downFrom(SegmentHeader last, int needed) throws IOException {
      Deque<SegmentHeader> whole = new ArrayDeque<>(List.of(last));
      int oldest = needed;
      for (int number = last.number() - 1; number >= oldest; number--) {
        if (!numbers.contains(number)) {
          throw DamageException.missing(path(number), "the segments after it are there.");
        }
        SegmentHeader header = readHeader(number);
        oldest = Math.max(oldest, header.oldest());
        whole.addFirst(header);
      }
      return List.copyOf(whole);
    }

    private SegmentHeader readHeader(int number) throws IOException {
      Path path = path(number);
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

    private Path path(int number) {
      return SegmentFiles.path(root.log(), number);
    }
  }

  /**
   * Removes what a cleaning has left over, and indexes of segments that are not sealed.
   *
   * @param active the segment that records are appended to
   */
  static void removeLeftovers(LocalRoot root, int oldest, int active) throws IOException {
    boolean removed = false;
    for (int number : SegmentFiles.listIndexes(root.log())) {
      if (number < oldest || number >= active) {
        Files.delete(SegmentFiles.indexPath(root.log(), number));
      }
    }
    for (int number : SegmentFiles.list(root.log())) {
      if (number < oldest) {
        Files.delete(SegmentFiles.path(root.log(), number));
        removed = true;
      }
    }
    if (removed) {
      root.sync().force(root.log());
    }
  }
}
