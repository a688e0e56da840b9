package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.engine.BodyRef;
import io.holdall.engine.Change;
import io.holdall.engine.StoredPart;
import io.holdall.local.faults.Event;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import io.holdall.local.faults.Recording;
import io.holdall.spi.DriverException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log on a disk that fails. */
@ExtendWith(QuietLog.class)
class LogFaultsTest {
  private static final LogOptions SMALL = LogOptions.DEFAULT.withSegmentSize(256);
  private static final LogOptions RELAXED =
      LogOptions.DEFAULT.withDurability(Durability.RELAXED).withForceInterval(Duration.ofDays(1));

  @TempDir Path temporary;
  private final Faults faults = new Faults();

  private Path root(Disk disk) throws IOException {
    Path directory = disk.directory(temporary).toRealPath();
    return new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root"));
  }

  private static List<String> replayed(Path path) throws IOException {
    try (TestLog log = new TestLog(path, SMALL)) {
      return log.replayedTexts();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onAFullDiskTheLogStaysAsItIsAndGoesOnWhenThereIsRoom(Disk disk) throws IOException {
    Path path = root(disk);
    try (TestLog log = new TestLog(path)) {
      Location one = log.append("one");
      for (int room = 0; room < RecordHeader.SIZE + 3; room++) {
        long length = Files.size(log.segment(1));
        faults.space(room);
        assertThatThrownBy(() -> log.append("two"))
            .isInstanceOf(FileSystemException.class)
            .hasMessageEndingWith("No space left on device");
        assertThat(Files.size(log.segment(1))).isEqualTo(length);
        assertThat(log.read(one)).isEqualTo("one");
      }
      faults.heal();
      assertThat(log.read(log.append("three"))).isEqualTo("three");
    }
    assertThat(replayed(path)).containsExactly("one", "three");
    assertThat(faults.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRecordOfManyWritesThatFindsNoRoomIsTakenBack(Disk disk) throws IOException {
    Path path = root(disk);
    String large = "x".repeat(200_000);
    try (TestLog log = new TestLog(path)) {
      log.append("one");
      faults.space(150_000);
      assertThatThrownBy(() -> log.append(large)).isInstanceOf(FileSystemException.class);
      faults.heal();
      log.append("two");
    }
    assertThat(replayed(path)).containsExactly("one", "two");
  }

  @Test
  void aSegmentThatFindsNoRoomIsStartedLater() throws IOException {
    Path path = root(Disk.UNIX);
    List<String> texts = new ArrayList<>();
    try (TestLog log = new TestLog(path, SMALL)) {
      for (int i = 0; i < 40; i++) {
        String text = "text " + i;
        // Enough for the record, and for a part of what a new segment takes besides.
        faults.space(40 + i);
        try {
          log.append(text);
        } catch (FileSystemException e) {
          faults.heal();
          log.append(text);
        }
        texts.add(text);
      }
      assertThat(SegmentFiles.list(log.root.log()).size()).isGreaterThan(5);
      faults.heal();
    }
    assertThat(replayed(path)).isEqualTo(texts);
    assertThat(faults.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void afterAFailedForceTheLogTakesNothingUntilItIsOpenedAgain(Disk disk) throws IOException {
    Path path = root(disk);
    TestLog log = new TestLog(path);
    Location one = log.append("one");
    faults.fail(Operation.FORCE, ".seg", "Input/output error");
    assertThatThrownBy(() -> log.append("two"))
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("could not be forced")
        .hasRootCauseMessage(log.segment(1) + ": Input/output error");
    faults.heal();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> log.append("three"))
          .isInstanceOf(LogFailedException.class)
          .hasMessageContaining("until it is opened again");
    }
    assertThat(log.read(one)).isEqualTo("one");
    assertThatThrownBy(log::close).isInstanceOf(LogFailedException.class);
    assertThat(faults.open()).isZero();
    try (TestLog again = new TestLog(path)) {
      // The record whose force failed may be there or not; nothing else is in question.
      assertThat(again.replayedTexts()).startsWith("one").isSubsetOf("one", "two");
      again.append("three");
    }
    assertThat(replayed(path)).startsWith("one").endsWith("three");
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void whenItsOwnerDoesNotKnowAllThatItHoldsTheLogTakesNothingMore(Durability durability)
      throws IOException {
    Path path = root(Disk.UNIX);
    List<String> done = new ArrayList<>();
    try (TestLog log = new TestLog(path, RELAXED.withDurability(durability))) {
      Location one = log.append("one");
      log.log.fail(new StackOverflowError());
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> log.append("two"))
            .isInstanceOf(LogFailedException.class)
            .hasMessage(
                "The log takes no more records until it is opened again:"
                    + " a change was broken off by java.lang.StackOverflowError");
      }
      assertThatThrownBy(() -> log.log.retire(1)).isInstanceOf(LogFailedException.class);
      assertThatThrownBy(() -> log.log.endSegment(0)).isInstanceOf(LogFailedException.class);
      log.log.whenCertain(() -> done.add("what the record may name"));
      // What had been acknowledged becomes durable as ever.
      log.log.tend();
      assertThat(log.read(one)).isEqualTo("one");
    }
    assertThat(done).isEmpty();
    assertThat(faults.open()).isZero();
    assertThat(replayed(path)).containsExactly("one");
  }

  @Test
  void anErrorWhileARecordIsWrittenEndsTheLogThere() throws IOException {
    Path path = root(Disk.UNIX);
    try (TestLog log = new TestLog(path)) {
      log.append("one");
      Error error = new OutOfMemoryError("Java heap space");
      faults.rule(
          (operation, file) -> {
            if (operation == Operation.WRITE) {
              throw error;
            }
          });
      assertThatThrownBy(() -> log.append("two")).isSameAs(error);
      faults.heal();
      assertThatThrownBy(() -> log.append("three"))
          .isInstanceOf(LogFailedException.class)
          .hasMessageEndingWith("java.lang.OutOfMemoryError: Java heap space")
          .hasCause(error);
    }
    assertThat(replayed(path)).containsExactly("one");
  }

  @Test
  void anAppendThatIsBrokenOffAnywhereEndsTheLog() throws IOException {
    Error error = new StackOverflowError();
    BodyRef breaking =
        () -> {
          throw error;
        };
    StoredPart part =
        new StoredPart(
            1,
            breaking,
            ETag.ofMd5(new byte[16]),
            Checksum.of(ChecksumAlgorithm.CRC32, new byte[4]),
            Instant.EPOCH);
    try (LocalLog log =
        new LocalLog(LocalStore.builder(root(Disk.UNIX)).opening(), SMALL.segmentSize())) {
      log.append(new Change.BucketCreated("photos", Instant.EPOCH));
      log.check();
      assertThatThrownBy(() -> log.append(new Change.PartPut("photos", "a", "id", part)))
          .isSameAs(error);
      assertThatThrownBy(log::check)
          .isInstanceOfSatisfying(
              DriverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILED))
          .hasMessageContaining("until it is opened again");
    }
    assertThat(faults.open()).isZero();
  }

  @Test
  void anOpeningWritesWhatIsNotProvenToBeForcedAgainAndForcesIt() throws IOException {
    Path path = root(Disk.UNIX);
    TestLog log = new TestLog(path);
    log.append("one");
    faults.fail(Operation.FORCE, ".seg", "Input/output error");
    assertThatThrownBy(() -> log.append("two")).isInstanceOf(LogFailedException.class);
    faults.heal();
    assertThatThrownBy(log::close).isInstanceOf(LogFailedException.class);
    Recording recording = new Recording(FaultyFileSystem.unwrap(path), Set.of(RootLock.OWNER_NAME));
    int before = recording.events().size();
    faults.record(recording);
    new TestLog(path).close();
    List<Event> events = recording.events();
    int start = SegmentHeader.SIZE + RecordHeader.SIZE + "one".length();
    int end = start + RecordHeader.SIZE + "two".length();
    int again = before;
    while (!covers(events.get(again), start, end)) {
      // Nothing comes behind the record before it is there for certain.
      assertThat(covers(events.get(again), end, end)).isFalse();
      again++;
    }
    int node = ((Event.Written) events.get(again)).node();
    int forced = events.subList(again, events.size()).indexOf(new Event.Forced(node));
    assertThat(forced).isPositive();
    assertThat(events.subList(again + 1, again + forced))
        .noneMatch(event -> event instanceof Event.Written);
    assertThat(faults.open()).isZero();
  }

  private static boolean covers(Event event, long from, long to) {
    return event instanceof Event.Written written
        && written.position() <= from
        && written.position() + written.bytes().remaining() >= to;
  }

  @Test
  void anOpeningThatCannotForceFails() throws IOException {
    Path path = root(Disk.UNIX);
    Path killed = path.resolveSibling("killed");
    try (TestLog log = new TestLog(path)) {
      log.append("one");
      log.killed(killed);
    }
    faults.fail(Operation.FORCE, ".seg", "Input/output error");
    assertThatThrownBy(() -> new TestLog(killed)).hasMessageContaining("Input/output error");
    assertThat(faults.open()).isZero();
    faults.heal();
    assertThat(replayed(killed)).containsExactly("one");
  }

  @Test
  void aWriteThatCannotBeTakenBackEndsTheLog() throws IOException {
    Path path = root(Disk.UNIX);
    TestLog log = new TestLog(path);
    log.append("one");
    faults.space(10);
    faults.fail(Operation.TRUNCATE, ".seg", "Input/output error");
    assertThatThrownBy(() -> log.append("two"))
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("could not be cut back");
    faults.heal();
    assertThatThrownBy(() -> log.append("three"))
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("until it is opened again");
    // Opened again, the log might have the record that failed, whatever that makes superfluous.
    List<String> removed = new ArrayList<>();
    log.log.whenCertain(() -> removed.add("one"));
    log.close();
    assertThat(removed).isEmpty();
    assertThat(replayed(path)).containsExactly("one");
  }

  @Test
  void aFailedForceWhileASegmentIsStartedEndsTheLog() throws IOException {
    Path path = root(Disk.UNIX);
    List<String> texts = new ArrayList<>();
    TestLog log = new TestLog(path, SMALL);
    while (Files.size(log.segment(1)) <= 256 - 2 * RecordHeader.SIZE) {
      texts.add("text");
      log.append("text");
    }
    faults.fail(Operation.FORCE, "0000000001.seg", "Input/output error");
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 2; i++) {
                log.append("more and more");
              }
            })
        .isInstanceOf(LogFailedException.class);
    faults.heal();
    assertThatThrownBy(() -> log.append("more")).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(log::close).isInstanceOf(LogFailedException.class);
    assertThat(faults.open()).isZero();
    assertThat(replayed(path)).startsWith(texts.toArray(String[]::new));
  }

  @Test
  void aFailedForceOfTheDirectoryEndsTheLog() throws IOException {
    Path path = root(Disk.UNIX);
    TestLog log = new TestLog(path, SMALL);
    String text = "x".repeat(150);
    log.append(text);
    faults.fail(Operation.FORCE, "log", "Input/output error");
    assertThatThrownBy(() -> log.append(text))
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("could not be forced");
    faults.heal();
    assertThatThrownBy(() -> log.append(text))
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("until it is opened again");
    log.close();
    assertThat(replayed(path)).containsExactly(text);
    assertThat(faults.open()).isZero();
  }

  @Test
  void aDirectoryThatCannotBeOpenedToForceItIsForcedLater() throws IOException {
    Path path = root(Disk.UNIX);
    try (TestLog log = new TestLog(path, SMALL)) {
      String text = "x".repeat(150);
      log.append(text);
      faults.fail(Operation.OPEN, "log", "Too many open files");
      assertThatThrownBy(() -> log.append(text)).hasMessageContaining("Too many open files");
      faults.heal();
      log.append(text);
    }
    assertThat(replayed(path)).hasSize(2);
  }

  @Test
  void aBackgroundThatBreaksDownEndsTheLog() throws IOException {
    Path path = root(Disk.UNIX);
    TestLog log = new TestLog(path, RELAXED);
    log.append("one");
    log.log.whenCertain(() -> {});
    faults.rule(
        (operation, file) -> {
          if (operation == Operation.WRITE) {
            throw new IllegalStateException("a mistake");
          }
        });
    assertThatThrownBy(log.log::tend).hasMessage("a mistake");
    faults.heal();
    assertThatThrownBy(() -> log.append("two"))
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("a mistake");
    // All that was appended had been forced before.
    log.close();
    assertThat(replayed(path)).containsExactly("one");
  }

  @Test
  void theEndOfTheMachineAnywhereInARunLosesNothingThatWasAcknowledged() throws IOException {
    int done = 0;
    for (boolean over = false; !over; done++) {
      Path path = root(Disk.UNIX);
      AtomicInteger left = new AtomicInteger(done);
      List<String> acknowledged = new ArrayList<>();
      try {
        TestLog log = new TestLog(path, SMALL);
        faults.rule(
            (operation, file) -> {
              if (operation.changes() && left.getAndDecrement() <= 0) {
                throw new FileSystemException(file.toString(), null, "the machine is gone");
              }
            });
        for (int i = 0; i < 12; i++) {
          log.append("text " + i);
          acknowledged.add("text " + i);
        }
        log.close();
        over = true;
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("the machine is gone");
      }
      faults.heal();
      Path after = Disk.copy(path, path.resolveSibling("after"));
      List<String> replayed = replayed(after);
      assertThat(replayed.size() - acknowledged.size()).isBetween(0, 1);
      assertThat(replayed.subList(0, acknowledged.size())).isEqualTo(acknowledged);
    }
    assertThat(done).isGreaterThan(30);
  }

  @Test
  void anErrorOfTheReadingDeviceIsPassedOn() throws IOException {
    Path path = root(Disk.UNIX);
    try (TestLog log = new TestLog(path)) {
      Location one = log.append("one");
      faults.fail(Operation.READ, ".seg", "Input/output error");
      assertThatThrownBy(() -> log.read(one)).hasMessageEndingWith("Input/output error");
      faults.heal();
      assertThat(log.read(one)).isEqualTo("one");
      log.append("two");
    }
    faults.fail(Operation.READ, ".seg", "Input/output error");
    assertThatThrownBy(() -> replayed(path)).hasMessageEndingWith("Input/output error");
    faults.heal();
    assertThat(replayed(path)).containsExactly("one", "two");
    assertThat(faults.open()).isZero();
  }

  @Test
  void damageIsNoticedWhenItIsRead() throws IOException {
    Path path = root(Disk.UNIX);
    try (TestLog log = new TestLog(path, SMALL.withOpenSegments(1))) {
      Location one = log.append("one");
      while (log.append("more").segment() < 3) {}
      byte[] whole = Files.readAllBytes(log.segment(1));
      int start = one.offset() - RecordHeader.SIZE;
      for (int i = start; i < one.offset() + one.length(); i++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= 1;
        Files.write(log.segment(1), flipped);
        assertThatThrownBy(() -> log.read(one))
            .isInstanceOf(DamageException.class)
            .message()
            .startsWith(log.segment(1) + " is damaged at byte " + start + ": ");
      }
      Files.delete(log.segment(2));
      assertThatThrownBy(() -> log.read(new Location(2, 96, 4)))
          .isInstanceOf(DamageException.class)
          .hasMessage(log.segment(2) + " is missing: it was there when the log was opened.");
      Files.write(log.segment(1), whole);
      assertThat(log.read(one)).isEqualTo("one");
    }
    assertThat(faults.open()).isZero();
  }

  @Test
  void theBackgroundForcesAndItsFailureIsTold() throws Exception {
    Path path = root(Disk.UNIX);
    TestLog log = new TestLog(path, RELAXED.withForceInterval(Duration.ofMillis(1)));
    for (int i = 0; i < 3; i++) {
      CountDownLatch forced = new CountDownLatch(1);
      faults.rule(
          (operation, file) -> {
            if (operation == Operation.FORCE) {
              forced.countDown();
            }
          });
      log.append("text " + i);
      assertThat(forced.await(10, TimeUnit.MINUTES)).isTrue();
    }
    CountDownLatch failed = new CountDownLatch(1);
    faults.rule(
        (operation, file) -> {
          if (operation == Operation.FORCE) {
            failed.countDown();
            throw new IOException("Input/output error");
          }
        });
    log.append("lost");
    assertThat(failed.await(10, TimeUnit.MINUTES)).isTrue();
    assertThatThrownBy(log::close)
        .isInstanceOf(LogFailedException.class)
        .hasRootCauseMessage("Input/output error");
    assertThat(faults.open()).isZero();
    faults.heal();
    assertThat(replayed(path)).startsWith("text 0", "text 1", "text 2");
  }

  @Test
  void whatRecordsReferToIsForcedBeforeThem() throws IOException {
    Path path = root(Disk.UNIX);
    List<String> order = new ArrayList<>();
    try (TestLog log = new TestLog(path, RELAXED, () -> order.add("bodies"), entry -> true)) {
      faults.rule(
          (operation, file) -> {
            if (operation == Operation.FORCE) {
              order.add("log");
            }
          });
      log.append("one");
      assertThat(order).isEmpty();
      log.log.force();
      assertThat(order).containsExactly("bodies", "log");
      log.log.force();
      assertThat(order).hasSize(2);
    }
  }

  @Test
  void whatIsRemovedWaitsForAProofThatTheLogWillNotEndBefore() throws IOException {
    Path path = root(Disk.UNIX);
    Path killed = path.resolveSibling("killed");
    List<String> done = new ArrayList<>();
    try (TestLog log = new TestLog(path, RELAXED)) {
      log.log.whenCertain(() -> done.add("nothing to wait for"));
      assertThat(done).hasSize(1);
      log.append("one");
      log.log.whenCertain(() -> done.add("one"));
      log.log.force();
      assertThat(done).hasSize(1);
      log.log.tend();
      assertThat(done).hasSize(2);
      log.killed(killed);
      log.append("two");
      log.log.whenCertain(() -> done.add("two"));
      log.log.force();
      log.append("three");
      assertThat(done).hasSize(2);
      log.log.force();
      assertThat(done).hasSize(3);
      log.log.whenCertain(() -> done.add("three"));
      assertThat(done).hasSize(3);
    }
    assertThat(done).containsExactly("nothing to wait for", "one", "two", "three");
    try (TestLog log = new TestLog(killed)) {
      assertThat(log.replayed).extracting(TestLog.Seen::confirmed).containsExactly(true);
      log.append("more");
      log.log.whenCertain(() -> done.add("at once"));
      assertThat(done).hasSize(5);
    }
  }

  @Test
  void onAFullDiskALogIsOpenedAndWhatIsRemovedWaitsForTheFirstRecord() throws IOException {
    Path path = root(Disk.UNIX);
    Path killed = path.resolveSibling("killed");
    try (TestLog log = new TestLog(path)) {
      log.append("one");
      log.killed(killed);
    }
    List<String> done = new ArrayList<>();
    // Room for what is written again in place, and not for a mark after it.
    AtomicInteger writes = new AtomicInteger();
    faults.rule(
        (operation, file) -> {
          if (operation == Operation.WRITE
              && file.toString().endsWith(".seg")
              && writes.incrementAndGet() > 1) {
            throw new FileSystemException(file.toString(), null, "No space left on device");
          }
        });
    try (TestLog log = new TestLog(killed)) {
      log.log.whenCertain(() -> done.add("removed"));
      assertThatThrownBy(() -> log.append("two")).hasMessageEndingWith("No space left on device");
      assertThat(done).isEmpty();
      faults.heal();
      log.append("two");
      assertThat(done).hasSize(1);
    }
    assertThat(replayed(killed)).containsExactly("one", "two");
  }

  @Test
  void tooManyOpenFilesFailOneReadAndNoMore() throws IOException {
    Path path = root(Disk.UNIX);
    try (TestLog log = new TestLog(path, SMALL)) {
      Location one = log.append("one");
      faults.fail(Operation.OPEN, ".seg", "Too many open files");
      assertThatThrownBy(() -> log.read(one)).hasMessageEndingWith("Too many open files");
      faults.heal();
      assertThat(log.read(one)).isEqualTo("one");
    }
  }

  @Test
  void noMoreSegmentsAreOpenThanAllowed() throws IOException {
    Path path = root(Disk.UNIX);
    try (TestLog log = new TestLog(path, SMALL.withOpenSegments(3))) {
      List<Location> locations = new ArrayList<>();
      do {
        locations.add(log.append("text"));
      } while (locations.get(locations.size() - 1).segment() < 10);
      int others = faults.open();
      for (Location location : locations) {
        assertThat(log.read(location)).isEqualTo("text");
        assertThat(faults.open()).isBetween(others, others + 3);
      }
      assertThat(faults.open()).isEqualTo(others + 3);
    }
    assertThat(faults.open()).isZero();
  }
}
