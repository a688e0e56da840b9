package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Feature;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That the kept costs are those that the rules have. */
class CostTest {
  private static final Path MEASURED = Path.of("target", "costs.properties");
  private static final String HEAD =
      """
      # Requests that one try of a rule takes, cleaning up included, on a store in memory: the mean and the most of many tries;
      # first where the kit makes buckets of its own, then below a prefix of one bucket. CostTest writes the measured file.
      """;

  /**
   * Their clients read as long as others write, which hangs on the machine, but only so often. Kept
   * is the most that they may.
   */
  private static final Set<String> READERS = Set.of("RACE-03", "RACE-05", "RACE-09");

  @Test
  void areThoseThatAreKept() throws IOException {
    SortedMap<String, Cost> own = measure(false);
    SortedMap<String, Cost> shared = measure(true);
    Files.createDirectories(MEASURED.getParent());
    Files.writeString(MEASURED, spelled(own, shared));
    String advice = "%s; if so it should be, copy " + MEASURED + " over the kept file";
    own.forEach((name, cost) -> assertKept(Cost.measured(name, true), cost, name, advice));
    shared.forEach((name, cost) -> assertKept(Cost.measured(name, false), cost, name, advice));
  }

  private static void assertKept(Optional<Cost> known, Cost measured, String name, String advice) {
    assertThat(known).as(advice, "the cost of " + name).isPresent();
    Cost kept = known.orElseThrow();
    if (READERS.contains(name)) {
      assertThat(measured.most())
          .as("the most requests of a try of %s; there is a bound in the rule itself", name)
          .isLessThanOrEqualTo(kept.most());
      return;
    }
    assertThat(measured.mean())
        .as(advice, "the mean requests of a try of " + name)
        .isBetween(kept.mean() * 0.75 - 1, kept.mean() * 1.25 + 1);
    assertThat(measured.most())
        .as(advice, "the most requests of a try of " + name)
        .isLessThanOrEqualTo(Math.round(kept.most() * 1.25) + 2);
  }

  private static SortedMap<String, Cost> measure(boolean below) {
    SortedMap<String, Cost> costs = new TreeMap<>();
    TckReport report = TckRunner.of(() -> target(below)).seed(1).tries(30).run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    for (RuleResult result : report.results()) {
      costs.put(result.rule().id(), cost(result));
    }
    TckReport compared =
        TckRunner.of(() -> target(below)).against(() -> target(below)).seed(1).tries(30).run();
    compared.results().forEach(result -> costs.put(result.rule().id(), cost(result)));
    TckReport refused =
        TckRunner.of(() -> without(target(below), Feature.TAGS)).only("TAG-01").run();
    costs.put(Cost.REFUSAL, cost(refused.results().get(0)));
    return costs;
  }

  private static TckTarget target(boolean below) {
    TckTarget target = TckTarget.open("memory:");
    return below ? target.in(target.store().createBucket("home-of-the-kit")) : target;
  }

  private static TckTarget without(TckTarget target, Feature feature) {
    BlobStore lacking =
        BlobStores.decorated(target.store(), driver -> new Lacking(driver, feature)).orElseThrow();
    TckTarget named = TckTarget.of("lacking " + feature, lacking);
    return target.home().map(home -> named.in(lacking.bucket(home.name()))).orElse(named);
  }

  private static Cost cost(RuleResult result) {
    return new Cost((double) result.requests() / result.tries(), result.mostRequests());
  }

  private static String spelled(Map<String, Cost> own, Map<String, Cost> shared) {
    StringBuilder text = new StringBuilder(HEAD);
    own.forEach(
        (name, cost) -> {
          Cost other = shared.get(name);
          if (READERS.contains(name)) {
            cost = atMost(cost, name, true);
            other = atMost(other, name, false);
          }
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s = %.1f %d %.1f %d%n",
                  name,
                  cost.mean(),
                  cost.most(),
                  other.mean(),
                  other.most()));
        });
    return text.toString();
  }

  private static Cost atMost(Cost measured, String name, boolean ownBuckets) {
    long kept = Cost.measured(name, ownBuckets).map(Cost::most).orElse(0L);
    return new Cost(measured.mean(), Math.max(kept, measured.most()));
  }

  private static final class Lacking extends ForwardingDriver {
    private final Feature feature;

    Lacking(StoreDriver driver, Feature feature) {
      super(driver);
      this.feature = feature;
    }

    @Override
    public Set<Feature> features() {
      EnumSet<Feature> features = EnumSet.copyOf(super.features());
      features.remove(feature);
      return features;
    }

    @Override
    public Optional<TagDriver> tags() {
      return Optional.empty();
    }
  }
}
