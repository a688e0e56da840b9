package io.holdall.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentedLogTest {
  private static final LogOptions SMALL = LogOptions.DEFAULT.withSegmentSize(256);

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void whatIsAppendedIsReadAndReplayed(Disk disk) throws IOException {
    Path path = disk.root(temporary);
    Location one;
    Location two;
    try (TestLog log = new TestLog(path)) {
      assertThat(log.replayed).isEmpty();
      one = log.append("one");
      two = log.append("");
      assertThat(log.read(one)).isEqualTo("one");
      assertThat(log.read(two)).isEmpty();
    }
    try (TestLog log = new TestLog(path)) {
      assertThat(log.replayed)
          .containsExactly(
              new TestLog.Seen("one", TestLog.TYPE, 1, one, true),
              new TestLog.Seen("", TestLog.TYPE, 2, two, true));
      assertThat(log.read(one)).isEqualTo("one");
      log.append("three");
    }
    try (TestLog log = new TestLog(path)) {
      assertThat(log.replayedTexts()).containsExactly("one", "", "three");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLogGoesOnInFurtherSegments(Disk disk) throws IOException {
    Path path = disk.root(temporary);
    List<String> texts = new ArrayList<>();
    List<Location> locations = new ArrayList<>();
    for (int session = 0; session < 3; session++) {
      try (TestLog log = new TestLog(path, SMALL.withOpenSegments(2))) {
        assertThat(log.replayedTexts()).isEqualTo(texts);
        for (int i = 0; i < 20; i++) {
          texts.add("text " + session + " " + i);
          locations.add(log.append(texts.get(texts.size() - 1)));
          for (int j = 0; j < texts.size(); j++) {
            assertThat(log.read(locations.get(j))).isEqualTo(texts.get(j));
          }
        }
        int last = locations.get(locations.size() - 1).segment();
        assertThat(SegmentFiles.list(log.root.log())).hasSize(last).endsWith(last);
        for (int number = 1; number <= last; number++) {
          assertThat(Files.size(log.segment(number))).isLessThanOrEqualTo(256 + 2 * 32);
        }
      }
    }
    assertThat(locations.get(59).segment()).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordLargerThanASegmentHasOneOfItsOwn(Disk disk) throws IOException {
    String large = "x".repeat(300_000);
    Path path = disk.root(temporary);
    try (TestLog log = new TestLog(path, SMALL)) {
      log.append("before");
      Location location = log.append(large);
      assertThat(location.segment()).isEqualTo(2);
      assertThat(log.append("after").segment()).isEqualTo(3);
      assertThat(log.read(location)).isEqualTo(large);
    }
    try (TestLog log = new TestLog(path, SMALL)) {
      assertThat(log.replayedTexts()).containsExactly("before", large, "after");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPayloadMayBeInManyBuffersOfAnyKind(Disk disk) throws IOException {
    Random random = new Random(1);
    for (int round = 0; round < 40; round++) {
      ByteBuffer whole = ByteBuffer.allocate(round * round * 150);
      random.nextBytes(whole.array());
      List<ByteBuffer> parts = new ArrayList<>();
      while (whole.hasRemaining()) {
        int length = Math.min(whole.remaining(), random.nextInt(70_000));
        ByteBuffer part =
            random.nextBoolean()
                ? ByteBuffer.allocate(length + 9)
                : ByteBuffer.allocateDirect(length + 9);
        part.position(5).put(whole.slice(whole.position(), length)).flip().position(5);
        parts.add(random.nextBoolean() ? part : part.asReadOnlyBuffer());
        whole.position(whole.position() + length);
      }
      try (TestLog log = new TestLog(disk.root(temporary))) {
        Location location = log.log.append(0, parts.toArray(ByteBuffer[]::new));
        assertThat(log.log.read(location)).isEqualTo(whole.rewind());
        assertThat(parts).allSatisfy(part -> assertThat(part.position()).isEqualTo(5));
      }
    }
  }

  @Test
  void aPartOfAPayloadCanBeRead() throws IOException {
    try (TestLog log = new TestLog(temporary.resolve("root"))) {
      log.append("before");
      Location location = log.append("0123456789");
      for (int from = 0; from <= 10; from++) {
        for (int room = 0; room <= 12; room++) {
          ByteBuffer dst = ByteBuffer.allocate(room);
          int expected = Math.min(room, 10 - from);
          assertThat(log.log.read(location, from, dst)).isEqualTo(expected);
          assertThat(new String(dst.array(), 0, dst.position(), UTF_8))
              .isEqualTo("0123456789".substring(from, from + expected));
        }
      }
      for (int outside : new int[] {-1, 11}) {
        assertThatThrownBy(() -> log.log.read(location, outside, ByteBuffer.allocate(1)))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void typesAndLengthsThatTheLogCannotKeepAreRefused() throws IOException {
    try (TestLog log = new TestLog(temporary.resolve("root"))) {
      for (int type : new int[] {-1, 240, 255, 256}) {
        assertThatThrownBy(() -> log.log.append(type))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("record type " + type);
      }
      ByteBuffer half = ByteBuffer.allocate(RecordHeader.MAX_LENGTH / 2 + 1);
      assertThatThrownBy(() -> log.log.append(1, half, half))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a payload of 67108866 bytes");
      assertThat(log.log.append(239).offset()).isEqualTo(SegmentHeader.SIZE + RecordHeader.SIZE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClosedLogIsClosed(Disk disk) throws IOException {
    TestLog log = new TestLog(disk.root(temporary));
    Location location = log.append("one");
    log.close();
    log.close();
    assertThatThrownBy(() -> log.append("two")).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> log.read(location)).isInstanceOf(ClosedChannelException.class);
  }

  @ParameterizedTest
  @EnumSource
  void relaxedRecordsAreThereAfterTheEndOfTheProcess(Disk disk) throws IOException {
    LogOptions relaxed =
        SMALL.withDurability(Durability.RELAXED).withForceInterval(Duration.ofDays(1));
    Path path = disk.root(temporary);
    Path killed = disk.root(temporary);
    try (TestLog log = new TestLog(path, relaxed)) {
      for (int i = 0; i < 10; i++) {
        Location location = log.append("text " + i);
        assertThat(log.read(location)).isEqualTo("text " + i);
      }
      log.killed(killed);
    }
    for (Path each : List.of(path, killed)) {
      try (TestLog log = new TestLog(each, relaxed)) {
        assertThat(log.replayed).hasSize(10);
        assertThat(log.replayedTexts()).startsWith("text 0").endsWith("text 9");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRecordIsConfirmedByWhatWasWrittenAfterItWasForced(Disk disk) throws IOException {
    Path killed = disk.root(temporary);
    try (TestLog log = new TestLog(disk.root(temporary))) {
      log.append("one");
      log.append("two");
      log.append("three");
      log.killed(killed);
    }
    try (TestLog log = new TestLog(killed)) {
      assertThat(log.replayed)
          .extracting(TestLog.Seen::confirmed)
          .containsExactly(true, true, false);
    }
    try (TestLog log = new TestLog(killed)) {
      assertThat(log.replayed)
          .extracting(TestLog.Seen::confirmed)
          .containsExactly(true, true, true);
    }
  }

  @Test
  void openingAndClosingDoesNotMakeTheLogLonger() throws IOException {
    Path path = temporary.resolve("root");
    new TestLog(path).close();
    try (TestLog log = new TestLog(path)) {
      log.append("one");
    }
    long length;
    try (TestLog log = new TestLog(path)) {
      length = Files.size(log.segment(1));
    }
    for (int i = 0; i < 3; i++) {
      try (TestLog log = new TestLog(path)) {
        assertThat(Files.size(log.segment(1))).isEqualTo(length);
      }
    }
  }
}
