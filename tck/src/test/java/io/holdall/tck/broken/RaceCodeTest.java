package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.NotFoundException;
import io.holdall.tck.Area;
import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.gen.Content;
import io.holdall.tck.record.CompiledCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Who pastes what a rule of the area printed has clients that call at the same time. */
class RaceCodeTest {
  /** What every client does, the first time that clients meet. */
  private static final Map<String, List<String>> CALLS =
      Map.ofEntries(
          Map.entry("RACE-01", List.of("put")),
          Map.entry("RACE-02", List.of("get")),
          Map.entry("RACE-03", List.of("put", "get", "get")),
          Map.entry("RACE-04", List.of("put")),
          Map.entry("RACE-05", List.of("put", "list")),
          Map.entry("RACE-06", List.of("put", "delete", "get")),
          Map.entry("RACE-07", List.of("uploadPart")),
          Map.entry("RACE-08", List.of("complete")),
          Map.entry("RACE-09", List.of("copy", "get")),
          Map.entry("RACE-10", List.of()),
          Map.entry("RACE-11", List.of()),
          Map.entry("RACE-12", List.of()));

  private static final Pattern CLIENT =
      Pattern.compile("\\.submit\\(\\(\\) -> \\{(.*?)return null;", Pattern.DOTALL);

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> theCodeRunsClientsAtTheSameTime() {
    return Catalogue.of(Area.CONCURRENCY).stream()
        .map(store -> DynamicTest.dynamicTest(store.toString(), () -> runs(store)));
  }

  private void runs(BrokenStore broken) throws Exception {
    TckReport report =
        TckRunner.of(broken::target)
            .options(TckOptions.defaults().seed(20_300_601).shrinkTries(5))
            .only(broken.rule())
            .run();
    assertThat(report.with(Outcome.FAILED)).as(report.text()).isNotEmpty();
    Counterexample found = report.with(Outcome.FAILED).get(0).counterexample().orElseThrow();
    hasClients(found.code(), CALLS.getOrDefault(broken.rule(), List.of()));
    // What stands for the bucket is a comment, and patterns are made by a method.
    String statements =
        found
            .code()
            .replace(Content.SOURCE, "")
            .lines()
            .filter(line -> !line.startsWith("Bucket "))
            .map(line -> line.replaceFirst("assertThrows\\(.*?, \\(\\) -> (.*)\\);", "$1;"))
            .collect(Collectors.joining("\n"));
    CompiledCode compiled =
        new CompiledCode(statements, Content.SOURCE, Files.createTempDirectory(directory, "code"));
    try (BlobStore store = BlobStores.open(SoundStore.URL)) {
      Bucket bucket = store.createBucket("some-bucket");
      assertThat(catchThrowable(() -> compiled.run(bucket)))
          .satisfiesAnyOf(
              thrown -> assertThat(thrown).isNull(),
              // Clients who have met otherwise may have left nothing to look at.
              thrown -> assertThat(thrown).hasCauseInstanceOf(NotFoundException.class));
    }
  }

  private static void hasClients(String code, List<String> calls) {
    List<String> clients = CLIENT.matcher(code).results().map(it -> it.group(1)).toList();
    assertThat(clients).as(code).hasSizeGreaterThanOrEqualTo(2);
    for (int i = 0; i < (calls.isEmpty() ? 0 : clients.size()); i++) {
      assertThat(clients.get(i)).as(code).contains("." + calls.get(i % calls.size()) + "(");
    }
  }
}
