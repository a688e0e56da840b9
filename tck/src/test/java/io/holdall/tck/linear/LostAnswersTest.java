package io.holdall.tck.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.ErrorCode;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That a write of which nobody knows whether it happened does not count against a store. */
class LostAnswersTest {
  @Test
  void aWriteThatHappenedWithoutAnAnswerIsNoFault() {
    TckReport report = run(true);
    assertThat(report.isKept()).as(report.text()).isTrue();
  }

  @Test
  void aWriteThatWasGivenUpIsNoFault() {
    TckReport report = run(false);
    assertThat(report.isKept()).as(report.text()).isTrue();
  }

  private static TckReport run(boolean happens) {
    return TckRunner.of(() -> target(happens)).only("RACE-01", "RACE-02", "RACE-11").seed(1).run();
  }

  private static TckTarget target(boolean happens) {
    BlobStore store =
        BlobStores.decorated(
                BlobStores.open("memory:"), driver -> new LosingAnswers(driver, happens))
            .orElseThrow();
    return TckTarget.of("losing answers", store);
  }

  /** Every third put under a condition has no answer. */
  private static final class LosingAnswers extends ForwardingDriver {
    private final boolean happens;
    private final AtomicInteger puts = new AtomicInteger();

    LosingAnswers(StoreDriver driver, boolean happens) {
      super(driver);
      this.happens = happens;
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      boolean lost =
          !(options.condition() instanceof WriteCondition.Always)
              && puts.incrementAndGet() % 3 == 0;
      if (lost && !happens) {
        throw new DriverException(ErrorCode.UNAVAILABLE, "the answer was lost");
      }
      PutResult put = super.put(bucket, key, payload, options);
      if (lost) {
        throw new DriverException(ErrorCode.UNAVAILABLE, "the answer was lost");
      }
      return put;
    }
  }
}
