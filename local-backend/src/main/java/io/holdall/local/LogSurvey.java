package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that can be read of a log, whatever its state, and says what is wrong with it. Changes
 * nothing. Used once.
 */
final class LogSurvey {
  private final Path log;
  private final @Nullable UUID root;
  private final Replay replay;
  private final Findings findings;

  /** Whether something was left out, so that what follows may build on what is not known. */
  private boolean holes;

  /** The last record that has been forced with all that it refers to. */
  private long confirmed = Long.MAX_VALUE;

  private long gapsEnd;
  private long due;

  /**
   * @param root the id that all segments should bear; null if that is not known
   * @param replay is shown all good records, and throws {@link DamageException} at those that make
   *     no sense
   */
  LogSurvey(Path log, @Nullable UUID root, Replay replay, Findings findings) {
    this.log = log;
    this.root = root;
    this.replay = replay;
    this.findings = findings;
  }

  void run() throws IOException {
    List<SegmentHeader> segments = headers(SegmentFiles.list(log, findings::foreign));
    if (segments.isEmpty()) {
      findings.damage(log + " has no segment that can be read.");
      return;
    }
    int oldest = segments.stream().mapToInt(SegmentHeader::oldest).max().orElseThrow();
    segments.removeIf(segment -> segment.number() < oldest);
    gapsEnd =
        segments.stream()
            .filter(segment -> segment.oldest() == oldest)
            .mapToLong(SegmentHeader::firstSequence)
            .min()
            .orElseThrow();
    int number = oldest;
    int tail = tail(segments);
    for (SegmentHeader segment : segments) {
      for (; number < segment.number(); number++) {
        findings.damage(
            SegmentFiles.path(log, number) + " is missing, or has no header that can be read.");
        holes = true;
      }
      number++;
      survey(segment, segment.number() >= tail);
    }
  }

  /** The number of the segment in which the log may end without a seal. */
  private int tail(List<SegmentHeader> segments) throws IOException {
    int last = segments.get(segments.size() - 1).number();
    boolean empty = Files.size(SegmentFiles.path(log, last)) <= SegmentHeader.SIZE;
    return empty ? last - 1 : last;
  }

  private List<SegmentHeader> headers(List<Integer> numbers) throws IOException {
    List<SegmentHeader> headers = new ArrayList<>();
    for (int number : numbers) {
      try {
        SegmentHeader header = SealedWalk.header(log, number);
        if (header.number() != number || (root != null && !header.root().equals(root))) {
          throw DamageException.at(
              SegmentFiles.path(log, number), 8, "this is another segment, or another root's.");
        }
        headers.add(header);
      } catch (DamageException e) {
        boolean last = number == numbers.get(numbers.size() - 1) && numbers.size() > 1;
        if (last && !isSealed(headers)) {
          findings.note(SegmentFiles.path(log, number) + " was being created: it has no header.");
        } else {
          findings.damage(e.getMessage());
        }
      } catch (IOException e) {
        findings.unreadable(SegmentFiles.path(log, number), e);
      }
    }
    return headers;
  }

  private boolean isSealed(List<SegmentHeader> headers) {
    if (headers.isEmpty()) {
      return true;
    }
    SegmentHeader last = headers.get(headers.size() - 1);
    try {
      return LogTail.examine(SegmentFiles.path(log, last.number()), last).sealed();
    } catch (IOException e) {
      return true;
    }
  }

  private void survey(SegmentHeader segment, boolean tail) {
    Path path = SegmentFiles.path(log, segment.number());
    holes |= due != 0 && due != segment.firstSequence();
    try (DataFile file = DataFile.openForSurvey(path, findings.unreadable())) {
      findings.segment(file.size());
      boolean known = !tail && showIndexed(segment);
      confirmed = tail ? confirmed(path, segment) : Long.MAX_VALUE;
      OptionalLong from = OptionalLong.of(SegmentHeader.SIZE);
      long sequence = segment.firstSequence();
      while (from.isPresent()) {
        SegmentScanner scanner = new SegmentScanner(file, segment, from.getAsLong(), sequence);
        String flaw = scan(segment, scanner, tail, !known);
        due = known ? due : scanner.sequence();
        if (flaw == null) {
          return;
        }
        long after = scanner.end() + 1;
        if (tail
            && !findings.unreadable().has(path)
            && RecordSearch.find(file, segment, after, it -> it.forced() >= due).isEmpty()) {
          findings.note(flaw + " A crash leaves this; it is cut off when the store is opened.");
          return;
        }
        findings.damage(flaw);
        holes |= !known;
        from = RecordSearch.find(file, segment, after, any -> true);
        sequence = from.isPresent() ? sequenceAt(file, segment, from.getAsLong()) : sequence;
      }
    } catch (IOException e) {
      findings.unreadable(path, e);
      holes = true;
    }
  }

  /** Up to which record nothing is the trace of a crash, if the rest of the segment is whole. */
  private static long confirmed(Path path, SegmentHeader segment) {
    try {
      return LogTail.examine(path, segment).confirmed();
    } catch (IOException e) {
      // Opening is refused, and so nothing is cut off.
      return Long.MAX_VALUE;
    }
  }

  /**
   * Shows all that a segment says by its index, which has it too; false if there is none that is
   * good. So damage takes bytes of bodies only, and what was deleted there stays deleted.
   */
  private boolean showIndexed(SegmentHeader segment) {
    try (IndexWalk index = IndexWalk.open(log, segment)) {
      if (index == null) {
        return false;
      }
      while (index.next()) {
        show(index.sequence(), index.type(), index.payload(), index.location());
      }
      due = index.last() + 1;
      return true;
    } catch (IOException e) {
      // The segment says all, some of it once more.
      holes = true;
      return false;
    }
  }

  private static long sequenceAt(DataFile file, SegmentHeader segment, long at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.SIZE);
    file.read(bytes, at);
    return Objects.requireNonNull(RecordHeader.decode(bytes.flip(), 0, segment.salt(), at))
        .sequence();
  }

  /** Reads the records up to the first flaw, and returns a sentence that says what that is. */
  private @Nullable String scan(
      SegmentHeader segment, SegmentScanner scanner, boolean tail, boolean shows)
      throws IOException {
    Path path = SegmentFiles.path(log, segment.number());
    boolean sealed = false;
    try {
      while (scanner.next()) {
        RecordHeader record = scanner.record();
        sealed = record.type() == RecordHeader.SEAL;
        if (shows && !record.isOwn()) {
          int offset = Math.toIntExact(scanner.offset()) + RecordHeader.SIZE;
          Location location = new Location(segment.number(), offset, record.length());
          if (!show(record.sequence(), record.type(), scanner.payload(), location)) {
            findings.note(
                "%s: the record at byte %s refers to a body that is not there. A crash leaves this;"
                        .formatted(path, scanner.offset())
                    + " the log is cut off there when the store is opened.");
            return null;
          }
        }
      }
    } catch (DamageException e) {
      return e.getMessage();
    }
    String flaw = scanner.flaw();
    if (flaw == null && !sealed && !tail) {
      flaw = "the file ends before the segment's seal.";
    }
    return flaw == null ? null : DamageException.at(path, scanner.end(), flaw).getMessage();
  }

  /** False if the log ends before the record. */
  private boolean show(long sequence, int type, ByteBuffer payload, Location location)
      throws IOException {
    findings.record();
    boolean gaps = holes || sequence < gapsEnd;
    try {
      return replay.visit(
          new Replay.Entry(sequence, type, payload, location, sequence <= confirmed, gaps));
    } catch (DamageException e) {
      findings.damage(e.getMessage());
      holes = true;
      return true;
    }
  }
}
