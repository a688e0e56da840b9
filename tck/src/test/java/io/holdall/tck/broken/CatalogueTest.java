package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStores;
import io.holdall.tck.Area;
import io.holdall.tck.Counterexample;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
    assertThat(Catalogue.all()).extracting(BrokenStore::rule).hasSameElementsAs(rules);
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
                                        store.toString(), () -> finds(area, store, OPTIONS))))));
  }

  /** One seed could be a lucky one. */
  @TestFactory
  Stream<DynamicTest> otherSeedsFindItToo() {
    return Arrays.stream(Area.values())
        .filter(area -> area != Area.CONCURRENCY) // there it is not the seed that decides
        .flatMap(area -> Catalogue.of(area).stream())
        .flatMap(
            store ->
                LongStream.of(7, 1_000_003)
                    .mapToObj(
                        seed ->
                            DynamicTest.dynamicTest(
                                store + ", seed " + seed,
                                () -> finds(areaOf(store), store, OPTIONS.seed(seed)))));
  }

  private static Area areaOf(BrokenStore store) {
    return Arrays.stream(Area.values())
        .filter(area -> ids(area).contains(store.rule()))
        .findFirst()
        .orElseThrow();
  }

  /** Defects of one call each, and the rules of other areas that make this call too. */
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          "PRE-11", Set.of(),
          "TAG-01", Set.of("HIST-04"),
          "MPU-53", Set.of(),
          "COND-06", Set.of("HIST-01", "HIST-02", "HIST-03", "HIST-04"),
          "GET-05", Set.of(),
          "HIST-03", Set.of());

  @TestFactory
  Stream<DynamicTest> noRuleOfAnotherAreaFindsWhatItDoesNotTouch() {
    return Catalogue.all().stream()
        .filter(store -> ELSEWHERE.containsKey(store.rule()))
        .map(store -> DynamicTest.dynamicTest(store.toString(), () -> findsInAllAreas(store)));
  }

  private static void findsInAllAreas(BrokenStore store) {
    TckReport report =
        TckRunner.of(store::target).options(OPTIONS.tries(20)).except("LIST-07").run();
    Set<String> elsewhere = failed(report);
    elsewhere.removeAll(ids(areaOf(store)));
    assertThat(elsewhere).isEqualTo(ELSEWHERE.get(store.rule()));
  }

  /** How many calls are left of those that were generated. */
  private static final Map<String, Integer> FEWEST =
      Map.of("HIST-03", 4, "HIST-02", 5, "LIST-01", 3, "GET-20", 2);

  @TestFactory
  Stream<DynamicTest> whatIsFoundIsMadeSmall() {
    return Catalogue.all().stream()
        .filter(store -> FEWEST.containsKey(store.rule()))
        .map(store -> DynamicTest.dynamicTest(store.toString(), () -> shrinks(store)));
  }

  private static void shrinks(BrokenStore store) {
    TckReport report =
        TckRunner.of(store::target)
            .options(TckOptions.defaults().seed(20_300_601))
            .only(store.rule())
            .run();
    Counterexample found = report.with(Outcome.FAILED).get(0).counterexample().orElseThrow();
    List<String> calls = found.code().lines().filter(line -> line.contains("bucket.")).toList();
    assertThat(calls).hasSizeLessThanOrEqualTo(FEWEST.getOrDefault(store.rule(), 0));
  }

  private static void findsNothing(Area area) {
    TckReport report =
        run(
            area,
            () -> SoundStore.target("sound", (driver, clock) -> BlobStores.of(driver)),
            OPTIONS);
    assertThat(report.with(Outcome.PASSED)).as(report.text()).hasSize(ids(area).size());
  }

  private static Set<String> failed(TckReport report) {
    return report.with(Outcome.FAILED).stream()
        .map(result -> result.rule().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void finds(Area area, BrokenStore store, TckOptions options) {
    TckReport report = run(area, store::target, options);
    Set<String> failed = failed(report);
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

  private static TckReport run(Area area, Supplier<TckTarget> target, TckOptions options) {
    return TckRunner.of(target).options(options).only(ids(area).toArray(String[]::new)).run();
  }

  @Test
  void theReadmeTellsHowManyThereAre() throws IOException {
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("%d stores that are broken on purpose".formatted(Catalogue.all().size()));
  }
}
