package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.tck.Area;
import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import io.holdall.tck.record.CompiledCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what rules print compiles as it is pasted; what races print is tried elsewhere. */
class CounterexampleCodeTest {
  private static final String ASSERT_THROWS =
      """
      interface Call {
        void run() throws Throwable;
      }
      static void assertThrows(Class<? extends Throwable> type, Call call) {}
      """;

  @TempDir private Path directory;

  @Test
  void everyCounterexampleCompiles() throws Exception {
    String methods =
        Arrays.stream(Area.values())
            .filter(area -> area != Area.CONCURRENCY)
            .flatMap(area -> Catalogue.of(area).stream())
            .map(CounterexampleCodeTest::found)
            .distinct()
            .map(CounterexampleCodeTest::method)
            .collect(Collectors.joining("\n"));
    new CompiledCode("", methods + ASSERT_THROWS + Content.SOURCE + Bodies.SOURCE, directory);
  }

  private static String found(BrokenStore broken) {
    TckReport report =
        TckRunner.of(broken::target)
            .options(TckOptions.defaults().seed(20_300_601).shrinkTries(5))
            .only(broken.rule())
            .run();
    assertThat(report.with(Outcome.FAILED)).as(broken.toString()).hasSize(1);
    return report
        .with(Outcome.FAILED)
        .get(0)
        .counterexample()
        .map(Counterexample::code)
        .orElseThrow();
  }

  private static String method(String code) {
    String calls =
        code.replace(Content.SOURCE, "").replace(Bodies.SOURCE, "").replaceAll("= …;?", "= null;");
    return "static void call%08x() throws Exception {\n%s\n}".formatted(code.hashCode(), calls);
  }
}
