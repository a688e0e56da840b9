package io.holdall;

import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoriesTest {
  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> below(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> !path.equals(directory))
          .map(path -> directory.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void theListenerHearsOfAllFilesTogether() throws IOException {
    write("a", "x".repeat(100));
    write("b", "");
    write("c/d", "y".repeat(50));
    List<String> heard = new ArrayList<>();
    bucket.uploadDirectory(
        directory,
        "x/",
        PutOptions.defaults()
            .transfer(
                TransferOptions.defaults()
                    .listener((bytes, total) -> heard.add(bytes + " of " + total.orElse(-1)))));
    assertThat(heard).containsExactly("100 of 150", "150 of 150");
  }

  @Test
  void thereAndBack() throws IOException {
    write("a", "1");
    write("b/c/d", "22");
    write("b/é", "");
    Files.createDirectory(directory.resolve("empty"));
    DirectoryReport up =
        bucket.uploadDirectory(directory, "x/", PutOptions.defaults().contentType("text/plain"));
    assertThat(up).isEqualTo(new DirectoryReport(3, 3));
    assertThat(driver.blobs).containsOnlyKeys("x/a", "x/b/c/d", "x/b/é");
    assertThat(bucket.head("x/a").contentType()).isEqualTo("text/plain");
    try (FileSystem jimfs = Jimfs.newFileSystem(Configuration.windows())) {
      Path target = jimfs.getPath("C:\\target");
      assertThat(bucket.downloadDirectory("x/", target)).isEqualTo(new DirectoryReport(3, 3));
      assertThat(below(target)).containsExactly("a", "b", "b/c", "b/c/d", "b/é");
      assertThat(target.resolve("b").resolve("c").resolve("d")).hasContent("22");
      driver.blobs.clear();
      bucket.uploadDirectory(target, "");
      assertThat(driver.blobs).containsOnlyKeys("a", "b/c/d", "b/é");
    }
  }

  @Test
  void linksToFilesAreFollowedAndLinksToDirectoriesAreNot() throws IOException {
    Path file = write("files/file", "1");
    Path uploaded = Files.createDirectory(directory.resolve("uploaded"));
    Files.createSymbolicLink(uploaded.resolve("to-file"), file);
    Files.createSymbolicLink(uploaded.resolve("to-directory"), file.getParent());
    Files.createSymbolicLink(uploaded.resolve("broken"), directory.resolve("nothing"));
    bucket.uploadDirectory(uploaded, "");
    assertThat(driver.blobs).containsOnlyKeys("to-file");
  }

  @Test
  void allKeysAreCheckedBeforeTheFirstByteMoves() throws IOException {
    write("a", "1");
    write("b".repeat(200), "1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bucket.uploadDirectory(directory, "p".repeat(900)));
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void directoriesThatCannotBeRead() throws IOException {
    Path file = write("file", "1");
    for (Path wrong : List.of(file, directory.resolve("nothing"))) {
      BlobStoreException e = thrown(ErrorCode.IO_FAILED, () -> bucket.uploadDirectory(wrong, ""));
      assertThat(e).hasMessageContaining(wrong + " is not a directory");
      assertThat(e.operation()).isEqualTo(Operation.UPLOAD_DIRECTORY);
    }
  }

  @Test
  void theFirstFileThatFailsEndsTheUpload() throws IOException {
    write("a", "1");
    write("b", "1");
    write("c", "1");
    driver.failAt("put p/b", ErrorCode.STORAGE_FULL);
    assertThat(thrown(ErrorCode.STORAGE_FULL, () -> bucket.uploadDirectory(directory, "p/")).key())
        .contains("p/b");
    assertThat(driver.blobs).containsOnlyKeys("p/a");
  }

  @Test
  void foldersBecomeDirectories() throws IOException {
    bucket.put("p/", Body.empty());
    bucket.put("p/empty/", Body.empty());
    bucket.put("p/full/", Body.empty());
    bucket.put("p/full/file", Body.of("1"));
    Path target = directory.resolve("target");
    assertThat(bucket.downloadDirectory("p/", target)).isEqualTo(new DirectoryReport(1, 1));
    assertThat(below(target)).containsExactly("empty", "full", "full/file");
  }

  @Test
  void aPrefixMayEndAnywhere() throws IOException {
    bucket.put("logs-1", Body.of("1"));
    bucket.put("logs-2/a", Body.of("1"));
    bucket.downloadDirectory("logs-", directory);
    assertThat(below(directory)).containsExactly("1", "2", "2/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..", "../x", "a/../x", "a/..", ".", "./a", "a/./b", "/a", "//", "a//b", "a/", "b/full/",
        "\u0000"
      })
  void keysThatCannotBeFiles(String key) throws IOException {
    bucket.put("p/A", Body.of("fine"));
    bucket.put("p/" + key, Body.of("1"));
    Path target = directory.resolve("target");
    BlobStoreException e =
        thrown(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("p/", target));
    assertThat(e.key()).contains("p/" + key);
    assertThat(e).hasMessageContaining("the key cannot be a file below the directory");
    assertThat(below(directory)).as("nothing is written").isEmpty();
    assertThat(driver.count("get")).isZero();
  }

  @Test
  void theKeyThatIsThePrefixItselfIsNoFile() {
    bucket.put("p", Body.of("1"));
    thrown(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("p", directory));
  }

  @Test
  void aFileWhereAnotherKeyNeedsADirectory() throws IOException {
    bucket.put("a/b", Body.of("1"));
    bucket.put("a/b-", Body.of("1"));
    bucket.put("a/b/c/d", Body.of("1"));
    BlobStoreException e =
        thrown(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("", directory));
    assertThat(e.key()).contains("a/b");
    driver.blobs.remove("a/b/c/d");
    bucket.put("a/b/", Body.empty());
    thrown(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("", directory));
    assertThat(below(directory)).isEmpty();
  }

  @Test
  void keysThatTheFileSystemCannotTellApart() throws IOException {
    bucket.put("File", Body.of("1"));
    bucket.put("file", Body.of("2"));
    try (FileSystem jimfs = Jimfs.newFileSystem(Configuration.windows())) {
      Path target = jimfs.getPath("C:\\target");
      BlobStoreException e =
          thrown(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("", target));
      assertThat(e).hasMessageContaining("it is the file of File too");
    }
    bucket.downloadDirectory("", directory);
    assertThat(below(directory)).containsExactly("File", "file");
  }

  /** As on a Mac, where paths do not tell what the disk does. */
  @ParameterizedTest
  @CsvSource({
    "File, file, it is the file of File too",
    "a/B/c, a/b/C, it is the file of a/B/c too",
    "DIR, dir/file, other keys need a directory"
  })
  void namesThatOnlyTheDiskTakesForOne(String one, String other, String why) throws IOException {
    bucket.put(one, Body.of("1"));
    bucket.put(other, Body.of("2"));
    try (FileSystem jimfs = Jimfs.newFileSystem(Configuration.osX())) {
      Path parent = Files.createDirectory(jimfs.getPath("/parent"));
      Path target = parent.resolve("new").resolve("target");
      BlobStoreException e =
          thrown(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("", target));
      assertThat(e).hasMessageContaining(why);
      assertThat(below(parent)).isEmpty();
    }
    bucket.downloadDirectory("", directory);
    assertThat(directory.resolve(one)).hasContent("1");
    assertThat(directory.resolve(other)).hasContent("2");
  }

  @Test
  void directoriesThatTheDiskTakesForOneHoldTheFilesOfBoth() throws IOException {
    bucket.put("A/x", Body.of("1"));
    bucket.put("a/y", Body.of("2"));
    try (FileSystem jimfs = Jimfs.newFileSystem(Configuration.osX())) {
      Path target = jimfs.getPath("/target");
      bucket.downloadDirectory("", target);
      assertThat(target.resolve("a").resolve("x")).hasContent("1");
      assertThat(target.resolve("A").resolve("y")).hasContent("2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b", "..\\x", "C:x", "a:b", "C:\\x", "a?b"})
  void namesThatWindowsWouldTakeApart(String key) throws IOException {
    bucket.put(key, Body.of("1"));
    try (FileSystem jimfs = Jimfs.newFileSystem(Configuration.windows())) {
      Path target = jimfs.getPath("C:\\target");
      thrown(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("", target));
      assertThat(target).doesNotExist();
    }
    bucket.downloadDirectory("", directory);
    assertThat(directory.resolve(key)).hasContent("1");
  }

  @Test
  void aDirectoryThatCannotBeMade() throws IOException {
    bucket.put("a/b", Body.of("1"));
    Path file = write("file", "1");
    BlobStoreException e = thrown(ErrorCode.IO_FAILED, () -> bucket.downloadDirectory("", file));
    assertThat(e).hasMessageContaining(file.toString());
    assertThat(e.operation()).isEqualTo(Operation.DOWNLOAD_DIRECTORY);
    assertThat(file).hasContent("1");
  }
}
