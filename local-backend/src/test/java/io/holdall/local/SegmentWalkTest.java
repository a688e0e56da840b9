package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is done at once of the walk over a segment, for which a change may have to wait. */
@ExtendWith(QuietLog.class)
class SegmentWalkTest {
  /** What is read of a file at once. */
  private static final int WINDOW = 256 << 10;

  private final Faults faults = new Faults();
  private Path root = Path.of("");

  /** Leaves a segment of empty bodies, whose index is as long as itself. */
  @BeforeEach
  void fill() throws IOException {
    Path directory = Disk.UNIX.directory(Path.of(""));
    root = new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root"));
    Steps steps = new Steps();
    try (BlobStore store =
        LocalStore.builder(root)
            .durability(Durability.RELAXED)
            .segmentSize(4 * WINDOW)
            .background(steps)
            .open()) {
      Bucket bucket = store.createBucket("photos");
      for (int i = 0; Files.notExists(root.resolve("log/0000000002.seg")); i++) {
        bucket.put("key" + i, Body.of(""));
      }
      bucket.put("last", Body.of(""));
      steps.runAll();
    }
    assertThat(Files.size(root.resolve("log/0000000001.idx"))).isGreaterThan(3 * WINDOW);
  }

  /** How many windows are read, and records shown, in each slice of a walk. */
  private record Slice(int windows, int records) {}

  private List<Slice> slices(long bytes, List<Location> shown) throws IOException {
    List<Slice> slices = new ArrayList<>();
    try (SegmentWalk walk = new SegmentWalk(root.resolve("log"), 1)) {
      boolean more = true;
      while (more) {
        int reads = faults.count(Operation.READ);
        int records = shown.size();
        more =
            walk.slice(
                bytes,
                (record, location) -> {
                  shown.add(location);
                  return true;
                });
        slices.add(new Slice(faults.count(Operation.READ) - reads, shown.size() - records));
      }
    }
    return slices;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noSliceReadsOrShowsMuchMoreThanItIsTo(boolean indexed) throws IOException {
    if (!indexed) {
      Files.delete(root.resolve("log/0000000001.idx"));
    }
    List<Location> shown = new ArrayList<>();
    List<Slice> slices = slices(WINDOW, shown);
    assertThat(slices).hasSizeGreaterThan(3);
    // The headers of both, and one window more where a record lies on the edge of two.
    assertThat(slices).allMatch(slice -> slice.windows() <= 5);
    int most = WINDOW / RecordHeader.SIZE;
    assertThat(slices).allMatch(slice -> slice.records() <= most);
    List<Location> all = new ArrayList<>();
    assertThat(slices(Integer.MAX_VALUE, all)).hasSizeLessThanOrEqualTo(3);
    assertThat(shown).isEqualTo(all).hasSizeGreaterThan(5000);
  }

  @Test
  void nothingOfAnIndexIsShownBeforeItHasBeenVerifiedWhole() throws IOException {
    Path index = root.resolve("log/0000000001.idx");
    byte[] bytes = Files.readAllBytes(index);
    List<Location> all = new ArrayList<>();
    slices(Integer.MAX_VALUE, all);
    bytes[bytes.length - 5] ^= 1;
    // An entry that says another place.
    bytes[IndexHeader.SIZE + 15] ^= 1;
    Files.write(index, bytes);
    List<Location> shown = new ArrayList<>();
    slices(WINDOW, shown);
    assertThat(shown).isEqualTo(all);
  }
}
