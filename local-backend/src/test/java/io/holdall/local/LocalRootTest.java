package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LocalRootTest {
  @TempDir Path temporary;

  private static AbstractObjectAssert<?, RootException> refuses(Path path, String message) {
    return assertThatThrownBy(() -> LocalRoot.open(path))
        .isInstanceOf(RootException.class)
        .hasMessage(message)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(RootException.class));
  }

  @ParameterizedTest
  @EnumSource
  void aRootIsCreatedWithAllDirectoriesAboveAndOpenedAgain(Disk disk) throws IOException {
    Path path = disk.root(temporary).resolve("a").resolve("b");
    UUID id;
    try (LocalRoot root = LocalRoot.open(path)) {
      id = root.id();
      assertThat(root.directory()).isEqualTo(path.toRealPath());
      assertThat(root.log()).isDirectory();
      assertThat(root.bodies()).isDirectory();
      assertThat(Files.readString(path.resolve("FORMAT")))
          .matches("holdall 1 " + id + " [0-9a-f]{8}\\n");
    }
    try (LocalRoot root = LocalRoot.open(path)) {
      assertThat(root.id()).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyDirectoryBecomesARoot(Disk disk) throws IOException {
    Path path = disk.directory(temporary);
    Files.createFile(path.resolve(".DS_Store"));
    LocalRoot.open(path).close();
    LocalRoot.open(path).close();
  }

  @ParameterizedTest
  @EnumSource
  void aRelativePathIsARootToo(Disk disk) throws IOException {
    Path directory = disk.directory(temporary);
    Path here = directory.getFileSystem().getPath("").toAbsolutePath();
    Path relative = here.relativize(directory.resolve("root"));
    try (LocalRoot root = LocalRoot.open(relative)) {
      assertThat(root.directory().isAbsolute()).isTrue();
    }
    assertThat(directory.resolve("root").resolve("FORMAT")).exists();
  }

  @ParameterizedTest
  @EnumSource
  void aCopyOfAnOpenRootIsNotInUse(Disk disk) throws IOException {
    Path path = disk.root(temporary);
    try (LocalRoot root = LocalRoot.open(path)) {
      Path copy = Disk.copy(path, path.resolveSibling("copy"));
      try (LocalRoot second = LocalRoot.open(copy)) {
        assertThat(second.id()).isEqualTo(root.id());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDirectoryWithForeignContentIsRefusedAndLeftAlone(Disk disk) throws IOException {
    Path path = disk.directory(temporary);
    Files.createFile(path.resolve("notes.txt"));
    refuses(
            path,
            path.toRealPath()
                + " cannot be the root of a store: it holds notes.txt, which is not a store's.")
        .extracting(RootException::reason)
        .isEqualTo(RootException.Reason.FOREIGN_CONTENT);
    try (Stream<Path> files = Files.list(path)) {
      assertThat(files).containsExactly(path.resolve("notes.txt"));
    }
    Files.delete(path.resolve("notes.txt"));
    for (String name : List.of("log", "bodies")) {
      Files.createFile(path.resolve(name));
      refuses(
          path,
          path.toRealPath()
              + " cannot be the root of a store: it holds "
              + name
              + ", which is not a store's.");
      Files.delete(path.resolve(name));
    }
    LocalRoot.open(path).close();
    Files.createFile(path.resolve("notes.txt"));
    refuses(
        path,
        path.toRealPath()
            + " cannot be the root of a store: it holds notes.txt, which is not a store's.");
  }

  /** What an interrupted creation leaves is called so too, but has something else in it. */
  @ParameterizedTest
  @EnumSource
  void filesOfSomebodyElseThatAreCalledLikeOursAreLeftAlone(Disk disk) throws IOException {
    for (String name : List.of("owner", "lock", "reserve", "FORMAT.tmp")) {
      for (String content : List.of("three seats", "12 rooms")) {
        Path path = disk.directory(temporary).resolve(name + content.length());
        Files.createDirectory(path);
        Files.writeString(path.resolve(name), content);
        refuses(
            path,
            path.toRealPath()
                + " cannot be the root of a store: it holds "
                + name
                + ", which is not a store's.");
        assertThat(path.resolve(name)).hasContent(content);
        assertThat(Listing.names(path)).containsExactly(name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "owner, ''",
    "owner, 4711",
    "owner, '\0\0\0\0'",
    "lock, ''",
    "FORMAT.tmp, hold",
    "FORMAT.tmp, 'whatever was there on the device'"
  })
  void whatACreationMayHaveLeftIsTakenUp(String name, String content) throws IOException {
    Path path = Disk.UNIX.directory(temporary);
    LocalRoot.open(path).close();
    Files.delete(path.resolve("FORMAT"));
    Files.writeString(path.resolve(name), content);
    LocalRoot.open(path).close();
    assertThat(path.resolve("FORMAT")).exists();
    assertThat(path.resolve("FORMAT.tmp")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aFileIsNoRootNorIsAnythingBelowIt(Disk disk) throws IOException {
    Path file = Files.createFile(disk.root(temporary));
    refuses(file, file + " cannot be the root of a store: it is not a directory.")
        .extracting(RootException::reason)
        .isEqualTo(RootException.Reason.NOT_A_DIRECTORY);
    Path below = file.resolve("a").resolve("b");
    refuses(below, below + " cannot be the root of a store: " + file + " is not a directory.");
  }

  @Test
  void aDriveThatIsNotThereIsNamed() throws IOException {
    Path path = Disk.WINDOWS.root(temporary).getFileSystem().getPath("Q:\\stores\\one");
    refuses(path, "Q:\\stores\\one cannot be created: there is no Q:\\.");
  }

  @ParameterizedTest
  @EnumSource
  void aNewerFormatIsNamedAndAnOtherMarkerIsDamage(Disk disk) throws IOException {
    Path path = disk.root(temporary);
    LocalRoot.open(path).close();
    Path marker = path.resolve("FORMAT");
    String line = Files.readString(marker);
    Files.writeString(marker, "holdall 2 something else\n");
    refuses(
            path,
            path.toRealPath()
                + " is written in version 2 of the format, and this library knows versions up to"
                + " 1.")
        .extracting(RootException::reason)
        .isEqualTo(RootException.Reason.NEWER_FORMAT);
    for (int i = 0; i < line.length(); i++) {
      char[] other = line.toCharArray();
      other[i] = (char) (other[i] ^ 1);
      Files.writeString(marker, new String(other));
      assertThatThrownBy(() -> LocalRoot.open(path))
          .isInstanceOf(DamageException.class)
          .hasMessage(
              path.toRealPath().resolve("FORMAT")
                  + " is damaged at byte 0: this is not the marker of a store.");
    }
    Files.writeString(marker, line);
    LocalRoot.open(path).close();
  }

  @ParameterizedTest
  @EnumSource
  void aRootWithoutItsMarkerIsRefusedOnceItHoldsData(Disk disk) throws IOException {
    Path path = disk.root(temporary);
    try (TestLog log = new TestLog(path)) {
      log.append("one");
    }
    byte[] marker = Files.readAllBytes(path.resolve("FORMAT"));
    Files.delete(path.resolve("FORMAT"));
    refuses(
        path,
        path.toRealPath() + " cannot be opened: it holds data, and its marker FORMAT is missing.");
    Files.write(path.resolve("FORMAT"), marker);
    try (TestLog log = new TestLog(path)) {
      assertThat(log.replayedTexts()).containsExactly("one");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMissingDirectoryIsNamed(Disk disk) throws IOException {
    Path path = disk.root(temporary);
    LocalRoot.open(path).close();
    Files.delete(path.resolve("bodies"));
    assertThatThrownBy(() -> LocalRoot.open(path))
        .isInstanceOf(DamageException.class)
        .hasMessage(
            path.toRealPath().resolve("bodies") + " is missing: every root has this directory.");
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsNamed() throws IOException {
    Faults faults = new Faults();
    Path path = faulty(faults).resolve("root");
    LocalRoot.open(path).close();
    faults.denyChanges("root");
    assertThatThrownBy(() -> LocalRoot.open(path))
        .isInstanceOf(RootException.class)
        .hasMessage(path + " cannot be opened: no permission for " + path.resolve("owner") + ".")
        .extracting(e -> ((RootException) e).reason())
        .isEqualTo(RootException.Reason.NO_ACCESS);
    faults.denyChanges(path.getParent().toString());
    Path other = path.resolveSibling("other");
    assertThatThrownBy(() -> LocalRoot.open(other))
        .isInstanceOf(RootException.class)
        .hasMessage(other + " cannot be opened: no permission for " + other + ".");
    faults.heal();
    LocalRoot.open(path).close();
  }

  private Path faulty(Faults faults) throws IOException {
    Path directory = Files.createTempDirectory(temporary, "faulty").toRealPath();
    return new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory);
  }

  /** Whatever is the last operation that was done, the next opening makes the root whole. */
  @Test
  void aCreationCutShortAnywhereIsTakenUpAgain() throws IOException {
    int done = 0;
    for (boolean created = false; !created; done++) {
      Faults faults = new Faults();
      Path path = faulty(faults).resolve("a").resolve("root");
      AtomicInteger left = new AtomicInteger(done);
      faults.rule(
          (operation, file) -> {
            if (operation.changes() && left.getAndDecrement() <= 0) {
              throw new FileSystemException(file.toString(), null, "the machine is gone");
            }
          });
      try {
        LocalRoot.open(path).close();
        created = left.get() >= 0;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("the machine is gone");
      }
      faults.heal();
      try (TestLog log = new TestLog(path)) {
        assertThat(log.replayed).isEmpty();
        log.append("one");
        assertThat(path.resolve("FORMAT.tmp")).doesNotExist();
      }
      try (TestLog log = new TestLog(path)) {
        assertThat(log.replayedTexts()).containsExactly("one");
      }
      assertThat(faults.open()).isZero();
    }
    assertThat(done).isGreaterThan(15);
  }

  @Test
  void allDirectoriesThatAreMadeAreForced() throws IOException {
    Faults faults = new Faults();
    Path there = Disk.UNIX.directory(Path.of(""));
    Path path = new FaultyFileSystem(there.getFileSystem(), faults).wrap(there);
    Set<String> forced = new HashSet<>();
    faults.rule(
        (operation, file) -> {
          if (operation == Operation.FORCE) {
            forced.add(file.toString());
          }
        });
    LocalRoot.open(path.resolve("a/b/root")).close();
    // Each has the entry of the next.
    for (String made : List.of("", "a", "a/b", "a/b/root", "a/b/root/log")) {
      assertThat(forced).contains(there.resolve(made).toString());
    }
  }

  @Test
  void aFailureToForceADirectoryIsNotTakenForAFileSystemThatCannot() throws IOException {
    for (Operation failing : List.of(Operation.FORCE, Operation.OPEN)) {
      Faults faults = new Faults();
      Path path = faulty(faults).resolve("root");
      LocalRoot.open(path).close();
      faults.rule(
          (operation, file) -> {
            if (operation == failing && file.endsWith("root")) {
              throw new FileSystemException(file.toString(), null, "Input/output error");
            }
          });
      assertThatThrownBy(() -> LocalRoot.open(path))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Input/output error");
      faults.heal();
      LocalRoot.open(path).close();
    }
  }

  @Test
  void directoriesAreForcedWhereThatIsPossible() throws IOException {
    DirectorySync.of(temporary).force(temporary);
    assertThatThrownBy(() -> DirectorySync.of(temporary).force(temporary.resolve("none")))
        .isInstanceOf(IOException.class);
    Path jimfs = Disk.UNIX.directory(temporary);
    DirectorySync.of(jimfs).force(jimfs);
  }
}
