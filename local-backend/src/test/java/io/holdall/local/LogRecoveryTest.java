package io.holdall.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an opening makes of the segments that it finds. */
class LogRecoveryTest {
  private static final LogOptions SMALL = LogOptions.DEFAULT.withSegmentSize(256);
  private static final LogOptions RELAXED =
      SMALL.withDurability(Durability.RELAXED).withForceInterval(Duration.ofDays(1));

  @TempDir Path temporary;
  private Path path;
  private Path killed;

  @BeforeEach
  void paths() throws IOException {
    Path directory = Disk.UNIX.directory(temporary);
    path = directory.resolve("root");
    killed = directory.resolve("killed");
  }

  /** Appends until there are so many segments, the last with a record, and returns the texts. */
  private List<String> fill(int segments) throws IOException {
    List<String> texts = new ArrayList<>();
    try (TestLog log = new TestLog(path, SMALL)) {
      Location location;
      do {
        texts.add("text " + texts.size());
        location = log.append(texts.get(texts.size() - 1));
      } while (location.segment() < segments);
      log.killed(killed);
    }
    return texts;
  }

  private Path segment(int number) {
    return SegmentFiles.path(killed.resolve("log"), number);
  }

  private void opensWith(List<String> texts) throws IOException {
    try (TestLog log = new TestLog(killed, SMALL)) {
      assertThat(log.replayedTexts()).isEqualTo(texts);
      log.append("more");
    }
    try (TestLog log = new TestLog(killed, SMALL)) {
      assertThat(log.replayedTexts()).hasSize(texts.size() + 1).endsWith("more");
    }
  }

  private void refuses(String message) {
    assertThatThrownBy(() -> new TestLog(killed, SMALL))
        .isInstanceOf(DamageException.class)
        .hasMessage(message);
  }

  @Test
  void anyMissingSegmentIsNamed() throws IOException {
    for (int missing = 1; missing <= 4; missing++) {
      paths();
      fill(4);
      Files.delete(segment(missing));
      refuses(
          segment(missing)
              + " is missing: "
              + (missing == 4
                  ? "the segment before it is sealed, so it was there."
                  : "the segments after it are there."));
    }
  }

  @Test
  void aLogWithoutSegmentsIsRefused() throws IOException {
    fill(1);
    Files.delete(segment(1));
    refuses(segment(1) + " is missing: the log has no segment at all.");
  }

  @Test
  void aForeignFileInTheLogIsRefused() throws IOException {
    fill(1);
    for (String name : List.of("0000000001.seg.bak", "1.seg", "0000000000.seg", "9999999999.seg")) {
      Path foreign = Files.createFile(killed.resolve("log").resolve(name));
      assertThatThrownBy(() -> new TestLog(killed))
          .isInstanceOf(RootException.class)
          .hasMessage(
              killed.resolve("log") + " holds " + name + ", which is not a segment of the log.");
      Files.delete(foreign);
    }
    Files.createFile(killed.resolve("log").resolve(".nfs0001"));
    opensWith(List.of("text 0"));
  }

  @Test
  void aSegmentOfAnotherRootIsRefused() throws IOException {
    fill(3);
    Path other = path;
    paths();
    fill(3);
    Files.write(segment(2), Files.readAllBytes(SegmentFiles.path(other.resolve("log"), 2)));
    refuses(segment(2) + " is damaged at byte 8: this segment belongs to another root.");
  }

  @Test
  void aSegmentUnderAnotherNumberIsRefused() throws IOException {
    fill(3);
    Files.write(segment(2), Files.readAllBytes(segment(1)));
    refuses(segment(2) + " is damaged at byte 32: this is segment 1.");
  }

  @Test
  void aSegmentOfAnotherTimeIsRefused() throws IOException {
    fill(3);
    byte[] third = Files.readAllBytes(segment(3));
    SegmentHeader header;
    try (DataFile file = DataFile.openForReading(segment(3))) {
      header = SegmentHeader.read(file);
    }
    SegmentHeader later =
        new SegmentHeader(header.root(), header.salt(), 3, 1, header.firstSequence() + 1);
    ByteBuffer.wrap(third).put(later.encode());
    Files.write(segment(3), Arrays.copyOf(third, SegmentHeader.SIZE));
    refuses(
        segment(3)
            + " is damaged at byte 40: the segment begins with sequence number "
            + later.firstSequence()
            + " where "
            + header.firstSequence()
            + " is due.");
  }

  @Test
  void aRecordThatIsNotDueIsRefused() throws IOException {
    fill(1);
    byte[] whole = Files.readAllBytes(segment(1));
    SegmentHeader header;
    long due;
    try (DataFile file = DataFile.openForReading(segment(1))) {
      header = SegmentHeader.read(file);
      SegmentScanner scanner = new SegmentScanner(file, header);
      while (scanner.next()) {
        // To the end.
      }
      due = scanner.sequence();
    }
    int checksum = Checksums.crc32c();
    for (RecordHeader wrong :
        List.of(
            RecordHeader.of(TestLog.TYPE, 0, due + 1, due - 1, checksum),
            RecordHeader.of(TestLog.TYPE, 0, due, due, checksum))) {
      ByteBuffer longer = ByteBuffer.allocate(whole.length + RecordHeader.SIZE).put(whole);
      wrong.encode(longer, header.salt(), whole.length);
      Files.write(segment(1), longer.array());
      refuses(
          segment(1)
              + " is damaged at byte "
              + whole.length
              + ": the record has the sequence number "
              + wrong.sequence()
              + " where "
              + due
              + " is due.");
    }
  }

  @Test
  void anyChangeOfASealedSegmentIsRefused() throws IOException {
    fill(2);
    byte[] whole = Files.readAllBytes(segment(1));
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(segment(1), flipped);
      assertThatThrownBy(() -> new TestLog(killed, SMALL))
          .isInstanceOf(DamageException.class)
          .message()
          .startsWith(segment(1) + " is damaged at byte ");
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(segment(1), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> new TestLog(killed, SMALL)).isInstanceOf(DamageException.class);
    }
    Files.write(segment(1), Arrays.copyOf(whole, whole.length + 1));
    refuses(
        segment(1)
            + " is damaged at byte "
            + whole.length
            + ": something follows the seal of the segment.");
  }

  /**
   * A write failed half-way and was cut off, then the segment was sealed; the crash kept the seal,
   * and the length of before.
   */
  @Test
  void whatAFailedWriteLeftBehindASealIsCutOff() throws IOException {
    Path copy = temporary.resolve("behind a seal");
    long sealed;
    try (TestLog log = new TestLog(temporary.resolve("with a seal"))) {
      log.append("one");
      log.log.retire(1);
      sealed = Files.size(log.segment(1));
      log.killed(copy);
    }
    Path segment = SegmentFiles.path(copy.resolve("log"), 1);
    byte[] whole = Files.readAllBytes(segment);
    byte[] longer = Arrays.copyOf(whole, whole.length + 1000);
    Arrays.fill(longer, whole.length + 100, longer.length, (byte) 'x');
    Files.write(segment, longer);
    for (int i = 0; i < 2; i++) {
      try (TestLog log = new TestLog(copy)) {
        assertThat(log.replayedTexts()).startsWith("one").hasSize(1 + i);
        log.append("two");
      }
    }
    assertThat(segment).hasSize(sealed);
  }

  /** A new segment comes before the seal of the last; the crash was between the two. */
  @Test
  void whatIsLeftOfASegmentWhoseCreationWasCutShortIsRemoved() throws IOException {
    List<String> texts = fill(1);
    SegmentHeader header;
    try (DataFile file = DataFile.openForReading(segment(1))) {
      header = SegmentHeader.read(file);
    }
    byte[] created = header.next(1, texts.size() + 2).encode().array();
    for (int length = 0; length <= created.length; length++) {
      for (byte[] left :
          List.of(Arrays.copyOf(created, length), new byte[length], new byte[length + 4096])) {
        Files.write(segment(2), left);
        try (TestLog log = new TestLog(killed, SMALL)) {
          assertThat(log.replayedTexts()).isEqualTo(texts);
          assertThat(segment(2)).doesNotExist();
        }
      }
    }
    Files.write(segment(2), created);
    opensWith(texts);
  }

  @Test
  void aHeaderThatIsDamagedBehindASealIsRefused() throws IOException {
    fill(2);
    byte[] whole = Files.readAllBytes(segment(2));
    for (int i = 0; i < SegmentHeader.SIZE; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(segment(2), flipped);
      assertThatThrownBy(() -> new TestLog(killed, SMALL))
          .isInstanceOf(DamageException.class)
          .message()
          .startsWith(segment(2) + " is damaged at byte ");
    }
  }

  /** The crash came before the seal and the last records of the first segment were forced. */
  @Test
  void anUnsealedSegmentBeforeAnEmptyOneIsTheTail() throws IOException {
    List<String> texts = fill(2);
    byte[] first = Files.readAllBytes(segment(1));
    Files.write(segment(2), Arrays.copyOf(Files.readAllBytes(segment(2)), SegmentHeader.SIZE));
    Files.write(segment(1), Arrays.copyOf(first, first.length - 1));
    opensWith(texts.subList(0, texts.size() - 1));
  }

  @Test
  void aSealedSegmentBeforeAnEmptyOneIsWhole() throws IOException {
    List<String> texts = fill(2);
    byte[] second = Files.readAllBytes(segment(2));
    for (int extra : List.of(0, 5, 100)) {
      Files.write(
          segment(2),
          Arrays.copyOf(Arrays.copyOf(second, SegmentHeader.SIZE), SegmentHeader.SIZE + extra));
      try (TestLog log = new TestLog(killed, SMALL)) {
        assertThat(log.replayedTexts()).isEqualTo(texts.subList(0, texts.size() - 1));
        assertThat(log.segment(2)).hasSize(SegmentHeader.SIZE + RecordHeader.SIZE);
      }
    }
    opensWith(texts.subList(0, texts.size() - 1));
  }

  /** As a cleaning leaves it that was cut short: it removes the oldest segments, in order. */
  @Test
  void segmentsBelowTheOldestNeededAreRemoved() throws IOException {
    List<String> texts = fill(4);
    long kept;
    try (TestLog log = new TestLog(killed, SMALL)) {
      kept = log.replayed.stream().filter(seen -> seen.location().segment() >= 3).count();
    }
    byte[] fourth = Files.readAllBytes(segment(4));
    SegmentHeader header;
    try (DataFile file = DataFile.openForReading(segment(4))) {
      header = SegmentHeader.read(file);
    }
    SegmentHeader cleaned =
        new SegmentHeader(header.root(), header.salt(), 4, 3, header.firstSequence());
    ByteBuffer.wrap(fourth).put(cleaned.encode());
    Files.write(segment(4), fourth);
    Files.delete(segment(1));
    try (TestLog log = new TestLog(killed, SMALL)) {
      assertThat(log.replayedTexts())
          .isEqualTo(texts.subList(texts.size() - (int) kept, texts.size()));
      assertThat(segment(2)).doesNotExist();
    }
    Files.delete(segment(3));
    refuses(segment(3) + " is missing: the segments after it are there.");
  }

  @Test
  void theLogEndsBeforeAnUnconfirmedRecordWhoseBodyIsLost() throws IOException {
    try (TestLog log = new TestLog(path, RELAXED)) {
      log.append("one");
      log.log.force();
      log.append("two");
      log.append("three");
      log.append("four");
      log.killed(killed);
    }
    Replay lost = entry -> entry.payload().remaining() != "three".length() || entry.confirmed();
    try (TestLog log = new TestLog(killed, SMALL, () -> {}, lost)) {
      assertThat(log.replayedTexts()).containsExactly("one", "two", "three");
    }
    opensWith(List.of("one", "two"));
  }

  /** The crash came while the segment was being sealed: it is there, and was not forced. */
  @Test
  void theLogEndsBeforeAnUnconfirmedRecordThoughASealFollows() throws IOException {
    try (TestLog log = new TestLog(path, RELAXED)) {
      Location location;
      do {
        location = log.append("text");
      } while (location.segment() == 1);
      log.killed(killed);
    }
    Files.write(segment(2), Arrays.copyOf(Files.readAllBytes(segment(2)), SegmentHeader.SIZE));
    try (TestLog log =
        new TestLog(killed, SMALL, () -> {}, entry -> entry.sequence() != 3 || entry.confirmed())) {
      assertThat(log.replayed).hasSize(3);
      assertThat(segment(2)).doesNotExist();
    }
    opensWith(List.of("text", "text"));
  }

  @Test
  void aConfirmedRecordWhoseBodyIsLostIsDamage() throws IOException {
    fill(2);
    assertThatThrownBy(() -> new TestLog(killed, SMALL, () -> {}, entry -> false))
        .isInstanceOf(DamageException.class)
        .hasMessage(
            segment(1) + " is damaged at byte 64: what the record refers to is not there whole.");
  }

  @Test
  void aRecordOfAnUnknownVersionIsNeverCutOff() throws IOException {
    fill(1);
    SegmentHeader header;
    try (DataFile file = DataFile.openForReading(segment(1))) {
      header = SegmentHeader.read(file);
    }
    int end = (int) Files.size(segment(1));
    for (RecordHeader unknown :
        List.of(
            new RecordHeader(2, 1, 0, 2, 1, 0),
            new RecordHeader(1, 0xF2, 0, 2, 1, 0),
            new RecordHeader(1, 1, -1, 2, 1, 0),
            new RecordHeader(1, 1, RecordHeader.MAX_LENGTH + 1, 2, 1, 0),
            new RecordHeader(1, 1, 0, 3, 1, 0),
            new RecordHeader(1, 1, 0, 2, 2, 0))) {
      ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.SIZE);
      unknown.encode(bytes, header.salt(), end);
      byte[] whole = Files.readAllBytes(segment(1));
      Files.write(segment(1), bytes.array(), StandardOpenOption.APPEND);
      assertThatThrownBy(() -> new TestLog(killed, SMALL))
          .isInstanceOf(DamageException.class)
          .message()
          .startsWith(segment(1) + " is damaged at byte " + end + ": ");
      Files.write(segment(1), whole);
    }
  }

  @Test
  void headersAreReadAsTheyWereWritten() {
    RecordHeader record = RecordHeader.of(200, 12345, 1L << 40, (1L << 40) - 3, 0xCAFEBABE);
    ByteBuffer bytes = ByteBuffer.allocate(100).position(9);
    record.encode(bytes, 42, 77);
    assertThat(bytes.position()).isEqualTo(9 + RecordHeader.SIZE);
    assertThat(RecordHeader.decode(bytes, 9, 42, 77)).isEqualTo(record);
    assertThat(RecordHeader.decode(bytes, 9, 43, 77)).isNull();
    assertThat(RecordHeader.decode(bytes, 9, 42, 78)).isNull();
    assertThat(SegmentHeader.first(UUID.randomUUID()).next(1, 9).number()).isEqualTo(2);
  }

  /** A seal may be cut off with a record before it, and the segment after it goes too. */
  @Test
  void anOpeningThatCutsOffASealMayEndAnywhere() throws IOException {
    List<String> texts = new ArrayList<>();
    try (TestLog log = new TestLog(path, RELAXED)) {
      while (log.append("text " + texts.size()).segment() == 1) {
        texts.add("text " + texts.size());
      }
      log.killed(killed);
    }
    Files.write(segment(2), Arrays.copyOf(Files.readAllBytes(segment(2)), SegmentHeader.SIZE));
    int last = texts.size() - 1;
    Faults faults = new Faults();
    FaultyFileSystem disk = new FaultyFileSystem(killed.getFileSystem(), faults);
    boolean opened = false;
    for (int operations = 0; !opened; operations++) {
      Path copy = Disk.copy(killed, killed.resolveSibling("copy" + operations));
      faults.endAfter(operations);
      try {
        openWithout(disk.wrap(copy), texts.get(last)).close();
        opened = true;
      } catch (IOException e) {
        assertThat(faults.hasEnded()).as(e.getMessage()).isTrue();
      } finally {
        faults.restart();
      }
      try (TestLog log = openWithout(copy, texts.get(last))) {
        assertThat(log.replayedTexts()).startsWith(texts.subList(0, last).toArray(String[]::new));
        log.append("more");
      }
    }
  }

  /** Its body may be one that is not forced with those before. */
  @Test
  void whatIsAppendedWhileBodiesAreForcedIsNotConfirmedThereby() throws IOException {
    TestLog[] current = new TestLog[1];
    SegmentedLog.Before bodies =
        () -> {
          if (current[0] != null) {
            TestLog log = current[0];
            current[0] = null;
            log.append("late");
          }
        };
    LogOptions seldom = LogOptions.DEFAULT.withDurability(Durability.RELAXED);
    try (TestLog log =
        new TestLog(path, seldom.withForceInterval(Duration.ofDays(1)), bodies, entry -> true)) {
      current[0] = log;
      log.append("one");
      log.log.force();
      log.append("next");
      log.killed(killed);
    }
    try (TestLog log = new TestLog(killed)) {
      assertThat(log.replayed)
          .extracting(TestLog.Seen::text, TestLog.Seen::confirmed)
          .containsExactly(tuple("one", true), tuple("late", false), tuple("next", false));
    }
  }

  private static TestLog openWithout(Path root, String text) throws IOException {
    ByteBuffer lost = ByteBuffer.wrap(text.getBytes(UTF_8));
    return new TestLog(root, SMALL, () -> {}, entry -> !entry.payload().equals(lost));
  }
}
