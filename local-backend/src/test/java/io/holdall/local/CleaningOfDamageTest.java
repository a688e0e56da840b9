package io.holdall.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a log in which something that lives cannot be read any more. */
@ExtendWith(QuietLog.class)
class CleaningOfDamageTest {
  private static final int SEGMENT = 10_000;
  private static final String DAMAGED = "damaged ".repeat(30);

  @TempDir Path temporary;

  private final Steps steps = new Steps();
  private final Faults faults = new Faults();
  private Path root = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    Path directory = Disk.UNIX.directory(temporary);
    root = new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root"));
  }

  private BlobStore open() {
    return LocalStore.builder(root)
        .segmentSize(SEGMENT)
        .inlineLimit(1000)
        .limits(new Limits(1 << 30, 1 << 30, 0, 10_000))
        .background(steps)
        .open();
  }

  /** Fills the first segment, and has it sealed and indexed. */
  private Bucket fill(BlobStore store) {
    Bucket bucket = store.createBucket("photos");
    bucket.put("before", Body.of("before"));
    bucket.put("damaged", Body.of(DAMAGED));
    bucket.put("after", Body.of("after"));
    seal(bucket);
    return bucket;
  }

  /** Puts so much that lives into the first segment that nothing is cleaned yet. */
  private void seal(Bucket bucket) {
    for (int i = 0; i < 30; i++) {
      bucket.put("cold" + i, Body.of(new byte[300]));
    }
    steps.runAll();
    assertThat(root.resolve("log/0000000001.idx")).exists();
  }

  private void damage() throws IOException {
    damage(3);
  }

  /**
   * @param at from the first byte of the body, before it if negative
   */
  private void damage(int at) throws IOException {
    Path segment = root.resolve("log/0000000001.seg");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[new String(bytes, ISO_8859_1).indexOf(DAMAGED) + at] ^= 1;
    Files.write(segment, bytes);
  }

  /** Makes much superfluous. */
  private void churn(BlobStore store) {
    for (int i = 0; i < 1000; i++) {
      store.bucket("photos").put("hot", Body.of(new byte[300]));
      steps.runAll();
    }
  }

  private long logSize() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("log"))) {
      long size = 0;
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }

  private static void assertDamaged(Bucket bucket, String key) {
    assertThatThrownBy(() -> bucket.getBytes(key))
        .isInstanceOfSatisfying(
            BlobStoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
        .hasMessageMatching(
            "get photos/" + key + ": .*\\.seg is damaged at byte \\d+: .* \\(CORRUPT\\)");
  }

  private static void assertOthers(Bucket bucket) {
    assertThat(bucket.getString("before")).isEqualTo("before");
    assertThat(bucket.getString("after")).isEqualTo("after");
  }

  /** The bytes that are left are the one thing that only the damaged record has. */
  @Test
  void aDamagedBodyIsMovedAsOne() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      damage();
      assertDamaged(bucket, "damaged");
      churn(store);
      assertThat(logSize()).isLessThan(5 * SEGMENT);
      assertThat(root.resolve("log/0000000001.seg")).doesNotExist();
      assertDamaged(bucket, "damaged");
      assertOthers(bucket);
    }
    for (int i = 0; i < 2; i++) {
      try (BlobStore store = open()) {
        assertDamaged(store.bucket("photos"), "damaged");
        assertThatThrownBy(() -> store.bucket("photos").getBytes("damaged"))
            .hasMessageContaining("had been damaged when the log was cleaned");
        assertThat(store.bucket("photos").head("damaged").size()).isEqualTo(DAMAGED.length());
        churn(store);
        assertThat(logSize()).isLessThan(5 * SEGMENT);
        assertOthers(store.bucket("photos"));
      }
    }
    assertThat(left()).isEqualTo("dam`ged " + DAMAGED.substring(8));
  }

  /** What stands in the log where the damaged bytes are. */
  private String left() throws IOException {
    for (int number : SegmentFiles.list(root.resolve("log"))) {
      String segment = Files.readString(SegmentFiles.path(root.resolve("log"), number), ISO_8859_1);
      int at = segment.indexOf("dam`ged ");
      if (at >= 0) {
        return segment.substring(at, at + DAMAGED.length());
      }
    }
    return "";
  }

  @Test
  void theCheckOfAStoreTellsAndSalvageLeavesOutWhatWasMovedAsDamaged() throws IOException {
    try (BlobStore store = open()) {
      fill(store);
      damage();
      churn(store);
    }
    StoreCheck.Report report = StoreCheck.check(root);
    assertThat(report.damage())
        .singleElement()
        .asString()
        .startsWith("photos/damaged: ")
        .contains("had been damaged when the log was cleaned");
    Path target = root.resolveSibling("target");
    assertThat(StoreCheck.salvage(root, target).damage())
        .singleElement()
        .asString()
        .startsWith("photos/damaged is left out: ");
    root = target;
    try (BlobStore store = open()) {
      assertThat(store.bucket("photos").exists("damaged")).isFalse();
      assertOthers(store.bucket("photos"));
    }
  }

  @Test
  void whatReplacesADamagedBlobIsWholeAndNothingIsLeftOfTheDamage() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      damage();
      churn(store);
      bucket.put("damaged", Body.of("healed"));
      churn(store);
      assertThat(bucket.getString("damaged")).isEqualTo("healed");
    }
    assertThat(left()).isEmpty();
    assertThat(StoreCheck.check(root).isClean()).isTrue();
  }

  @Test
  void allThatShareADamagedBodyAreDamaged() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      bucket.copy("damaged", "copy");
      bucket.delete("damaged");
      damage();
      churn(store);
      assertThat(root.resolve("log/0000000001.seg")).doesNotExist();
      assertDamaged(bucket, "copy");
    }
    try (BlobStore store = open()) {
      churn(store);
      assertDamaged(store.bucket("photos"), "copy");
      store.bucket("photos").copy("copy", "again");
      assertDamaged(store.bucket("photos"), "again");
    }
  }

  @Test
  void aPartOfAnUploadIsMovedAsDamagedToo() throws IOException {
    try (BlobStore store = open()) {
      MultipartUpload upload = store.createBucket("photos").startUpload("parts");
      upload.uploadPart(1, Body.of(DAMAGED));
      seal(store.bucket("photos"));
      damage();
      churn(store);
      assertThat(root.resolve("log/0000000001.seg")).doesNotExist();
      upload.complete(List.of(upload.parts().get(0).part()));
      assertDamaged(store.bucket("photos"), "parts");
      churn(store);
    }
    try (BlobStore store = open()) {
      assertDamaged(store.bucket("photos"), "parts");
    }
  }

  /** What is not damaged of such a record is in the index. */
  @ParameterizedTest
  @ValueSource(ints = {-10, -30, -60, -90})
  void aBodyWhoseRecordIsDamagedBeforeItIsMovedAsADamagedOne(int at) throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      damage(at);
      churn(store);
      assertThat(root.resolve("log/0000000001.seg")).doesNotExist();
      assertThat(logSize()).isLessThan(5 * SEGMENT);
      assertOthers(bucket);
      assertThat(bucket.list()).hasSize(34);
    }
    try (BlobStore store = open()) {
      assertOthers(store.bucket("photos"));
      assertThat(store.bucket("photos").list()).hasSize(34);
    }
    assertThat(StoreCheck.check(root).damage()).hasSizeLessThanOrEqualTo(1);
  }

  /** Nobody knows what a segment said that has no index and a damaged record. */
  @Test
  void aDamagedSegmentWithoutAnIndexStaysAndAllElseIsUsed() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      damage();
      Files.delete(root.resolve("log/0000000001.idx"));
      churn(store);
      assertThat(root.resolve("log/0000000001.seg")).exists();
      assertDamaged(bucket, "damaged");
      assertOthers(bucket);
    }
    assertThatThrownBy(this::open).hasMessageContaining("0000000001.seg is damaged at byte ");
    Path target = root.resolveSibling("target");
    StoreCheck.salvage(root, target);
    root = target;
    try (BlobStore store = open()) {
      assertOthers(store.bucket("photos"));
    }
  }

  /** What cannot be read may be readable again, and so nothing is decided about it. */
  @Test
  void whatTheDiskDoesNotGiveOutStaysWhereItIsUntilItDoes() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      faults.rule(
          (operation, path) -> {
            if (operation == Operation.READ && path.endsWith("0000000001.seg")) {
              throw new FileSystemException(path.toString(), null, "Input/output error");
            }
          });
      churn(store);
      assertThat(root.resolve("log/0000000001.seg")).exists();
      faults.heal();
      churn(store);
      assertThat(logSize()).isLessThan(5 * SEGMENT);
      assertThat(bucket.getString("damaged")).isEqualTo(DAMAGED);
    }
  }
}
