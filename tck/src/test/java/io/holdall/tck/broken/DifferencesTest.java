package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStores;
import io.holdall.tck.Outcome;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** That each comparison of two stores finds one that differs, whichever of the two it is. */
class DifferencesTest {
  private static final TckOptions OPTIONS = TckOptions.defaults().seed(20_300_601).shrinkTries(0);

  @TestFactory
  Stream<DynamicTest> theBrokenOneIsFound() {
    return BrokenHistories.stores().stream()
        .map(store -> DynamicTest.dynamicTest(store.toString(), () -> finds(store)));
  }

  private static void finds(BrokenStore store) {
    String rule = store.rule().replace("HIST", "DIFF");
    BrokenStore.Defect none = (driver, clock) -> BlobStores.of(driver);
    TckRunner broken =
        TckRunner.of(store::target)
            .against(() -> SoundStore.target("sound", none))
            .options(OPTIONS);
    TckRunner sound =
        TckRunner.of(() -> SoundStore.target("sound", none))
            .against(store::target)
            .options(OPTIONS);
    for (TckRunner runner : new TckRunner[] {broken, sound}) {
      TckReport report = runner.run();
      assertThat(report.with(Outcome.FAILED))
          .as(report.text())
          .extracting(result -> result.rule().id())
          .contains(rule);
    }
  }
}
