package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TckProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aTerminalShowsTheRuleAndThenItsRequests() {
    List<String> shown = shown(250_000_000);
    assertThat(shown)
        .contains("[........................] 1/1 LIST-01 Keys come in UTF-8 byte order");
    assertThat(shown).anyMatch(line -> line.matches("\\[\\.{24}\\] 1/1 LIST-01: [0-9]+ requests"));
  }

  @Test
  void aTerminalIsNotWrittenToForEachRequest() {
    assertThat(shown(1000)).noneMatch(line -> line.endsWith("requests"));
  }

  /**
   * @param step what a look at the clock takes, in nanoseconds
   */
  private List<String> shown(long step) {
    AtomicLong now = new AtomicLong();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    TckRunner.of(() -> TckTarget.open("memory:"))
        .only("LIST-01")
        .tries(3)
        .listener(new TckProgress(stream, true, () -> now.addAndGet(step)))
        .run();
    return Arrays.stream(err.toString(StandardCharsets.UTF_8).split("[\r\n]+", -1))
        .map(String::strip)
        .distinct()
        .toList();
  }
}
