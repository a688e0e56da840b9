package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store says, and what it keeps, when something is wrong with its directory or its disk. */
class LocalStoreFaultsTest {
  private static final int LARGE = 200_000;

  @TempDir Path temporary;
  private final Faults faults = new Faults();

  private Path faultyRoot(Disk disk) throws IOException {
    Path directory = disk.directory(temporary).toRealPath();
    return new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root"));
  }

  private static BlobStore open(Path root) {
    return LocalStore.builder(root).open();
  }

  private static AbstractStringAssert<?> fails(ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .asInstanceOf(type(BlobStoreException.class))
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .doesNotContain("\n", "Exception", "null");
  }

  // ---- roots

  @ParameterizedTest
  @EnumSource
  void aFileIsNoRoot(Disk disk) throws IOException {
    Path file = Files.createFile(disk.root(temporary));
    fails(ErrorCode.INVALID_ARGUMENT, () -> open(file))
        .isEqualTo(
            "open: %s cannot be the root of a store: it is not a directory (INVALID_ARGUMENT)"
                .formatted(file));
    fails(ErrorCode.INVALID_ARGUMENT, () -> open(file.resolve("below")))
        .contains(file + " is not a directory");
  }

  @ParameterizedTest
  @EnumSource
  void aForeignDirectoryIsLeftAlone(Disk disk) throws IOException {
    Path directory = disk.directory(temporary);
    Path foreign = Files.writeString(directory.resolve("thesis.txt"), "mine");
    fails(ErrorCode.INVALID_ARGUMENT, () -> open(directory))
        .contains(directory.toRealPath() + " cannot be the root of a store: it holds thesis.txt");
    assertThat(foreign).hasContent("mine");
    assertThat(Listing.names(directory)).containsExactly("thesis.txt");
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatIsNotOursAmongTheBodiesIsLeftAlone(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    open(root).close();
    Path foreign = Files.createDirectory(root.resolve("bodies/ab")).resolve("thesis.txt");
    Files.writeString(foreign, "mine");
    fails(ErrorCode.INVALID_ARGUMENT, () -> open(root))
        .contains(Path.of("ab", "thesis.txt").getFileName().toString());
    assertThat(foreign).hasContent("mine");
    Files.delete(foreign);
    open(root).close();
  }

  @ParameterizedTest
  @EnumSource
  void aNewerFormatIsRefused(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    open(root).close();
    Files.writeString(root.resolve("FORMAT"), "holdall 2 anything\n");
    fails(ErrorCode.INVALID_ARGUMENT, () -> open(root))
        .contains(root.toRealPath() + " is written in version 2 of the format");
  }

  @Test
  void aSecondStoreIsToldWhoHasTheRoot() throws IOException {
    Path root = Disk.REAL.root(temporary);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      for (int i = 0; i < 2; i++) {
        fails(ErrorCode.STORE_IN_USE, () -> open(root))
            .isEqualTo(
                "open: %s is in use by process %d; a root has one owner at a time (STORE_IN_USE)"
                    .formatted(root.toRealPath(), ProcessHandle.current().pid()));
      }
      bucket.put("a", Body.of("1"));
    }
    try (BlobStore store = open(root)) {
      assertThat(store.bucket("photos").getString("a")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRootWithoutPermissionIsNamed(Disk disk) throws IOException {
    Path root = faultyRoot(disk);
    faults.denyChanges("disk");
    faults.rule(
        (operation, path) -> {
          if (operation == Operation.CREATE_DIRECTORY) {
            throw new java.nio.file.AccessDeniedException(path.toString());
          }
        });
    fails(ErrorCode.IO_FAILED, () -> open(root)).contains("no permission for " + root);
    assertThat(root).doesNotExist();
    faults.heal();
    open(root).close();
    faults.denyChanges("root");
    fails(ErrorCode.IO_FAILED, () -> open(root)).contains("no permission for " + root);
    faults.heal();
    open(root).close();
    assertThat(faults.open()).isZero();
  }

  // ---- full disks

  @ParameterizedTest
  @EnumSource
  void whatFindsNoRoomLeavesNothingAndTheStoreGoesOn(Disk disk) throws IOException {
    Path root = faultyRoot(disk);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("old"));
      for (int length : new int[] {1000, 60_000, LARGE}) {
        for (int room : new int[] {0, 10, 500, 999}) {
          faults.space(room * (long) length / 1000);
          fails(ErrorCode.STORAGE_FULL, () -> bucket.put("a", Body.of(new byte[length])))
              .contains("the disk is full: ")
              .contains("No space left on device");
          assertThat(bucket.getString("a")).isEqualTo("old");
          assertThat(bodyFiles(root)).isZero();
        }
      }
      faults.space(0);
      fails(ErrorCode.STORAGE_FULL, () -> bucket.delete("a"));
      fails(ErrorCode.STORAGE_FULL, () -> store.createBucket("more"));
      fails(ErrorCode.STORAGE_FULL, () -> bucket.startUpload("u"));
      faults.heal();
      bucket.put("b", Body.of(new byte[LARGE]));
    }
    try (BlobStore store = open(root)) {
      assertThat(store.listBuckets()).hasSize(1);
      assertThat(store.bucket("photos").getString("a")).isEqualTo("old");
      assertThat(store.bucket("photos").getBytes("b")).hasSize(LARGE);
      assertThat(store.bucket("photos").listUploads("")).isEmpty();
    }
    assertThat(faults.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskIsOneInEveryLanguage(Disk disk) throws IOException {
    Path root = faultyRoot(disk);
    faults.sayFull("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("old"));
      for (int length : new int[] {1000, LARGE, 5 << 20}) {
        faults.space(length - 1);
        fails(ErrorCode.STORAGE_FULL, () -> bucket.put("a", Body.of(new byte[length])))
            .contains("the disk is full: ")
            .contains("Auf dem Gerät");
      }
      // As much as the reserve gives back.
      faults.rule(
          (operation, path) -> {
            if (operation == Operation.DELETE && path.endsWith(Reserve.NAME)) {
              faults.space(Reserve.SIZE);
            }
          });
      faults.space(0);
      bucket.delete("a");
      faults.heal();
      assertThat(bucket.exists("a")).isFalse();
      // What fails though there is room is no full disk.
      faults.fail(Operation.WRITE, ".seg", "Eingabe-/Ausgabefehler");
      fails(ErrorCode.IO_FAILED, () -> bucket.put("a", Body.of("new")));
    }
  }

  private static long bodyFiles(Path root) throws IOException {
    long count = 0;
    for (String directory : Listing.names(root.resolve("bodies"))) {
      count += Listing.names(root.resolve("bodies").resolve(directory)).size();
    }
    return count;
  }

  @Test
  void aStoreHoldsNoMoreThanItsLimit() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    LocalStore.Builder builder = LocalStore.builder(root).maxTotalBytes(LARGE + 10);
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of(new byte[LARGE]));
      fails(ErrorCode.STORAGE_FULL, () -> bucket.put("b", Body.of(new byte[11])));
      fails(ErrorCode.STORAGE_FULL, () -> bucket.copy("a", "b"));
      bucket.put("c", Body.of(new byte[10]));
    }
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.bucket("photos");
      fails(ErrorCode.STORAGE_FULL, () -> bucket.put("b", Body.of(new byte[1])));
      bucket.delete("a");
      bucket.put("b", Body.of(new byte[1]));
      assertThat(bodyFiles(root)).isZero();
    }
  }

  // ---- failing disks

  @ParameterizedTest
  @EnumSource
  void permissionLostInTheMiddleIsSaidAndNothingIsHalfWritten(Disk disk) throws IOException {
    Path root = faultyRoot(disk);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("old"));
      faults.rule(
          (operation, path) -> {
            if (operation.changes() && path.startsWith(FaultyFileSystem.unwrap(root))) {
              throw new java.nio.file.AccessDeniedException(path.toString());
            }
          });
      fails(ErrorCode.IO_FAILED, () -> bucket.put("b", Body.of(new byte[LARGE])))
          .contains("no permission for " + root.resolve("bodies"));
      faults.heal();
      bucket.put("b", Body.of(new byte[LARGE]));
      assertThat(bodyFiles(root)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterAFailedForceTheStoreOnlyReadsUntilItIsOpenedAgain(Disk disk) throws IOException {
    Path root = faultyRoot(disk);
    BlobStore store = open(root);
    Bucket bucket = store.createBucket("photos");
    bucket.put("a", Body.of("old"));
    faults.fail(Operation.FORCE, ".seg", "Input/output error");
    fails(ErrorCode.IO_FAILED, () -> bucket.put("a", Body.of("new")))
        .contains("could not be forced")
        .contains("Input/output error");
    faults.heal();
    fails(ErrorCode.IO_FAILED, () -> bucket.put("a", Body.of("newer")))
        .contains("until it is opened again");
    assertThat(bucket.getString("a")).isEqualTo("old");
    fails(ErrorCode.IO_FAILED, store::close);
    try (BlobStore again = open(root)) {
      assertThat(again.bucket("photos").getString("a")).isIn("old", "new");
      again.bucket("photos").put("a", Body.of("newest"));
    }
    assertThat(faults.open()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bodies", "directory"})
  void afterAFailedForceOfADirectoryNoLargeBodyIsTakenUntilTheStoreIsOpenedAgain(String where)
      throws IOException {
    Path root = faultyRoot(Disk.UNIX);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      faults.rule(
          (operation, path) -> {
            boolean within = path.getParent().endsWith("bodies");
            if (operation == Operation.FORCE
                && (where.equals("bodies") ? path.endsWith("bodies") : within)) {
              throw new IOException("Input/output error");
            }
          });
      fails(ErrorCode.IO_FAILED, () -> bucket.put("a", Body.of(new byte[LARGE])))
          .contains("could not be forced");
      faults.heal();
      fails(ErrorCode.IO_FAILED, () -> bucket.put("a", Body.of(new byte[LARGE])))
          .contains("until it is opened again");
      bucket.put("b", Body.of("small"));
    }
    try (BlobStore store = open(root)) {
      assertThat(store.bucket("photos").getString("b")).isEqualTo("small");
      store.bucket("photos").put("a", Body.of(new byte[LARGE]));
    }
    assertThat(faults.open()).isZero();
  }

  @Test
  void aStoreOnAFullDiskIsOpenedForReadingAndDeleting() throws IOException {
    Path root = faultyRoot(Disk.UNIX);
    try (BlobStore store = open(root)) {
      store.createBucket("photos").put("a", Body.of("1"));
    }
    faults.space(0);
    faults.rule(
        (operation, path) -> {
          if (operation == Operation.DELETE && path.endsWith(Reserve.NAME)) {
            faults.space(Reserve.SIZE);
          }
        });
    try (BlobStore store = open(root)) {
      assertThat(store.bucket("photos").getString("a")).isEqualTo("1");
      store.bucket("photos").delete("a");
      assertThat(store.bucket("photos").exists("a")).isFalse();
    }
  }

  // ---- damage

  @ParameterizedTest
  @EnumSource
  void aChangedByteInTheLogIsNeverRead(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("x".repeat(1000)));
      bucket.put("b", Body.of("y"));
      Path segment = root.toRealPath().resolve("log/0000000001.seg");
      byte[] bytes = Files.readAllBytes(segment);
      bytes[new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("xxxx") + 7]++;
      Files.write(segment, bytes);
      fails(ErrorCode.CORRUPT, () -> bucket.getBytes("a"))
          .startsWith("get photos/a: " + segment + " is damaged at byte ")
          .endsWith("checksum of the record's payload does not match (CORRUPT)");
      assertThat(bucket.getString("b")).isEqualTo("y");
    }
    fails(ErrorCode.CORRUPT, () -> open(root)).contains("0000000001.seg is damaged at byte ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_535, 65_536, 150_000, LARGE - 1, LARGE, LARGE + 40})
  void aChangedByteInAFileIsNeverRead(int at) throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of(new byte[LARGE]));
      Path file = bodyFile(root);
      byte[] bytes = Files.readAllBytes(file);
      bytes[at]++;
      Files.write(file, bytes);
      fails(ErrorCode.CORRUPT, () -> bucket.getBytes("a"))
          .startsWith("get photos/a: " + file + " is damaged at byte ");
      fails(ErrorCode.CORRUPT, () -> readInPieces(bucket));
    }
    open(root).close();
  }

  private static void readInPieces(Bucket bucket) throws IOException {
    try (Blob blob = bucket.get("a");
        InputStream in = blob.stream()) {
      byte[] piece = new byte[1000];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        assertThat(piece).containsOnly(0);
      }
    } catch (IOException e) {
      assertThat(e).hasCauseInstanceOf(BlobStoreException.class);
      throw (BlobStoreException) e.getCause();
    }
  }

  private static Path bodyFile(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.toRealPath().resolve("bodies"))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatVanishedIsNamed(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of(new byte[LARGE]));
      bucket.put("b", Body.of("1"));
      Path file = bodyFile(root);
      Files.delete(file);
      fails(ErrorCode.CORRUPT, () -> bucket.getBytes("a"))
          .isEqualTo(
              "get photos/a: %s is missing: a blob has its bytes there (CORRUPT)".formatted(file));
      assertThat(bucket.getString("b")).isEqualTo("1");
    }
    try (BlobStore store = open(root)) {
      fails(ErrorCode.CORRUPT, () -> store.bucket("photos").getBytes("a"));
      store.bucket("photos").put("a", Body.of("healed"));
      assertThat(store.bucket("photos").getString("a")).isEqualTo("healed");
    }
  }

  @Test
  void aRecordThatIsNoChangeIsNamed() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (TestLog log = new TestLog(root)) {
      log.append("text");
    }
    fails(ErrorCode.CORRUPT, () -> open(root)).contains("0000000001.seg is damaged at byte 96: ");
  }

  @ParameterizedTest
  @EnumSource
  void aDiskThatCannotBeReadIsNamed(Disk disk) throws IOException {
    Path root = faultyRoot(disk);
    try (BlobStore store = open(root)) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("small"));
      bucket.put("b", Body.of(new byte[LARGE]));
      faults.rule(
          (operation, path) -> {
            if (operation == Operation.READ) {
              throw new IOException("Input/output error");
            }
          });
      fails(ErrorCode.IO_FAILED, () -> bucket.getBytes("a")).contains("Input/output error");
      fails(ErrorCode.IO_FAILED, () -> bucket.getBytes("b")).contains("Input/output error");
      faults.heal();
      assertThat(bucket.getString("a")).isEqualTo("small");
      assertThat(bucket.getBytes("b")).hasSize(LARGE);
    }
    assertThat(faults.open()).isZero();
  }
}
