package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.TckPlan.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final List<RuleInfo> RULES = RuleInfo.all();

  @Test
  void whatFitsIsLeftAlone() {
    List<Item> items = List.of(item(0, 100, 5), item(1, 30, 20));
    assertThat(Budget.share(items, 2000)).isEqualTo(items);
  }

  @Test
  void rulesGetTheSameNumberOfRequests() {
    List<Item> items = List.of(item(0, 100, 5), item(1, 100, 50), item(2, 100, 10));
    assertThat(Budget.share(items, 301)).extracting(Item::tries).containsExactly(20, 2, 10);
  }

  @Test
  void whatARuleDoesNotNeedGoesToTheOthers() {
    List<Item> items = List.of(item(0, 3, 5), item(1, 100, 5));
    assertThat(Budget.share(items, 201)).extracting(Item::tries).containsExactly(3, 37);
  }

  @Test
  void everyRuleIsTriedOnceOrThereIsNoRun() {
    List<Item> items = List.of(item(0, 100, 40), item(1, 100, 1));
    assertThat(Budget.share(items, 42)).extracting(Item::tries).containsExactly(1, 1);
    assertThatThrownBy(() -> Budget.share(items, 41))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may take 42");
  }

  @Test
  void theEstimateIsAboutWhatARunTakes() {
    TckReport report = runner(() -> TckTarget.open("memory:")).tries(20).run();
    assertThat(report.requests())
        .isBetween(
            Math.round(report.plan().requests() * 0.9), Math.round(report.plan().requests() * 1.1));
  }

  @Test
  void aRunBelowAPrefixStaysUnderItsBudget() {
    TckReport report = runner(BudgetTest::belowAPrefix).options(budget(5000)).run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(report.requests()).isBetween(4000L, 5000L);
    assertThat(report.results()).allMatch(result -> result.tries() >= 1);
  }

  /** Where every rule of listings is broken, a run without a budget shrinks for long. */
  @Test
  void shrinkingStaysUnderTheBudgetToo() {
    TckRunner runner = TckRunner.of(BudgetTest::backwards).only("LIST", "HEAD");
    TckReport report = runner.options(budget(2500)).run();
    assertThat(report.requests()).isLessThanOrEqualTo(2500);
    assertThat(report.count(Outcome.FAILED)).isGreaterThan(3);
    assertThat(report.complete()).isTrue();
  }

  @Test
  void aBrokenRuleIsRepeatedByWhatTheReportSays() {
    TckReport report =
        TckRunner.of(BudgetTest::backwards).only("LIST-03").options(budget(900)).run();
    Counterexample found = report.with(Outcome.FAILED).get(0).counterexample().orElseThrow();
    String[] words = found.repeat().split(" ", -1);
    TckReport again =
        TckRunner.of(BudgetTest::backwards)
            .seed(Long.parseLong(words[1]))
            .tries(Integer.parseInt(words[3]))
            .only(words[5])
            .run();
    assertThat(again.with(Outcome.FAILED).get(0).tries())
        .isEqualTo(report.with(Outcome.FAILED).get(0).tries());
  }

  /** Rules whose number of requests does not hang on who is faster. */
  private static TckRunner runner(Supplier<TckTarget> target) {
    return TckRunner.of(target).except("CONCURRENCY");
  }

  private static TckOptions budget(long requests) {
    return TckOptions.defaults().budget(requests);
  }

  private static Item item(int rule, int tries, int requests) {
    return new Item(RULES.get(rule), tries, new Cost(requests, requests));
  }

  private static TckTarget belowAPrefix() {
    TckTarget target = TckTarget.open("memory:");
    Bucket home = target.store().createBucket("home-of-the-kit");
    return target.in(home.under("some/prefix/"));
  }

  private static TckTarget backwards() {
    BlobStore store =
        BlobStores.decorated(BlobStores.open("memory:"), Backwards::new).orElseThrow();
    return TckTarget.of("backwards", store);
  }

  /** Each page of a listing comes backwards. */
  private static final class Backwards extends ForwardingDriver {
    Backwards(StoreDriver driver) {
      super(driver);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      ListPage page = super.list(bucket, options);
      List<ListEntry> entries = new ArrayList<>(page.entries());
      Collections.reverse(entries);
      return new ListPage(entries, page.nextToken());
    }
  }
}
