package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Brings the log of a root, however its last owner ended, to where it can be appended to, and shows
 * its records on the way. Only what was never proven to be forced is ever cut off; FORMAT.md says
 * exactly what.
 */
final class LogRecovery {
  private final LocalRoot root;
  private final Replay replay;
  private final SegmentUsage usage = new SegmentUsage();
  private long gapsEnd;

  private LogRecovery(LocalRoot root, Replay replay) {
    this.root = root;
    this.replay = replay;
  }

  /**
   * Where to go on appending. All records up to there are durable.
   *
   * @param segment the last segment
   * @param end its length in bytes
   * @param nextSequence the sequence of the next record
   * @param marked whether the log itself proves that all its records are durable
   * @param oldest the number of the oldest segment that is needed
   * @param usage of all segments
   */
  record Recovered(
      SegmentHeader segment,
      int end,
      long nextSequence,
      boolean marked,
      int oldest,
      SegmentUsage usage) {}

  /**
   * @throws DamageException if something is wrong that no crash explains; nothing has been changed
   */
  static Recovered run(LocalRoot root, Replay replay) throws IOException {
    return new LogRecovery(root, replay).run();
  }

  private Recovered run() throws IOException {
    Segments segments = Segments.find(root);
    gapsEnd = segments.gapsEnd();
    List<SegmentHeader> whole = segments.whole();
    LogTail tail = segments.tail();
    long sequence = whole.get(0).firstSequence();
    for (SegmentHeader segment : whole.subList(0, whole.size() - 1)) {
      sequence = replaySealed(segment, sequence);
    }
    Cut cut = replayTail(tail, sequence, whole.size() == 1);
    Recovered recovered = finish(segments, cut);
    Segments.removeLeftovers(root, recovered.oldest(), recovered.segment().number());
    return recovered;
  }

  /** Shows the records of a segment that must be whole, and returns the sequence that follows. */
  private long replaySealed(SegmentHeader segment, long due) throws IOException {
    checkFirst(segment, due);
    try (SealedWalk walk = SealedWalk.open(root.log(), segment)) {
      while (walk.next()) {
        if (!visit(walk.sequence(), walk.type(), walk.payload(), walk.location(), true)) {
          throw lost(path(segment.number()), walk.location().offset() - RecordHeader.SIZE);
        }
      }
      usage.found(
          segment,
          Files.size(path(segment.number())),
          walk instanceof IndexWalk index ? index.length() : 0);
      return walk.last() + 1;
    }
  }

  /**
   * Shows the records of the tail, and returns where it is to end.
   *
   * @param first whether no other segment comes before, and so nothing that needs a proof
   */
  private Cut replayTail(LogTail tail, long due, boolean first) throws IOException {
    Path path = path(tail.header().number());
    checkFirst(tail.header(), due);
    try (DataFile file = DataFile.openForReading(path)) {
      SegmentScanner scanner = new SegmentScanner(file, tail.header());
      long unconfirmed = tail.end();
      boolean marked = first;
      while (scanner.next()) {
        boolean confirmed = scanner.record().sequence() <= tail.confirmed();
        if (!confirmed) {
          unconfirmed = Math.min(unconfirmed, scanner.offset());
        }
        if (!visit(tail.header(), scanner, confirmed)) {
          if (confirmed) {
            throw lost(path, scanner.offset());
          }
          return new Cut(unconfirmed, scanner.offset(), scanner.sequence() - 1, true, false);
        }
        marked =
            scanner.record().type() == RecordHeader.MARK
                && scanner.record().forced() == scanner.record().sequence() - 1;
      }
      return new Cut(unconfirmed, tail.end(), tail.nextSequence(), !tail.sealed(), marked);
    }
  }

  /**
   * How the tail is to be left.
   *
   * @param unconfirmed the offset of the first record that is not proven to be forced, or {@code
   *     end}
   * @param end where the segment is to end
   * @param nextSequence the sequence of the next record
   * @param open whether records can follow in this segment, for it has no seal
   * @param marked whether the last record proves that all before it are durable
   */
  private record Cut(long unconfirmed, long end, long nextSequence, boolean open, boolean marked) {}

  private Recovered finish(Segments segments, Cut cut) throws IOException {
    LogTail tail = segments.tail();
    SegmentHeader successor = segments.successor();
    Path discarded =
        cut.open() && successor != null ? path(successor.number()) : segments.discarded();
    settle(path(tail.header().number()), cut.unconfirmed(), cut.end());
    if (discarded != null) {
      // Only now: a seal that is still there promises that this is there too.
      Files.delete(discarded);
      root.sync().force(root.log());
    }
    if (cut.open()) {
      return recovered(segments, tail.header(), cut.end(), cut.nextSequence(), cut.marked());
    }
    SegmentHeader last = Objects.requireNonNull(successor);
    checkFirst(last, cut.nextSequence());
    settle(path(last.number()), SegmentHeader.SIZE, SegmentHeader.SIZE);
    usage.found(tail.header(), cut.end(), 0);
    return recovered(segments, last, SegmentHeader.SIZE, cut.nextSequence(), false);
  }

  private Recovered recovered(
      Segments segments, SegmentHeader segment, long end, long nextSequence, boolean marked) {
    usage.written(end);
    return new Recovered(
        segment, Math.toIntExact(end), nextSequence, marked, segments.oldest(), usage);
  }

  /**
   * Cuts a segment off at its end, and makes what is not proven to be forced durable; an earlier
   * force of it may have failed.
   */
  private void settle(Path path, long unconfirmed, long end) throws IOException {
    try (DataFile file = DataFile.openForWriting(path)) {
      long size = file.size();
      if (size == end && unconfirmed == end) {
        return;
      }
      file.truncate(end);
      file.writeAgain(unconfirmed, end);
      file.force();
    }
  }

  private boolean visit(SegmentHeader segment, SegmentScanner scanner, boolean confirmed)
      throws IOException {
    RecordHeader record = scanner.record();
    if (record.isOwn()) {
      return true;
    }
    int offset = Math.toIntExact(scanner.offset()) + RecordHeader.SIZE;
    Location location = new Location(segment.number(), offset, record.length());
    return visit(record.sequence(), record.type(), scanner.payload(), location, confirmed);
  }

  private boolean visit(
      long sequence, int type, ByteBuffer payload, Location location, boolean confirmed)
      throws IOException {
    return replay.visit(
        new Replay.Entry(sequence, type, payload, location, confirmed, sequence < gapsEnd));
  }

  private void checkFirst(SegmentHeader segment, long due) throws DamageException {
    if (segment.firstSequence() != due) {
      throw DamageException.at(
          path(segment.number()),
          40,
          "the segment begins with sequence number "
              + segment.firstSequence()
              + " where "
              + due
              + " is due.");
    }
  }

  private static DamageException lost(Path path, long offset) {
    return DamageException.at(path, offset, "what the record refers to is not there whole.");
  }

  private Path path(int number) {
    return SegmentFiles.path(root.log(), number);
  }
}
