package io.holdall.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private final RequestLog log = new RequestLog(() -> false);

  private void askInVain() {
    assertThatThrownBy(
            () ->
                log.ask(
                    () -> "GET /",
                    done -> null,
                    () -> {
                      throw new DriverException(ErrorCode.UNAVAILABLE, "no answer");
                    }))
        .isInstanceOf(DriverException.class);
  }

  @Test
  void anAnswerThatDidNotComeIsAFailure() {
    askInVain();
    assertThat(log.failures()).containsExactly(ErrorCode.UNAVAILABLE);
  }

  /** As of the other parts of a body whose source fails. */
  @Test
  void whatItsOwnClientHasGivenUpIsNone() {
    Thread.currentThread().interrupt();
    try {
      askInVain();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(log.failures()).isEmpty();
  }
}
