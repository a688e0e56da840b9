package io.holdall.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of the segments' files: the number in ten digits, and {@code .seg}; or {@code .idx} for
 * the index.
 */
final class SegmentFiles {
  private static final Pattern NAME = Pattern.compile("([0-9]{10})\\.(seg|idx)");

  private SegmentFiles() {}

  static Path path(Path log, int number) {
    return log.resolve(String.format(Locale.ROOT, "%010d.seg", number));
  }

  static Path indexPath(Path log, int number) {
    return log.resolve(String.format(Locale.ROOT, "%010d.idx", number));
  }

  /** Creates a segment without records, durable on return; a file in its place is emptied first. */
  static void create(Path log, SegmentHeader header, DirectorySync sync) throws IOException {
    try (DataFile file = DataFile.createOrEmpty(path(log, header.number()))) {
      file.write(header.encode(), 0);
      file.force();
    }
    sync.force(log);
  }

  /**
   * Returns the numbers of the segments that there are, rising.
   *
   * @throws RootException if there is anything else than segments and indexes
   */
  static List<Integer> list(Path log) throws IOException {
    return list(log, ".seg", Foreign.REFUSED);
  }

  /** As {@link #list}, though there be something else. */
  static List<Integer> list(Path log, Foreign foreign) throws IOException {
    return list(log, ".seg", foreign);
  }

  /** As {@link #list}, of the indexes. */
  static List<Integer> listIndexes(Path log) throws IOException {
    return list(log, ".idx", Foreign.REFUSED);
  }

  /** As {@link #listIndexes}, though there be something else. */
  static List<Integer> listIndexes(Path log, Foreign foreign) throws IOException {
    return list(log, ".idx", foreign);
  }

  private static List<Integer> list(Path log, String ending, Foreign foreign) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String name : Listing.names(log)) {
      long number = NAME.matcher(name).matches() ? Long.parseLong(name.substring(0, 10)) : 0;
      if (number < 1 || number > Integer.MAX_VALUE) {
        foreign.found(
            new RootException(
                RootException.Reason.FOREIGN_CONTENT,
                log + " holds " + name + ", which is not a segment of the log."));
      } else if (name.endsWith(ending)) {
        numbers.add((int) number);
      }
    }
    return numbers;
  }
}
