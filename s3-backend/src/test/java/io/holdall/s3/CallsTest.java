package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

final class CallsTest {
  /** Admits nothing, as a strategy that adapts to throttling may. */
  private static final class Closed implements RetryStrategy {
    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
      throw new TokenAcquisitionFailedException("no token");
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
      throw new AssertionError("there was no attempt");
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
      throw new AssertionError("there was no attempt");
    }

    @Override
    public int maxAttempts() {
      return 1;
    }

    @Override
    public Builder<?, ?> toBuilder() {
      throw new AssertionError("not asked for");
    }
  }

  @Test
  void aWriteThatTheStrategyDoesNotAdmitIsThrottled() {
    Calls calls = new Calls(new Closed(), new Faults("the server", "eu-west-1", () -> false));
    AtomicInteger sent = new AtomicInteger();
    DriverException failure =
        catchThrowableOfType(DriverException.class, () -> calls.write(sent::incrementAndGet));
    assertThat(failure.code()).isEqualTo(ErrorCode.THROTTLED);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure).hasMessageContaining("the server");
    assertThat(sent).hasValue(0);
  }
}
