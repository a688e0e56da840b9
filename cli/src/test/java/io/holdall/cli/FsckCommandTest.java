package io.holdall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckCommandTest {
  @TempDir Path temporary;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    return Main.execute(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        args);
  }

  private Path store() throws IOException {
    Path root = temporary.resolve("root");
    Path file = Files.write(temporary.resolve("file"), new byte[100_000]);
    assertThat(run("mb", "file:" + root + "#photos")).isZero();
    assertThat(run("cp", file.toString(), "file:" + root + "#photos/a")).isZero();
    return root;
  }

  @Test
  void saysWhatIsThereAndThatItIsWhole() throws IOException {
    Path root = store();
    assertThat(run("fsck", "file:" + root)).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("whole; segments: 1, records: 2, blobs and parts: 1, bodies in files: 1, ");
  }

  @Test
  void saysWhatIsDamagedAndSavesTheRest() throws IOException {
    Path root = store();
    Path body;
    try (var files = Files.walk(root.resolve("bodies"))) {
      body = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(body);
    bytes[70_000]++;
    Files.write(body, bytes);
    assertThat(run("fsck", "file:" + root)).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .startsWith("photos/a: " + body + " is damaged at byte 65536: ")
        .contains("damaged, places: 1; ");
    Path target = temporary.resolve("target");
    assertThat(run("fsck", "file:" + root, "--salvage", target.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8)).startsWith("photos/a is left out: " + body);
    assertThat(run("fsck", "file:" + target)).isZero();
    assertThat(run("ls", "file:" + target + "#photos")).isZero();
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void whatIsNoStoreIsRefusedInOneSentence() {
    assertThat(run("fsck", "file:" + temporary)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains(temporary + " is not a store: it has no log");
    assertThat(run("fsck", "memory:")).isEqualTo(2);
  }
}
