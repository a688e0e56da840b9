package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a log shows after its last bytes were lost, or any of its bytes was changed. */
class LogCrashTest {
  private static final LogOptions RELAXED =
      LogOptions.DEFAULT.withDurability(Durability.RELAXED).withForceInterval(Duration.ofDays(1));
  private static final List<String> TEXTS = List.of("one", "", "the third is longer", "HR", "five");

  @TempDir Path temporary;

  /** Every byte where that is quick; some on a real disk, which forces each time. */
  private static int step(Disk disk) {
    return disk == Disk.REAL ? 13 : 1;
  }

  /** A root whose process was killed after it had appended the texts, and where each one ends. */
  private record Killed(Path path, List<Integer> ends) {}

  private Killed killed(Disk disk, LogOptions options) throws IOException {
    Path path = disk.directory(temporary);
    List<Integer> ends = new ArrayList<>();
    try (TestLog log = new TestLog(path.resolve("root"), options)) {
      for (String text : TEXTS) {
        Location location = log.append(text);
        ends.add(location.offset() + location.length());
      }
      log.killed(path.resolve("killed"));
    }
    return new Killed(path.resolve("killed"), ends);
  }

  private static Path segment(Path root) {
    return SegmentFiles.path(root.resolve("log"), 1);
  }

  /** Opens the log, looks at what it has, appends, and looks again. */
  private static void opensWith(Path root, List<String> texts) throws IOException {
    try (TestLog log = new TestLog(root)) {
      assertThat(log.replayedTexts()).isEqualTo(texts);
      assertThat(log.read(log.append("more"))).isEqualTo("more");
    }
    try (TestLog log = new TestLog(root)) {
      List<String> more = new ArrayList<>(texts);
      more.add("more");
      assertThat(log.replayedTexts()).isEqualTo(more);
      for (TestLog.Seen seen : log.replayed) {
        assertThat(log.read(seen.location())).isEqualTo(seen.text());
      }
    }
  }

  /** Writes other bytes into a copy of a root's only segment. */
  private static Path with(Path root, byte[] segment, String name) throws IOException {
    Path copy = Disk.copy(root, root.resolveSibling(name));
    Files.write(segment(copy), segment);
    return copy;
  }

  @ParameterizedTest
  @EnumSource
  void aLogCutAnywhereInItsLastRecordKeepsTheOthers(Disk disk) throws IOException {
    Killed killed = killed(disk, LogOptions.DEFAULT);
    byte[] whole = Files.readAllBytes(segment(killed.path));
    assertThat(whole).hasSize(killed.ends.get(4));
    for (int length = killed.ends.get(3); length < whole.length; length += step(disk)) {
      opensWith(
          with(killed.path, Arrays.copyOf(whole, length), "cut" + length), TEXTS.subList(0, 4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLogCutAnywhereKeepsThePrefix(Disk disk) throws IOException {
    for (LogOptions options : List.of(LogOptions.DEFAULT, RELAXED)) {
      Killed killed = killed(disk, options);
      byte[] whole = Files.readAllBytes(segment(killed.path));
      for (int length = SegmentHeader.SIZE; length <= whole.length; length += step(disk)) {
        int limit = length;
        long kept = killed.ends.stream().filter(end -> end <= limit).count();
        opensWith(
            with(killed.path, Arrays.copyOf(whole, length), "cut" + length),
            TEXTS.subList(0, (int) kept));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void zerosInPlaceOfTheLastBytesAreCutToo(Disk disk) throws IOException {
    Killed killed = killed(disk, RELAXED);
    byte[] whole = Files.readAllBytes(segment(killed.path));
    for (int length = SegmentHeader.SIZE; length < whole.length; length += step(disk)) {
      int limit = length;
      // A record of which only zeros are missing is whole.
      long kept = killed.ends.stream().filter(end -> zero(whole, limit, end)).count();
      byte[] zeroed = Arrays.copyOf(Arrays.copyOf(whole, length), whole.length + 1000);
      opensWith(with(killed.path, zeroed, "zero" + length), TEXTS.subList(0, (int) kept));
    }
  }

  private static boolean zero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource
  void anyChangedByteOfAClosedLogIsRefusedOrHarmless(Disk disk) throws IOException {
    Path path = disk.directory(temporary);
    try (TestLog log = new TestLog(path.resolve("root"))) {
      for (String text : TEXTS) {
        log.append(text);
      }
    }
    byte[] whole = Files.readAllBytes(segment(path.resolve("root")));
    int mark = whole.length - RecordHeader.SIZE;
    for (int i = 0; i < whole.length; i += step(disk)) {
      Path flipped = with(path.resolve("root"), flip(whole, i), "flip" + i);
      if (i < mark) {
        refuses(flipped, flip(whole, i));
      } else {
        opensWith(flipped, TEXTS);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyChangedByteOfAKilledLogIsRefusedButInWhatNoLaterRecordConfirms(Disk disk)
      throws IOException {
    Killed killed = killed(disk, LogOptions.DEFAULT);
    byte[] whole = Files.readAllBytes(segment(killed.path));
    for (int i = 0; i < whole.length; i += step(disk)) {
      Path flipped = with(killed.path, flip(whole, i), "flip" + i);
      if (i < killed.ends.get(3)) {
        refuses(flipped, flip(whole, i));
      } else {
        opensWith(flipped, TEXTS.subList(0, 4));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHoleBeforeRecordsThatWereNeverForcedIsATornTail(Disk disk) throws IOException {
    Killed killed = killed(disk, RELAXED);
    byte[] whole = Files.readAllBytes(segment(killed.path));
    for (int i = SegmentHeader.SIZE; i < whole.length; i += step(disk)) {
      int at = i;
      long kept = killed.ends.stream().filter(end -> end <= at).count();
      opensWith(with(killed.path, flip(whole, i), "hole" + i), TEXTS.subList(0, (int) kept));
    }
  }

  private static byte[] flip(byte[] bytes, int index) {
    byte[] flipped = bytes.clone();
    flipped[index] ^= 0x10;
    return flipped;
  }

  /** The error names the file and a place in it, and the file stays as it is. */
  private static void refuses(Path root, byte[] segment) throws IOException {
    assertThatThrownBy(() -> new TestLog(root))
        .isInstanceOf(DamageException.class)
        .message()
        .startsWith(segment(root).toRealPath() + " is damaged at byte ")
        .matches("(?s).* at byte [0-9]+: .*[.]");
    assertThat(Files.readAllBytes(segment(root))).isEqualTo(segment);
  }

  @ParameterizedTest
  @EnumSource
  void aPayloadThatLooksLikeALaterRecordIsNotTakenForOne(Disk disk) throws IOException {
    Path path = disk.directory(temporary);
    byte[] other;
    try (TestLog log = new TestLog(path.resolve("other"))) {
      for (int i = 0; i < 20; i++) {
        log.append("text " + i);
      }
      other = Files.readAllBytes(log.segment(1));
    }
    Location copy;
    try (TestLog log = new TestLog(path.resolve("root"))) {
      log.append("one");
      copy = log.log.append(TestLog.TYPE, ByteBuffer.wrap(other));
      log.killed(path.resolve("killed"));
    }
    byte[] whole = Files.readAllBytes(segment(path.resolve("killed")));
    opensWith(with(path.resolve("killed"), flip(whole, copy.offset() - 1), "torn"), List.of("one"));
  }

  /** Of the two things that the checksum of a header begins with, each is enough by itself. */
  @Test
  void aPayloadWithAHeaderOfAnotherSaltOrAnotherPlaceIsNotTakenForALaterRecord()
      throws IOException {
    for (int salt = 0; salt <= 1; salt++) {
      Path path = Disk.UNIX.directory(Path.of(""));
      Location copy;
      try (TestLog log = new TestLog(path.resolve("root"))) {
        Location one = log.append("one");
        int at = one.offset() + one.length() + RecordHeader.SIZE;
        SegmentHeader segment;
        try (DataFile file = DataFile.openForReading(log.segment(1))) {
          segment = SegmentHeader.read(file);
        }
        ByteBuffer payload = ByteBuffer.allocate(RecordHeader.SIZE);
        RecordHeader.of(TestLog.TYPE, 0, 100, 99, Checksums.crc32c())
            .encode(payload, segment.salt() + salt, at + (1 - salt));
        copy = log.log.append(TestLog.TYPE, payload.flip());
        assertThat(copy.offset()).isEqualTo(at);
        log.killed(path.resolve("killed"));
      }
      byte[] whole = Files.readAllBytes(segment(path.resolve("killed")));
      Path torn = with(path.resolve("killed"), flip(whole, copy.offset() - 1), "torn");
      opensWith(torn, List.of("one"));
    }
  }
}
