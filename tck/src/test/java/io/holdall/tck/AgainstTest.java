package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AgainstTest {
  @Test
  void twoStoresOfOneKindAreAlike() {
    TckReport report = runner(driver -> driver, driver -> driver).tries(20).run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(report.results())
        .extracting(result -> result.rule().id())
        .containsExactly("DIFF-01", "DIFF-02", "DIFF-03", "DIFF-04");
    assertThat(report.plan().target()).isEqualTo("one against other");
  }

  @Test
  void theFirstAnswerThatDiffersIsShrunk() {
    TckReport report = runner(driver -> driver, Strict::new).only("DIFF-01").run();
    Counterexample found = report.with(Outcome.FAILED).get(0).counterexample().orElseThrow();
    assertThat(found.problem())
        .containsSubsequence("this one answered", "done", "the other one", "NO_SUCH_KEY");
    assertThat(found.code().lines().filter(line -> line.contains("bucket.")).toList())
        .singleElement()
        .asString()
        .contains("bucket.delete(");
  }

  /** How much a page shows is left to the store (LIST-08). */
  @Test
  void shorterPagesAreNoDifference() {
    for (TckRunner runner :
        List.of(
            runner(driver -> driver, driver -> new Pages(driver, 1)),
            runner(driver -> new Pages(driver, 1), driver -> new Pages(driver, 2)))) {
      TckReport report = runner.tries(60).run();
      assertThat(report.isKept()).as(report.text()).isTrue();
      assertThat(report.results()).allSatisfy(it -> assertThat(it.note()).isEmpty());
    }
  }

  @Test
  void whatShorterPagesLeaveOutIsADifference() {
    TckReport report =
        runner(driver -> driver, driver -> new Ending(new Pages(driver, 1))).only("DIFF-01").run();
    assertThat(report.with(Outcome.FAILED).get(0).counterexample().orElseThrow().problem())
        .containsSubsequence("this one answered", ", ", "the other one", "[");
  }

  /** Shows a few entries a page, whatever it is asked for. */
  private static final class Pages extends ForwardingDriver {
    private final int most;

    Pages(StoreDriver driver, int most) {
      super(driver);
      this.most = most;
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      return super.list(bucket, options.pageSize(Math.min(most, options.pageSize())));
    }
  }

  /** Takes the first page of a listing for the last. */
  private static final class Ending extends ForwardingDriver {
    Ending(StoreDriver driver) {
      super(driver);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      return new ListPage(super.list(bucket, options).entries(), Optional.empty());
    }
  }

  /** Both answer as S3 would not: that is no difference, and the rest cannot be foretold. */
  @Test
  void storesThatAreWrongInTheSameWayAreAlike() {
    TckReport report = runner(Strict::new, Strict::new).only("DIFF-01").tries(20).run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(report.results().get(0).note().orElseThrow())
        .containsPattern("^[1-9][0-9]* of 20 histories were compared only up to an answer");
  }

  /** A feature that one of them does not declare is no difference, whichever of the two it is. */
  @Test
  void whatOnlyOneDeclaresIsLeftOut() {
    for (TckRunner runner :
        List.of(runner(driver -> driver, Poor::new), runner(Poor::new, driver -> driver))) {
      TckReport report = runner.tries(30).run();
      assertThat(report.isKept()).as(report.text()).isTrue();
      assertThat(report.with(Outcome.NOT_APPLICABLE))
          .extracting(result -> result.rule().id())
          .containsExactly("DIFF-04");
      assertThat(report.plan().place())
          .endsWith("; left out, for one of them does not declare it: [TAGS, PUT_IF_MATCH]");
    }
  }

  @Test
  void whatDiffersBehindThatIsFound() {
    TckReport report =
        runner(driver -> driver, driver -> new Strict(new Poor(driver))).only("DIFF-01").run();
    assertThat(report.with(Outcome.FAILED).get(0).counterexample().orElseThrow().problem())
        .contains("NO_SUCH_KEY");
  }

  /** Does less than it can, and says so. */
  private static final class Poor extends ForwardingDriver {
    Poor(StoreDriver driver) {
      super(driver);
    }

    @Override
    public Set<Feature> features() {
      Set<Feature> less = EnumSet.copyOf(super.features());
      less.removeAll(Set.of(Feature.PUT_IF_MATCH, Feature.TAGS));
      return less;
    }
  }

  @Test
  void theOtherStoreIsLeftAsItWasToo() {
    List<BlobStore> opened = new ArrayList<>();
    BlobStore kept =
        BlobStores.decorated(
                BlobStores.open("memory:"),
                driver ->
                    new ForwardingDriver(driver) {
                      @Override
                      public void close() {
                        opened.add(BlobStores.of(driver));
                      }
                    })
            .orElseThrow();
    TckRunner.of(() -> target("one", driver -> driver))
        .against(() -> TckTarget.of("other", kept))
        .only("DIFF-03")
        .tries(5)
        .run();
    assertThat(opened).singleElement().satisfies(it -> assertThat(it.listBuckets()).isEmpty());
  }

  @Test
  void theRequestsToBothAreCounted() {
    AtomicLong asked = new AtomicLong();
    UnaryOperator<StoreDriver> counted = driver -> new Counting(driver, asked);
    long one = runner(counted, driver -> driver).only("DIFF-02").tries(5).seed(1).run().requests();
    assertThat(one).isGreaterThan(2 * (asked.get() - 1));
    assertThat(
            runner(driver -> driver, driver -> driver)
                .only("DIFF")
                .options(TckOptions.defaults().budget(2000))
                .run()
                .requests())
        .isLessThanOrEqualTo(2000);
  }

  /** Counts those calls that histories of listings are made of. */
  private static final class Counting extends ForwardingDriver {
    private final AtomicLong asked;

    Counting(StoreDriver driver, AtomicLong asked) {
      super(driver);
      this.asked = asked;
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      asked.incrementAndGet();
      return super.list(bucket, options);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      asked.incrementAndGet();
      return super.put(bucket, key, payload, options);
    }
  }

  private static TckRunner runner(
      UnaryOperator<StoreDriver> one, UnaryOperator<StoreDriver> other) {
    return TckRunner.of(() -> target("one", one)).against(() -> target("other", other));
  }

  private static TckTarget target(String name, UnaryOperator<StoreDriver> driver) {
    return TckTarget.of(
        name, BlobStores.decorated(BlobStores.open("memory:"), driver).orElseThrow());
  }

  /** Does not delete what is not there. */
  private static final class Strict extends ForwardingDriver {
    Strict(StoreDriver driver) {
      super(driver);
    }

    @Override
    public void delete(String bucket, String key) {
      requirePresent(bucket, key);
      super.delete(bucket, key);
    }

    @Override
    public void deleteIfMatch(String bucket, String key, ETag etag) {
      requirePresent(bucket, key);
      super.deleteIfMatch(bucket, key, etag);
    }

    private void requirePresent(String bucket, String key) {
      Optional<BlobAttributes> blob = head(bucket, key, ReadConditions.none());
      if (blob.isEmpty()) {
        throw new DriverException(ErrorCode.NO_SUCH_KEY, "there is nothing to delete");
      }
    }
  }
}
