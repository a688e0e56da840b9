package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStores;
import io.holdall.tck.Area;
import io.holdall.tck.Outcome;
import io.holdall.tck.RuleInfo;
import io.holdall.tck.RuleResult;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CatalogueTest {
  /** As often as by default; one seed, so that it is the same each time, and no shrinking. */
  private static final TckOptions OPTIONS = TckOptions.defaults().seed(20_300_601).shrinkTries(0);

  @Test
  void everyRuleHasAStoreThatBreaksIt() {
    Set<String> rules = RuleInfo.all().stream().map(RuleInfo::id).collect(Collectors.toSet());
    assertThat(Catalogue.all()).extracting(BrokenStore::rule).containsOnlyOnceElementsOf(rules);
    assertThat(Catalogue.all()).extracting(BrokenStore::does).allMatch(it -> !it.isBlank());
    for (Area area : Area.values()) {
      assertThat(Catalogue.of(area)).extracting(BrokenStore::rule).isSubsetOf(ids(area));
    }
  }

  private static Set<String> ids(Area area) {
    return RuleInfo.all().stream()
        .filter(rule -> rule.area() == area)
        .map(RuleInfo::id)
        .collect(Collectors.toSet());
  }

  @TestFactory
  Stream<DynamicNode> theKitFindsWhatIsBrokenAndNothingElse() {
    return Arrays.stream(Area.values())
        .map(
            area ->
                DynamicContainer.dynamicContainer(
                    area.name(),
                    Stream.concat(
                        Stream.of(
                            DynamicTest.dynamicTest("a sound store", () -> findsNothing(area))),
                        Catalogue.of(area).stream()
                            .map(
                                store ->
                                    DynamicTest.dynamicTest(
                                        store.toString(), () -> finds(area, store))))));
  }

  private static void findsNothing(Area area) {
    TckReport report =
        run(area, () -> SoundStore.target("sound", (driver, clock) -> BlobStores.of(driver)));
    assertThat(report.with(Outcome.PASSED)).as(report.text()).hasSize(ids(area).size());
  }

  private static void finds(Area area, BrokenStore store) {
    TckReport report = run(area, store::target);
    Set<String> failed =
        report.with(Outcome.FAILED).stream()
            .map(result -> result.rule().id())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>(store.also());
    expected.add(store.rule());
    Set<String> tolerated = new TreeSet<>(expected);
    tolerated.addAll(store.perhaps());
    assertThat(failed).as("the rules that fail").containsAll(expected).isSubsetOf(tolerated);
    for (RuleResult result : report.with(Outcome.FAILED)) {
      assertThat(result.counterexample().orElseThrow().repeat())
          .endsWith("--only " + result.rule().id());
    }
  }

  private static TckReport run(Area area, Supplier<TckTarget> target) {
    return TckRunner.of(target).options(OPTIONS).only(ids(area).toArray(String[]::new)).run();
  }

  @Test
  void theReadmeTellsHowManyThereAre() throws IOException {
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("%d stores that are broken on purpose".formatted(Catalogue.all().size()));
  }
}
