package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.report.HtmlReport;
import io.holdall.tck.report.ReportedRun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That a store that is away is not called broken, and one that is broken not away. */
class OutageTest {
  private final BlobStore store = BlobStores.open("memory:");
  private final Bucket bucket = store.createBucket("shared-bucket");

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aStoreThatGoesAwayEndsTheRun() {
    TckReport report =
        run(driver -> new Away(driver, ErrorCode.UNAVAILABLE, 20), "PUT-07", "LIST-01", "LIST-02");
    assertThat(report.count(Outcome.PASSED)).isEqualTo(1);
    assertThat(report.with(Outcome.UNTRIED))
        .extracting(result -> result.rule().id())
        .containsExactlyInAnyOrder("LIST-01", "LIST-02");
    assertThat(report.count(Outcome.FAILED)).isZero();
    assertThat(report.complete()).isFalse();
    assertThat(report.isKept()).isFalse();
    assertThat(report.outage().orElseThrow()).contains("LIST-0", "it is away", "UNAVAILABLE");
    assertThat(report.text())
        .containsOnlyOnce("since LIST-01 was tried: list shared-bucket: it is away (UNAVAILABLE)")
        .contains("2 of 3 rules could not be tried")
        .doesNotContain("FAILED", "Repeat it");
    assertThat(report.leftBehind().orElseThrow())
        .contains("bucket shared-bucket below holdall-tck-", "it is away");
    assertThat(HtmlReport.write(List.of(ReportedRun.of(report))))
        .contains("<span class=\"untried\">could not be tried</span>", "it is away");
  }

  @Test
  void credentialsThatExpireEndItToo() {
    TckReport report =
        run(driver -> new Away(driver, ErrorCode.INVALID_CREDENTIALS, 12), "GET-63", "PUT-01");
    assertThat(report.count(Outcome.FAILED)).isZero();
    assertThat(report.count(Outcome.UNTRIED)).isPositive();
    assertThat(report.outage().orElseThrow()).contains("INVALID_CREDENTIALS");
  }

  /** Clients that race take a call without an answer for one that may have happened. */
  @Test
  void noRaceIsKeptOfWhichNothingWasSeen() {
    TckReport report = run(WritesOnly::new, "RACE-10");
    assertThat(report.results()).extracting(RuleResult::outcome).containsExactly(Outcome.UNTRIED);
    assertThat(report.outage().orElseThrow()).contains("since RACE-10 was tried");
  }

  @Test
  void aRaceThatTheStoreThrottlesIsKept() {
    TckReport report = run(driver -> new Away(driver, ErrorCode.THROTTLED, 10, 12), "RACE-10");
    assertThat(report.results()).extracting(RuleResult::outcome).containsExactly(Outcome.PASSED);
    assertThat(report.outage()).isEmpty();
  }

  @Test
  void anOutageIsNoNamedDeviation() {
    TckOptions named = options().deviation("PUT-01", "does it otherwise");
    TckReport report = run(named, driver -> new Away(driver, ErrorCode.UNAVAILABLE, 2), "PUT-01");
    assertThat(report.results()).extracting(RuleResult::outcome).containsExactly(Outcome.UNTRIED);
    assertThat(report.isKept()).isFalse();
  }

  @Test
  void whatIsLeftIsStillTakenAwayIfThatCanBeDone() {
    TckReport report = run(driver -> new Away(driver, ErrorCode.THROTTLED, 2, 4), "PUT-01");
    assertThat(report.count(Outcome.UNTRIED)).isEqualTo(1);
    assertThat(report.leftBehind()).isEmpty();
    assertThat(bucket.list().stream().map(BlobInfo::key)).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotComeAgainIsNoRules() {
    for (int at = 2; at < 10; at++) {
      int once = at;
      TckReport report =
          run(driver -> new Away(driver, ErrorCode.UNAVAILABLE, once, once + 1), "PUT-01");
      assertThat(report.isKept()).as("the answer to request %d: %s", at, report.text()).isTrue();
      assertThat(report.results().get(0).tries()).isEqualTo(10);
    }
  }

  @Test
  void anAnswerThatComesAgainIsTheRules() {
    TckReport report = run(NoPuts::new, "GET-63", "PUT-07");
    assertThat(report.count(Outcome.FAILED)).isEqualTo(2);
    assertThat(report.outage()).isEmpty();
    assertThat(report.complete()).isTrue();
  }

  @Test
  void aStoreThatTakesNoPutsIsNotTakenForItsDeviation() {
    TckOptions named = options().deviation("GET-63", "future times are not ignored");
    RuleResult result = run(named, NoPuts::new, "GET-63").results().get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.note().orElseThrow())
        .contains("not the deviation that is named, \"future times are not ignored\"");
    TckOptions seen = options().deviation("GET-63", "takes no puts", "UNAVAILABLE");
    assertThat(run(seen, NoPuts::new, "GET-63").results().get(0).outcome())
        .isEqualTo(Outcome.DEVIATION);
  }

  /** What was found before stands; it has only not been made small. */
  @Test
  void anOutageWhileAFailureIsMadeSmallDoesNotChangeIt() {
    TckReport report =
        run(
            driver -> new Forgetful(new Away(driver, ErrorCode.UNAVAILABLE, 30)),
            "META-01",
            "PUT-07",
            "LIST-01");
    RuleResult broken = report.with(Outcome.FAILED).get(0);
    assertThat(broken.rule().id()).isEqualTo("META-01");
    assertThat(broken.counterexample().orElseThrow().problem()).doesNotContain("it is away");
    assertThat(report.outage()).isPresent();
    assertThat(report.stopped()).isFalse();
  }

  private TckReport run(UnaryOperator<StoreDriver> broken, String... rules) {
    return run(options(), broken, rules);
  }

  private TckReport run(TckOptions options, UnaryOperator<StoreDriver> broken, String... rules) {
    BlobStore shared =
        BlobStores.decorated(store, driver -> broken.apply(new StaysOpen(driver))).orElseThrow();
    return TckRunner.of(() -> TckTarget.of("shared", shared).in(shared.bucket("shared-bucket")))
        .only(rules)
        .options(options)
        .run();
  }

  private static TckOptions options() {
    return TckOptions.defaults().tries(10).seed(1);
  }

  private static final class StaysOpen extends ForwardingDriver {
    StaysOpen(StoreDriver driver) {
      super(driver);
    }

    @Override
    public void close() {}
  }

  /** Refuses all that is asked between one request and another. */
  private static final class Away extends ForwardingDriver {
    private final ErrorCode code;
    private final int from;
    private final int until;
    private final AtomicInteger asked = new AtomicInteger();

    Away(StoreDriver driver, ErrorCode code, int from) {
      this(driver, code, from, Integer.MAX_VALUE);
    }

    /**
     * @param from how many requests are answered before
     * @param until how many were made by the time when they are answered again
     */
    Away(StoreDriver driver, ErrorCode code, int from, int until) {
      super(driver);
      this.code = code;
      this.from = from;
      this.until = until;
    }

    private void ask() {
      int number = asked.incrementAndGet();
      if (number > from && number <= until) {
        throw new DriverException(code, "it is away");
      }
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      ask();
      return super.put(bucket, key, payload, options);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      ask();
      return super.get(bucket, key, options);
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      ask();
      return super.head(bucket, key, conditions);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      ask();
      return super.list(bucket, options);
    }

    @Override
    public void delete(String bucket, String key) {
      ask();
      super.delete(bucket, key);
    }

    @Override
    public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
      ask();
      return super.deleteAll(bucket, keys);
    }
  }

  /** Lets the kit begin, and then answers no read. */
  private static final class WritesOnly extends ForwardingDriver {
    private boolean begun;

    WritesOnly(StoreDriver driver) {
      super(driver);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      throw new DriverException(ErrorCode.UNAVAILABLE, "no reads here");
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      throw new DriverException(ErrorCode.UNAVAILABLE, "no reads here");
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      if (begun) {
        throw new DriverException(ErrorCode.UNAVAILABLE, "no reads here");
      }
      begun = true;
      return super.list(bucket, options);
    }
  }

  private static final class NoPuts extends ForwardingDriver {
    NoPuts(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      throw new DriverException(ErrorCode.UNAVAILABLE, "no puts here");
    }
  }

  /** Loses metadata. */
  private static final class Forgetful extends ForwardingDriver {
    Forgetful(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      return super.put(bucket, key, payload, PutOptions.defaults());
    }
  }
}
