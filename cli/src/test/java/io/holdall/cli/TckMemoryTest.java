package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the kit, with the store in memory that it tries, gets by with 256 MiB of heap. */
class TckMemoryTest {
  @TempDir private Path directory;

  @Test
  void allRules() throws IOException, InterruptedException {
    assertThat(closingLine("--tries", "3", "--except", "CONCURRENCY")).contains(" 0 failed, ");
  }

  /** What was kept of each try would not fit: 60,000 of them, of thirty requests each. */
  @Test
  void manyTries() throws IOException, InterruptedException {
    assertThat(closingLine("--tries", "20000", "--only", "DEL-02,LIST-03,META-04"))
        .startsWith("3 passed, 0 failed, ");
  }

  private String closingLine(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "tck",
                "memory:",
                "--report",
                directory.resolve("report").toString()));
    command.addAll(List.of(options));
    Path out = directory.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(out);
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines.get(lines.size() - 1);
  }
}
