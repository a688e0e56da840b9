package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.MultipartUpload;
import io.holdall.UploadedPart;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a store, and what can be saved of it. */
class StoreCheckTest {
  @TempDir Path temporary;

  private Path root = Path.of("");
  private Contents before = new Contents(java.util.Map.of());
  private final Steps steps = new Steps();

  private BlobStore open(Path path) {
    return FormatTest.builder(path).background(steps).open();
  }

  /** Everything that a store can hold, in several segments with indexes. */
  @BeforeEach
  void fill() {
    root = temporary.resolve("root");
    try (BlobStore store = open(root)) {
      FormatTest.fill(store);
      steps.runAll();
      before = Contents.of(store);
    }
    steps.clear();
  }

  private List<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(directory))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private List<Path> segments() throws IOException {
    return files("log").stream().filter(file -> file.toString().endsWith(".seg")).toList();
  }

  private String indexOfFirst() throws IOException {
    return segments().get(0).getFileName().toString().replace(".seg", ".idx");
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  // ---- what is found

  @Test
  void aWholeStoreIsWhole() throws IOException {
    StoreCheck.Report report = StoreCheck.check(root);
    assertThat(report.damage()).isEmpty();
    assertThat(report.notes()).isEmpty();
    assertThat(report.isClean()).isTrue();
    assertThat(report.segments()).isEqualTo(segments().size());
    assertThat(report.bodies()).isEqualTo(files("bodies").size());
    try (BlobStore store = open(root)) {
      assertThat(Contents.of(store)).isEqualTo(before);
    }
  }

  @Test
  void anyOtherByteOfTheLogIsFoundWhereItIs() throws IOException {
    Path segment = segments().get(0);
    byte[] good = Files.readAllBytes(segment);
    for (int at = 0; at < good.length; at += 13) {
      flip(segment, at);
      List<String> damage = StoreCheck.check(root).damage();
      assertThat(damage).as("byte %d", at).anyMatch(found -> found.contains(segment + " is "));
      Files.write(segment, good);
    }
    assertThat(StoreCheck.check(root).isClean()).isTrue();
  }

  @Test
  void aSegmentOfAnotherStoreIsDamage() throws IOException {
    Path other = temporary.resolve("other");
    try (BlobStore store = open(other)) {
      FormatTest.fill(store);
    }
    Path segment = segments().get(0);
    Files.write(segment, Files.readAllBytes(other.resolve(root.relativize(segment).toString())));
    assertThat(StoreCheck.check(root).damage())
        .anyMatch(it -> it.contains(segment + " is damaged at byte 8: this is another segment"));
  }

  @Test
  void anyOtherByteOfABodyIsFoundInItsBlob() throws IOException {
    Path body = files("bodies").get(0);
    byte[] good = Files.readAllBytes(body);
    for (int at = 0; at < good.length; at++) {
      flip(body, at);
      assertThat(StoreCheck.check(root).damage())
          .as("byte %d", at)
          .allMatch(found -> found.matches(".*photos/.*" + body + " is damaged at byte \\d+: .*"))
          .isNotEmpty();
      Files.write(body, good);
    }
  }

  @Test
  void whatIsMissingIsFound() throws IOException {
    Path segment = segments().get(0);
    Files.delete(segment);
    assertThat(StoreCheck.check(root).damage())
        .contains(segment + " is missing, or has no header that can be read.");
    Path body = files("bodies").get(0);
    Files.delete(body);
    assertThat(StoreCheck.check(root).damage()).anyMatch(it -> it.contains(body + " is missing."));
  }

  @Test
  void theTracesOfACrashAreNoDamage() throws IOException {
    Path segment = segments().get(segments().size() - 1);
    byte[] whole = Files.readAllBytes(segment);
    // Of the mark, which closing has left.
    Files.write(segment, Arrays.copyOf(whole, whole.length - 5));
    StoreCheck.Report report = StoreCheck.check(root);
    assertThat(report.damage()).isEmpty();
    assertThat(report.notes()).singleElement().asString().contains("A crash leaves this");
  }

  @Test
  void indexesAndSuperfluousFilesAreNoDamage() throws IOException {
    flip(segments().get(0).resolveSibling(indexOfFirst()), 70);
    Path body = files("bodies").get(0);
    Path other =
        body.resolveSibling(body.getFileName().toString().substring(0, 2) + "0".repeat(30));
    Files.write(other, new byte[1]);
    StoreCheck.Report report = StoreCheck.check(root);
    assertThat(report.damage()).isEmpty();
    assertThat(report.notes()).hasSize(2);
  }

  @Test
  void whatIsNoStoreOrInUseIsRefused() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    assertThatThrownBy(() -> StoreCheck.check(empty))
        .isInstanceOf(IOException.class)
        .hasMessage(empty + " is not a store: it has no log.");
    assertThat(empty).isEmptyDirectory();
    try (BlobStore store = open(root)) {
      assertThat(store.listBuckets()).hasSize(2);
      assertThatThrownBy(() -> StoreCheck.check(root))
          .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
    }
  }

  /** Many a directory has one of that name. */
  @Test
  void aDirectoryWithALogOfAnotherKindIsLeftAsItIs() throws IOException {
    Path other = Files.createDirectories(temporary.resolve("var/log")).getParent();
    assertThatThrownBy(() -> StoreCheck.check(other))
        .hasMessage(other + " is not a store: it has no log.");
    Files.writeString(other.resolve("log/syslog"), "mine");
    assertThatThrownBy(() -> StoreCheck.check(other))
        .hasMessage(other + " is not a store: it has no log.");
    assertThat(Listing.names(other)).containsExactly("log");
  }

  /** Whoever tries to help himself leaves copies there. */
  @Test
  void whatIsNotTheStoresIsToldWithAllElse() throws IOException {
    Files.writeString(root.resolve("notes.txt"), "mine");
    Files.writeString(root.resolve("bodies/stray"), "mine");
    Path copy = root.resolve("log/0000000001.seg.orig");
    Files.writeString(copy, "mine");
    Path body = files("bodies").get(0);
    flip(body, 10);
    Path target = temporary.resolve("target");
    for (List<String> damage :
        List.of(StoreCheck.check(root).damage(), StoreCheck.salvage(root, target).damage())) {
      assertThat(damage)
          .anyMatch(it -> it.contains("holds notes.txt, which is not a store's"))
          .anyMatch(
              it ->
                  it.endsWith(
                      "holds 0000000001.seg.orig, which is not a segment of the log."
                          + " The store is not opened while it is there."))
          .anyMatch(it -> it.contains(body + " is damaged at byte "));
    }
    assertThat(StoreCheck.check(root).damage())
        .anyMatch(it -> it.contains("holds stray, which is not a body"));
    assertThat(copy).hasContent("mine");
    try (BlobStore store = open(target)) {
      assertThat(store.bucket("photos").getString("a")).isEqualTo("small");
    }
  }

  @Test
  void nothingIsChanged() throws IOException {
    Map<Path, byte[]> files = new HashMap<>();
    for (Path file : files("")) {
      files.put(file, Files.readAllBytes(file));
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    StoreCheck.check(root);
    assertThat(files("")).hasSameElementsAs(files.keySet());
    for (Path file : files("")) {
      assertThat(file).hasBinaryContent(files.get(file));
      assertThat(Files.getLastModifiedTime(file)).as("%s", file).isEqualTo(FileTime.fromMillis(0));
    }
  }

  @Test
  void eachDamagedPartOfABlobIsToldAndItsOtherFilesAreNotSuperfluous() throws IOException {
    Path large = temporary.resolve("large");
    try (BlobStore store = FormatTest.builder(large).background(steps).open()) {
      MultipartUpload upload = store.createBucket("photos").startUpload("parts");
      List<UploadedPart> parts = new ArrayList<>();
      for (int number = 1; number <= 4; number++) {
        parts.add(upload.uploadPart(number, Body.of(new byte[1000 + number])));
      }
      upload.complete(parts);
    }
    root = large;
    List<Path> bodies = files("bodies");
    for (Path body : bodies) {
      if (Files.size(body) % 2 == 0) {
        flip(body, 10);
      }
    }
    StoreCheck.Report report = StoreCheck.check(root);
    assertThat(report.damage())
        .hasSize(2)
        .allMatch(it -> it.matches("photos/parts: .* is damaged at byte 0: .*"));
    assertThat(report.notes()).isEmpty();
    assertThat(report.bodies()).isEqualTo(2);
  }

  @Test
  void filesAreNotCalledSuperfluousIfTheLogDoesNotTell() throws IOException {
    for (Path segment : segments()) {
      flip(segment, 200);
    }
    assertThat(StoreCheck.check(root).notes())
        .filteredOn(it -> it.contains("belong to no blob"))
        .allMatch(it -> it.endsWith(" belong to no blob of which the log can be read."));
  }

  // ---- what is saved

  @ParameterizedTest
  @ValueSource(strings = {"new", "log/new", "bodies/ab/new", "../root/new", "bodies"})
  void nothingIsSavedIntoTheStoreItself(String target) throws IOException {
    List<Path> files = files("");
    assertThatThrownBy(() -> StoreCheck.salvage(root, root.resolve(target)))
        .hasMessageContaining(" is within " + root + ", which must stay as it is.");
    assertThat(files("")).isEqualTo(files);
    try (BlobStore store = open(root)) {
      assertThat(Contents.of(store)).isEqualTo(before);
    }
  }

  @Test
  void allOfAWholeStoreIsSaved() throws IOException {
    Path target = temporary.resolve("target");
    assertThat(StoreCheck.salvage(root, target).isClean()).isTrue();
    try (BlobStore store = open(target)) {
      assertThat(Contents.of(store)).isEqualTo(before);
    }
    try (BlobStore store = open(root)) {
      assertThat(Contents.of(store)).isEqualTo(before);
    }
    assertThatThrownBy(() -> StoreCheck.salvage(root, target))
        .hasMessage(target + " is a store already.");
  }

  @Test
  void whatCanBeReadIsSavedAndTheRestIsNamed() throws IOException {
    try (BlobStore store = open(root)) {
      Bucket bucket = store.bucket("photos");
      for (int i = 0; i < 100; i++) {
        bucket.put("n" + i, Body.of("body " + i));
      }
    }
    steps.clear();
    // One record in the middle, and one body.
    Path segment = segments().get(segments().size() - 3);
    flip(segment, 700);
    for (Path body : files("bodies")) {
      flip(body, 10);
    }
    Path target = temporary.resolve("target");
    StoreCheck.Report report = StoreCheck.salvage(root, target);
    assertThat(report.damage()).anyMatch(it -> it.startsWith(segment + " is damaged at byte "));
    assertThat(report.damage())
        .anyMatch(it -> it.startsWith("photos/parts is left out: "))
        .noneMatch(it -> it.startsWith("photos/n"));
    try (BlobStore store = open(target)) {
      Bucket bucket = store.bucket("photos");
      assertThat(bucket.exists("parts")).isFalse();
      long saved = 0;
      for (int i = 0; i < 100; i++) {
        if (bucket.exists("n" + i)) {
          saved++;
          assertThat(bucket.getString("n" + i)).isEqualTo("body " + i);
        }
      }
      assertThat(saved).isBetween(98L, 99L);
      assertThat(bucket.getString("a")).isEqualTo("small");
      assertThat(bucket.head("described").metadata().asMap()).containsEntry("camera", "Leica");
    }
  }

  /** The index has all of a record but the bytes of its body. */
  @Test
  void whatADamagedRecordSaidIsKnownByTheIndex() throws IOException {
    try (BlobStore store = open(root)) {
      Bucket bucket = store.bucket("photos");
      for (int i = 0; i < 100; i++) {
        bucket.put("n" + i, Body.of("body " + i));
        if (i % 10 == 5) {
          bucket.delete("n" + (i - 1));
        }
      }
      steps.runAll();
    }
    for (Path segment : segments().subList(2, segments().size() - 1)) {
      byte[] good = Files.readAllBytes(segment);
      for (int at = SegmentHeader.SIZE; at < good.length; at += 61) {
        flip(segment, at);
        StoreCheck.Report report = StoreCheck.check(root);
        Path target = temporary.resolve("target" + segment.getFileName() + at);
        List<String> damage = StoreCheck.salvage(root, target).damage();
        assertThat(damage)
            .hasSameSizeAs(report.damage())
            .filteredOn(it -> !it.startsWith(segment + " is damaged at byte "))
            .hasSizeLessThanOrEqualTo(2)
            .allMatch(it -> it.contains(" is left out: " + segment + " is damaged at byte "));
        try (BlobStore store = open(target)) {
          Bucket bucket = store.bucket("photos");
          for (int i = 0; i < 100; i++) {
            String key = "n" + i;
            boolean left = damage.stream().anyMatch(it -> it.startsWith("photos/" + key + " "));
            assertThat(bucket.exists(key)).as(key).isEqualTo(i % 10 != 4 && !left);
          }
        }
        Files.write(segment, good);
      }
    }
  }

  // ---- on bad disks

  private Path faulty(Faults faults) {
    return new FaultyFileSystem(root.getFileSystem(), faults).wrap(root);
  }

  @Test
  void whatCannotBeReadOfTheLogIsFoundAndTheRestIsSaved() throws IOException {
    try (BlobStore store = open(root)) {
      for (int i = 0; i < 100; i++) {
        store.bucket("photos").put("n" + i, Body.of("body " + i));
      }
      steps.runAll();
    }
    Path segment = segments().get(segments().size() - 3);
    Faults faults = new Faults();
    faults.fail(Operation.READ, segment.getFileName().toString(), "Input/output error");
    assertThat(StoreCheck.check(faulty(faults)).damage())
        .anyMatch(it -> it.matches(".*" + segment.getFileName() + " cannot be read.*: Input.*"));
    Path target = temporary.resolve("target");
    StoreCheck.Report report = StoreCheck.salvage(faulty(faults), target);
    assertThat(report.damage()).isNotEmpty();
    try (BlobStore store = open(target)) {
      Bucket bucket = store.bucket("photos");
      long saved = IntStream.range(0, 100).filter(i -> bucket.exists("n" + i)).count();
      assertThat(saved).isBetween(50L, 99L);
    }
  }

  @Test
  void anUnreadableSectorTakesNoMoreThanWhatIsInIt() throws IOException {
    Path large = temporary.resolve("large");
    try (BlobStore store = LocalStore.builder(large).background(steps).open()) {
      Bucket bucket = store.createBucket("photos");
      for (int i = 0; i < 100; i++) {
        bucket.put("n" + i, Body.of(new byte[5000]));
      }
    }
    Faults faults = new Faults();
    faults.failReading("0000000001.seg", 200_000);
    Path faulty = new FaultyFileSystem(large.getFileSystem(), faults).wrap(large);
    Path target = temporary.resolve("target");
    StoreCheck.Report report = StoreCheck.salvage(faulty, target);
    assertThat(report.damage())
        .contains(
            large.resolve("log/0000000001.seg")
                + " cannot be read from byte 196608 to byte 200704: Input/output error.");
    try (BlobStore store = open(target)) {
      Bucket bucket = store.bucket("photos");
      long saved = IntStream.range(0, 100).filter(i -> bucket.exists("n" + i)).count();
      assertThat(saved).isBetween(98L, 99L);
    }
  }

  @Test
  void whatCannotBeReadOfABodyIsFoundAndTheOthersAreSaved() throws IOException {
    Path body = files("bodies").get(0);
    Faults faults = new Faults();
    faults.fail(Operation.READ, body.getFileName().toString(), "Input/output error");
    assertThat(StoreCheck.check(faulty(faults)).damage())
        .isNotEmpty()
        .allMatch(it -> it.contains(body + " cannot be read"));
    Path target = temporary.resolve("target");
    StoreCheck.Report report = StoreCheck.salvage(faulty(faults), target);
    assertThat(report.damage()).anyMatch(it -> it.contains(" is left out: " + body));
    try (BlobStore store = open(target)) {
      assertThat(store.bucket("photos").getString("a")).isEqualTo("small");
      assertThat(store.bucket("photos").head("described").metadata().asMap()).isNotEmpty();
    }
  }

  @Test
  void aReadOnlyStoreIsLookedIntoAsItIs() throws IOException {
    Faults faults = new Faults();
    faults.rule(
        (operation, path) -> {
          if (operation.changes() && path.startsWith(root)) {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
          }
        });
    assertThat(StoreCheck.check(faulty(faults)).damage()).isEmpty();
    assertThat(StoreCheck.check(faulty(faults)).notes()).isEmpty();
    StoreCheck.salvage(faulty(faults), temporary.resolve("target"));
    try (BlobStore store = open(temporary.resolve("target"))) {
      assertThat(store.bucket("photos").getString("a")).isEqualTo("small");
    }
    try (BlobStore store = open(root)) {
      assertThatThrownBy(() -> StoreCheck.check(faulty(faults))).hasMessageContaining("in use");
      assertThat(store.bucketExists("photos")).isTrue();
    }
    Files.delete(root.resolve("lock"));
    assertThat(StoreCheck.check(faulty(faults)).damage()).isEmpty();
    assertThat(StoreCheck.check(faulty(faults)).notes())
        .anyMatch(it -> it.contains("cannot be locked"));
  }

  @Test
  void withoutItsFirstSegmentAStoreIsSavedAsFarAsTheRestSays() throws IOException {
    Files.delete(segments().get(0));
    Path target = temporary.resolve("target");
    StoreCheck.Report report = StoreCheck.salvage(root, target);
    assertThat(report.damage()).anyMatch(it -> it.startsWith("Bucket photos is new: "));
    try (BlobStore store = open(target)) {
      assertThat(store.bucket("photos").getString("copy of a")).isEqualTo("small");
    } catch (io.holdall.NotFoundException e) {
      // The body was in the segment that is gone, and so the copy is left out by name.
      assertThat(report.damage()).anyMatch(it -> it.startsWith("photos/copy of a is left out: "));
    }
  }
}
