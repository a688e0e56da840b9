package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStores;
import io.holdall.ErrorCode;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import org.junit.jupiter.api.Test;

class TckReportTest {
  /** A server under test writes to the terminal of who tests it, and to the log of a build. */
  @Test
  void theTextHasNothingThatCommandsATerminal() {
    TckTarget target =
        TckTarget.of(
            "commanding",
            BlobStores.decorated(BlobStores.open("memory:"), Commanding::new).orElseThrow());
    String text = TckRunner.of(() -> target).only("PUT-07").run().text();
    assertThat(text)
        .contains("said: \uFFFD[31mred\uFFFD")
        .doesNotContain("\u001b", "\u202E")
        .endsWith(System.lineSeparator());
  }

  private static final class Commanding extends ForwardingDriver {
    Commanding(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      throw new DriverException(ErrorCode.INTERNAL, "said: \u001b[31mred\u202E");
    }
  }
}
