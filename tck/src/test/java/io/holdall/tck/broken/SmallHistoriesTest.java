package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.tck.Area;
import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Of the calls of a history that shows what is broken none can be left out. */
class SmallHistoriesTest {
  /** What must be called so that it shows, in one way or another. */
  private static final Map<String, Pattern> NEEDED =
      Map.of(
          "HIST-01", Pattern.compile("((put|writer|copy) ){2,3}copy"),
          "HIST-02", Pattern.compile("((put|copy) ){2}listPage (put|copy|delete) listPage"),
          "HIST-03",
              Pattern.compile(
                  "startUpload put( (uploadPart|listParts|abort|listUploads))?|startUpload uploadPart put complete"),
          "HIST-04", Pattern.compile("((put|copy) ){2}(setTags )?copy|put setTags put copy"));

  private static final Pattern CALL = Pattern.compile("bucket(?:\\.upload\\(.*?\\))?\\.(\\w+)\\(");

  /** The first call of the last look at everything. */
  private static final String LAST_LOOK = "bucket.listPage(ListOptions.under(\"\"))";

  /** A tenth of what may be spent on making a counterexample smaller. */
  private static final int FEW_REQUESTS = 5000;

  @TestFactory
  Stream<DynamicTest> noCallCanBeSpared() {
    return Catalogue.of(Area.HISTORY).stream()
        .flatMap(
            store ->
                LongStream.of(20_300_601, 7, 1_000_003)
                    .mapToObj(
                        seed ->
                            DynamicTest.dynamicTest(
                                store + ", seed " + seed, () -> isSmall(store, seed))));
  }

  private static void isSmall(BrokenStore store, long seed) {
    TckReport report =
        TckRunner.of(store::target)
            .options(TckOptions.defaults().seed(seed))
            .only(store.rule())
            .run();
    Counterexample found = report.with(Outcome.FAILED).get(0).counterexample().orElseThrow();
    String calls =
        found
            .code()
            .lines()
            .takeWhile(line -> !line.contains(LAST_LOOK))
            .flatMap(line -> CALL.matcher(line).results())
            .map(call -> call.group(1))
            .filter(call -> !call.equals("ref"))
            .collect(Collectors.joining(" "));
    assertThat(calls).as(found.code()).matches(NEEDED.get(store.rule()));
    assertThat(report.requests()).isLessThan(FEW_REQUESTS);
  }
}
