package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import io.holdall.tck.Outcome;
import io.holdall.tck.report.JsonReport;
import io.holdall.tck.report.ReportedRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a server which is killed is told of as one that is away, soon, and of no rule as broken. */
class TckOutageTest {
  private static final String KEY = "some-key";

  @TempDir private Path directory;

  @Test
  void aServerThatIsKilledEndsTheRun() throws IOException, InterruptedException {
    int rule = 5 + new Random().nextInt(150);
    List<String> told = new ArrayList<>();
    Process server =
        command("serve", "memory:", "--port", "0", "--access-key", KEY, "--secret-key", KEY)
            .start();
    Process kit = null;
    try (BufferedReader serving = server.inputReader(StandardCharsets.UTF_8)) {
      String at = serving.readLine().replaceFirst(".* at ", "");
      String url = "s3:?region=us-east-1&pathStyle=true&endpoint=" + at;
      kit =
          command("tck", url, "--tries", "1", "--report", directory.toString())
              .redirectOutput(directory.resolve("out").toFile())
              .start();
      try (BufferedReader progress = kit.errorReader(StandardCharsets.UTF_8)) {
        String line;
        while ((line = progress.readLine()) != null) {
          told.add(line);
          if (line.startsWith(rule + "/")) {
            server.destroyForcibly();
          }
        }
      }
      assertThat(kit.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      server.destroyForcibly();
      if (kit != null) {
        kit.destroyForcibly();
      }
    }
    assertThat(kit.exitValue()).as("killed after rule %d: %s", rule, told).isEqualTo(1);
    String text = contentOf(directory.resolve("out").toFile());
    assertThat(text)
        .contains("The run ended early: the store cannot be worked with any more since ")
        .contains(" rules could not be tried")
        .doesNotContain("FAILED");
    ReportedRun run = JsonReport.read(Files.readString(directory.resolve("report.json"))).get(0);
    assertThat(run.ending().outage()).isPresent();
    assertThat(run.rules().stream().filter(it -> it.outcome() == Outcome.FAILED)).isEmpty();
    assertThat(run.rules().stream().filter(it -> it.outcome() == Outcome.UNTRIED)).isNotEmpty();
  }

  private static ProcessBuilder command(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Daws.accessKeyId=" + KEY);
    words.add("-Daws.secretAccessKey=" + KEY);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }
}
