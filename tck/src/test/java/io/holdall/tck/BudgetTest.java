package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.TckPlan.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    assertThat(Budget.share(items, Budget.SPARE + 301))
        .extracting(Item::tries)
        .containsExactly(20, 2, 10);
  }

  @Test
  void whatARuleDoesNotNeedGoesToTheOthers() {
    List<Item> items = List.of(item(0, 3, 5), item(1, 100, 5));
    assertThat(Budget.share(items, Budget.SPARE + 201))
        .extracting(Item::tries)
        .containsExactly(3, 37);
  }

  @Test
  void everyRuleIsTriedOnceOrThereIsNoRun() {
    List<Item> items = List.of(item(0, 100, 40), item(1, 100, 1));
    assertThat(Budget.share(items, Budget.SPARE + 42))
        .extracting(Item::tries)
        .containsExactly(1, 1);
    assertThatThrownBy(() -> Budget.share(items, Budget.SPARE + 41))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may take " + (Budget.SPARE + 42));
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
    TckReport report = TckRunner.of(BudgetTest::belowAPrefix).options(budget(6000)).run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(report.requests()).isBetween(4500L, 6000L);
    assertThat(report.results()).allMatch(result -> result.tries() >= 1);
  }

  @Test
  void theLeastBudgetThatIsNamedIsEnough() {
    TckRunner runner = TckRunner.of(BudgetTest::belowAPrefix);
    long least = least(runner);
    TckReport report = runner.options(budget(least)).run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(report.requests()).isLessThanOrEqualTo(least);
  }

  /** Clients that read as long as others write would read without end. */
  @Test
  void clientsThatRaceStayUnderTheBudgetWhereWritesAreSlow() {
    TckRunner runner =
        TckRunner.of(() -> broken(SlowPuts::new)).only("RACE-03", "RACE-05", "RACE-09");
    TckReport report = runner.options(budget(1500)).run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(report.requests()).isBetween(500L, 1500L);
  }

  /** A store whose pages are small is asked for more of them than one in memory. */
  @Test
  void aRuleThatTakesMoreThanWasPlannedIsCutOffAndNotCalledBroken() {
    TckRunner runner = TckRunner.of(() -> broken(SmallPages::new)).only("KEY", "VIEW");
    assertThat(runner.run().isKept()).isTrue();
    long least = least(runner);
    TckReport report = runner.options(budget(least)).run();
    assertThat(report.requests()).isLessThanOrEqualTo(least);
    assertThat(report.count(Outcome.FAILED)).isZero();
    assertThat(report.unaffordable()).isPositive();
    assertThat(report.with(Outcome.UNTRIED))
        .hasSize(report.unaffordable())
        .allMatch(result -> result.note().equals(Optional.of("the budget does not allow one try")));
    assertThat(report.stopped()).isFalse();
    assertThat(report.isKept()).isFalse();
    assertThat(report.closingLine()).contains("the budget was not enough for");
  }

  /** What was put is known, and need not be found page by page to be taken away. */
  @Test
  void cleaningUpAfterManyBlobsStaysUnderTheBudgetWherePagesAreSmall() {
    TckRunner runner = TckRunner.of(() -> broken(SmallPages::new)).only("LIST-07", "LIST-25");
    TckReport report = runner.options(budget(1400)).run();
    assertThat(report.requests()).isLessThanOrEqualTo(1400);
    assertThat(report.count(Outcome.FAILED)).isZero();
    assertThat(report.unaffordable()).isPositive();
    assertThat(report.leftBehind()).isEmpty();
  }

  private static long least(TckRunner runner) {
    Throwable refusal = catchThrowable(() -> runner.options(budget(1)).run());
    Matcher matcher = Pattern.compile("may take (\\d+)").matcher(refusal.getMessage());
    assertThat(matcher.find()).as(refusal.getMessage()).isTrue();
    return Long.parseLong(matcher.group(1));
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
    return broken(Backwards::new);
  }

  private static TckTarget broken(UnaryOperator<StoreDriver> defect) {
    BlobStore store = BlobStores.decorated(BlobStores.open("memory:"), defect).orElseThrow();
    return TckTarget.of("broken", store);
  }

  private static final class SlowPuts extends ForwardingDriver {
    SlowPuts(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      LockSupport.parkNanos(2_000_000);
      return super.put(bucket, key, payload, options);
    }
  }

  /** Each listing takes about three pages. */
  private static final class SmallPages extends ForwardingDriver {
    SmallPages(StoreDriver driver) {
      super(driver);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      return super.list(bucket, options.pageSize(1));
    }
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
