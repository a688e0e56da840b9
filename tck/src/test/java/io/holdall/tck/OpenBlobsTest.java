package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStores;
import io.holdall.GetOptions;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.StoreDriver;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That rules close what they open: over a network, each open blob holds a connection. */
class OpenBlobsTest {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Set<String> leaking = new TreeSet<>();

  @Test
  void noRuleLeavesABlobOpen() {
    TckReport report =
        TckRunner.of(this::target)
            .options(TckOptions.defaults().tries(5).seed(1))
            .listener(new Leaks())
            .run();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(opened).hasValueGreaterThan(500);
    assertThat(leaking).isEmpty();
  }

  private TckTarget target() {
    TckTarget memory = TckTarget.open("memory:");
    return TckTarget.of(
        "counting", BlobStores.decorated(memory.store(), Counting::new).orElseThrow());
  }

  /** A blob that is left open is so when its rule has ended. */
  private final class Leaks implements TckListener {
    @Override
    public void planned(TckPlan plan) {}

    @Override
    public void started(RuleInfo rule) {}

    @Override
    public void finished(RuleResult result) {
      if (open.getAndSet(0) != 0) {
        leaking.add(result.rule().id());
      }
    }
  }

  private final class Counting extends ForwardingDriver {
    Counting(StoreDriver driver) {
      super(driver);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      OpenBlob blob = super.get(bucket, key, options);
      opened.incrementAndGet();
      open.incrementAndGet();
      return new OpenBlob(blob.attributes(), blob.span(), new Counted(blob.content()));
    }
  }

  private final class Counted extends FilterInputStream {
    private final AtomicBoolean closed = new AtomicBoolean();

    Counted(InputStream content) {
      super(content);
    }

    @Override
    public void close() throws IOException {
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
      super.close();
    }
  }
}
