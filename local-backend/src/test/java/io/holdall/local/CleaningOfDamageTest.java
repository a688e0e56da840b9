package io.holdall.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import io.holdall.UploadedPart;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  private enum Trouble {
    IN_A_BODY,
    IN_A_RECORD,
    IN_THE_HEADER_OF_THE_SEGMENT,
    AT_THE_END_OF_THE_SEGMENT
  }

  /**
   * Nobody knows what a segment said that has no index and a damaged record; but the store knows
   * what is so. All that is in it is moved, tags and uploads and what shares its bodies.
   */
  @ParameterizedTest
  @EnumSource
  void aDamagedSegmentWithoutAnIndexIsDoneWithout(Trouble trouble) throws IOException {
    Contents before;
    try (BlobStore store = open()) {
      Bucket bucket = store.createBucket("photos");
      fillWithVariety(store);
      bucket.put("damaged", Body.of(DAMAGED));
      bucket.put("before", Body.of("before"));
      bucket.put("after", Body.of("after"));
      seal(bucket);
      before = variousInACopy();
      makeUnreadable(trouble);
      churn(store);
      assertThat(root.resolve("log/0000000001.seg")).doesNotExist();
      assertThat(logSize()).isLessThan(6 * SEGMENT);
      assertReadable(store, trouble, before);
    }
    try (BlobStore store = open()) {
      assertReadable(store, trouble, before);
      churn(store);
      assertReadable(store, trouble, before);
      Bucket various = store.bucket("various");
      UploadInfo open = various.listUploads("").iterator().next();
      MultipartUpload upload = various.upload(open.key(), open.id());
      upload.complete(upload.parts().stream().map(PartInfo::part).toList());
      assertThat(various.getString("open")).isEqualTo("first" + "x".repeat(3000));
    }
    assertThat(StoreCheck.check(root).damage())
        .hasSizeLessThanOrEqualTo(trouble == Trouble.IN_A_BODY ? 1 : 2);
  }

  private void makeUnreadable(Trouble trouble) throws IOException {
    Path segment = root.resolve("log/0000000001.seg");
    byte[] bytes = Files.readAllBytes(segment);
    int at =
        switch (trouble) {
          case IN_A_BODY -> new String(bytes, ISO_8859_1).indexOf(DAMAGED) + 3;
          case IN_A_RECORD -> new String(bytes, ISO_8859_1).indexOf(DAMAGED) - 30;
          case IN_THE_HEADER_OF_THE_SEGMENT -> 26;
          case AT_THE_END_OF_THE_SEGMENT -> bytes.length - 20;
        };
    bytes[at] ^= 1;
    Files.write(segment, bytes);
    Files.delete(root.resolve("log/0000000001.idx"));
  }

  /** Puts something of every kind into the first segment. */
  private static void fillWithVariety(BlobStore store) {
    Bucket various = store.createBucket("various");
    various.put("tagged", Body.of("tagged"));
    various.setTags("tagged", Tags.none().with("x", "1"));
    various.put("large", Body.of(new byte[5000]));
    various.put("empty", Body.of(""));
    various.put("source", Body.of("source"));
    various.copy("source", "copy");
    various.delete("source");
    MultipartUpload whole = various.startUpload("parts");
    List<UploadedPart> parts = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      parts.add(whole.uploadPart(number, Body.of("part " + number)));
    }
    whole.complete(parts);
    various.copy("parts", "copy of parts");
    MultipartUpload open = various.startUpload("open");
    open.uploadPart(1, Body.of("first"));
    open.uploadPart(2, Body.of("x".repeat(3000)));
    store.createBucket("none");
  }

  /** The store itself is not read before, for it might remember what was read. */
  private Contents variousInACopy() throws IOException {
    Path copy = Disk.copy(root, root.resolveSibling("copy"));
    try (BlobStore store = LocalStore.builder(copy).open()) {
      return various(store);
    }
  }

  /** All but what makes the churn. */
  private static Contents various(BlobStore store) {
    return Contents.of(store, bucket -> !bucket.equals("photos"));
  }

  private static void assertReadable(BlobStore store, Trouble trouble, Contents before) {
    assertThat(various(store)).isEqualTo(before);
    Bucket bucket = store.bucket("photos");
    assertOthers(bucket);
    if (trouble == Trouble.IN_A_BODY) {
      assertDamaged(bucket, "damaged");
    } else if (trouble != Trouble.IN_A_RECORD) {
      assertThat(bucket.getString("damaged")).isEqualTo(DAMAGED);
    }
    assertThat(bucket.list()).hasSize(34);
  }

  /** What is not there may come back as well; but nothing that lives is missed. */
  @Test
  void aSegmentThatVanishedIsDoneWithoutOnceNothingInItLives() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      Path segment = root.resolve("log/0000000001.seg");
      Path elsewhere = root.resolveSibling("elsewhere");
      Files.move(segment, elsewhere);
      churn(store);
      long grown = logSize();
      assertThat(grown).isGreaterThan(20 * SEGMENT);
      Files.move(elsewhere, segment);
      assertThat(bucket.getString("damaged")).isEqualTo(DAMAGED);
      Files.move(segment, elsewhere);
      bucket.list().forEach(blob -> bucket.put(blob.key(), Body.of("again")));
      churn(store);
      assertThat(logSize()).isLessThan(5 * SEGMENT);
      assertThat(bucket.getString("damaged")).isEqualTo("again");
    }
    try (BlobStore store = open()) {
      assertThat(store.bucket("photos").getString("damaged")).isEqualTo("again");
    }
  }

  /** To try it again and again would make the log longer each time. */
  @Test
  void whatTheDiskDoesNotGiveOutOfARecordMakesTheLogNoLonger() throws IOException {
    try (BlobStore store = open()) {
      Bucket bucket = fill(store);
      Files.delete(root.resolve("log/0000000001.idx"));
      for (BlobInfo blob : bucket.list()) {
        if (!blob.key().equals("damaged")) {
          bucket.put(blob.key(), Body.of("again"));
        }
      }
      Path segment = root.resolve("log/0000000001.seg");
      faults.failReading("0000000001.seg", Files.size(segment) - 10);
      churn(store);
      assertThat(segment).doesNotExist();
      assertThat(logSize()).isLessThan(5 * SEGMENT);
      assertThat(bucket.getString("damaged")).isEqualTo(DAMAGED);
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
