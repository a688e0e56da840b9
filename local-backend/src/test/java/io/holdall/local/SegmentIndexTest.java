package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What opening makes of the indexes of segments. */
@ExtendWith(QuietLog.class)
class SegmentIndexTest {
  private static final int SEGMENT = 20_000;

  private final Faults faults = new Faults();
  private final Steps steps = new Steps();
  private Path root = Path.of("");
  private Path index = Path.of("");
  private Contents before = new Contents(Map.of());

  private BlobStore open() {
    return LocalStore.builder(root).segmentSize(SEGMENT).background(steps).open();
  }

  /** A store with several segments, all of which are indexed. */
  @BeforeEach
  void fill() throws IOException {
    Path directory = Disk.UNIX.directory(Path.of(""));
    root = new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root"));
    index = root.resolve("log/0000000002.idx");
    try (BlobStore store = open()) {
      Bucket bucket = store.createBucket("photos");
      for (int i = 0; i < 60; i++) {
        bucket.put("k" + i, Body.of(new byte[1500]));
      }
      steps.runAll();
      assertThat(index).exists();
      before = Contents.of(store);
    }
    steps.clear();
  }

  /** Opens the store, and tells how often each segment was read. */
  private Map<String, Integer> reads() {
    Map<String, Integer> reads = new HashMap<>();
    faults.rule(
        (operation, path) -> {
          if (operation == Operation.READ) {
            reads.merge(path.getFileName().toString(), 1, Integer::sum);
          }
        });
    BlobStore store = open();
    faults.heal();
    try (store) {
      assertThat(Contents.of(store)).isEqualTo(before);
      steps.runAll();
    }
    steps.clear();
    return reads;
  }

  @Test
  void openingReadsTheIndexesAndTheTail() {
    Map<String, Integer> reads = reads();
    assertThat(reads).containsEntry("0000000001.seg", 1).containsEntry("0000000002.seg", 1);
    assertThat(reads.get("0000000005.seg")).isGreaterThan(1);
  }

  @Test
  void oneThatIsMissingIsMadeAgain() throws IOException {
    Files.delete(index);
    assertThat(reads().get("0000000002.seg")).isGreaterThan(1);
    assertThat(index).exists();
    assertThat(reads()).containsEntry("0000000002.seg", 1);
  }

  @Test
  void oneWithAnyOtherByteIsNotBelieved() throws IOException {
    byte[] good = Files.readAllBytes(index);
    for (int at = 0; at < good.length; at += at < 64 ? 1 : 97) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      Files.write(index, bad);
      assertThat(reads().get("0000000002.seg")).as("byte " + at).isGreaterThan(1);
      assertThat(index).hasBinaryContent(good);
    }
    Files.write(index, Arrays.copyOf(good, good.length - 1));
    assertThat(reads().get("0000000002.seg")).isGreaterThan(1);
  }

  @Test
  void thatOfAnotherSegmentIsNotBelieved() throws IOException {
    byte[] good = Files.readAllBytes(index);
    Files.write(index, Files.readAllBytes(root.resolve("log/0000000003.idx")));
    assertThat(reads().get("0000000002.seg")).isGreaterThan(1);
    assertThat(index).hasBinaryContent(good);
  }

  @Test
  void oneThatTheDiskDoesNotGiveOutIsMadeAgain() throws IOException {
    faults.failReading(index.getFileName().toString(), 100);
    assertThat(reads().get("0000000002.seg")).isGreaterThan(1);
    faults.failReading("", -1);
    assertThat(reads()).containsEntry("0000000002.seg", 1);
  }

  /** Nor is one that cannot even be opened missed. */
  @ParameterizedTest
  @EnumSource(names = {"OPEN", "READ"})
  void withoutAReadableIndexAStoreIsOpenedAndCleaned(Operation failing) throws IOException {
    faults.fail(failing, ".idx", "Input/output error");
    try (BlobStore store = open()) {
      assertThat(Contents.of(store)).isEqualTo(before);
      Bucket bucket = store.bucket("photos");
      for (int i = 0; i < 200; i++) {
        bucket.put("k" + i % 60, Body.of(new byte[1500]));
        steps.runAll();
      }
      assertThat(root.resolve("log/0000000002.seg")).doesNotExist();
      assertThat(Contents.of(store).buckets()).hasSameSizeAs(before.buckets());
    }
  }

  /** It may be of the same number, and as long, and so may its segment. */
  @SuppressWarnings("JUnitMethodInvoked")
  @Test
  void thatOfAnotherStoreIsNotBelieved() throws IOException {
    byte[] good = Files.readAllBytes(index);
    SegmentIndexTest other = new SegmentIndexTest();
    other.fill();
    Files.write(index, Files.readAllBytes(other.index));
    assertThat(reads().get("0000000002.seg")).isGreaterThan(1);
    assertThat(index).hasBinaryContent(good);
  }

  @Test
  void thatOfASegmentThatIsCutOffIsNotBelieved() throws IOException {
    Path segment = root.resolve("log/0000000002.seg");
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(this::open)
        .hasMessageContaining("0000000002.seg is damaged at byte ")
        .hasMessageContaining("the file ends within");
  }

  @Test
  void thoseWithoutASealedSegmentAreRemoved() throws IOException {
    Path other = root.resolve("log/0000000099.idx");
    Files.write(other, new byte[10]);
    reads();
    assertThat(other).doesNotExist();
  }
}
