package io.holdall.s3;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Makes calls and translates their failures.
 *
 * <p>A write whose answer was lost may have been carried out. To send it again could put an old
 * value over a newer one, or answer a put-if-absent with its own success. So a write is repeated
 * only when it is certain that nothing has happened: no connection came about, the body was not
 * sent to its end, or S3 refused the request ({@link Faults#isRefusal}). An answer that says no
 * more than that something failed on the server, or between, is as good as lost: a 500, an {@code
 * InternalError}, the 502 or 504 of a proxy. Then the caller is told that the outcome is unknown,
 * also of writes without a condition, though S3 would have them sent again.
 *
 * <p>Whoever finds all connections in use, as one of many parts of large bodies may, waits for as
 * long as anything moves on them; it is in vain where open blobs hold them that nobody reads, or
 * bodies that wait for this call themselves. Thread-safe.
 */
final class Calls {
  private static final String SCOPE = "holdall";
  private static final Duration LONGEST_WISH = Duration.ofSeconds(20);

  private final RetryStrategy retries;
  private final Faults faults;
  private final Traffic traffic = new Traffic();

  Calls(RetryStrategy retries, Faults faults) {
    this.retries = retries;
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  /** What all calls and open blobs together have on their connections. */
  Traffic traffic() {
    return traffic;
  }

  /** A request without effect, which the client repeats as it likes. */
  <T> T read(Supplier<T> request) {
    while (true) {
      long before = traffic.steps();
      try {
        return sent(request);
      } catch (RuntimeException e) {
        if (!isCrowdedOut(e) || traffic.steps() == before) {
          throw faults.translate(e);
        }
      }
    }
  }

  private <T> T sent(Supplier<T> request) {
    boolean held = true;
    try {
      return request.get();
    } catch (RuntimeException e) {
      held = !isCrowdedOut(e);
      throw e;
    } finally {
      if (held) {
        traffic.moved();
      }
    }
  }

  /** Whether no connection became free for it. */
  private static boolean isCrowdedOut(RuntimeException failure) {
    return Outage.of(failure).filter(Outage.NO_FREE_CONNECTION::equals).isPresent();
  }

  /** A request with an effect. */
  <T> T write(Supplier<T> request) {
    return attempts(request, null, false);
  }

  /** A request that sends a body. */
  <T> T write(Outgoing body, Supplier<T> request) {
    return attempts(request, body, false);
  }

  /**
   * A request that may be carried out twice without harm. The part of an upload is such: what is
   * published is chosen by its ETag, later.
   */
  <T> T repeatable(@Nullable Outgoing body, Supplier<T> request) {
    return attempts(request, body, true);
  }

  private <T> T attempts(Supplier<T> request, @Nullable Outgoing body, boolean harmless) {
    if (Thread.currentThread().isInterrupted()) {
      // The client would find it out as well, and not say when.
      throw faults.interrupted(Outage.INTERRUPTED_BEFORE, null);
    }
    AcquireInitialTokenResponse first = admission();
    RetryToken token = first.token();
    pause(first.delay());
    int vain = 0;
    while (true) {
      long before = traffic.steps();
      try {
        T answer = sent(request);
        retries.recordSuccess(RecordSuccessRequest.create(token));
        return answer;
      } catch (SdkException e) {
        boolean nothingHappened = nothingHappened(e, body);
        boolean sendable = body == null || body.isReadable();
        if (sendable && isCrowdedOut(e)) {
          vain = traffic.steps() == before ? vain + 1 : 0;
          if (vain < retries.maxAttempts()) {
            continue;
          }
        }
        Optional<RefreshRetryTokenResponse> next =
            sendable && (nothingHappened || harmless) && !faults.isStoreClosed()
                ? next(token, e)
                : Optional.empty();
        if (next.isEmpty()) {
          throw faults.translate(e, nothingHappened || harmless);
        }
        token = next.get().token();
        pause(next.get().delay());
      } catch (RuntimeException e) {
        throw faults.translate(e, harmless);
      }
    }
  }

  /** A strategy that adapts may hold calls back before the first attempt. */
  private AcquireInitialTokenResponse admission() {
    try {
      return retries.acquireInitialToken(AcquireInitialTokenRequest.create(SCOPE));
    } catch (TokenAcquisitionFailedException e) {
      throw new DriverException(
          ErrorCode.THROTTLED,
          "%s has refused so many requests that this one was not sent".formatted(faults.endpoint()),
          true,
          e);
    }
  }

  private static boolean nothingHappened(SdkException failure, @Nullable Outgoing body) {
    return Faults.isRefusal(failure)
        || (body != null && !body.isSent())
        || Outage.of(failure).map(Outage::isBeforeSending).orElse(false);
  }

  /**
   * Permission for one more attempt; empty if the failure is none that passes, or enough were made.
   */
  private Optional<RefreshRetryTokenResponse> next(RetryToken token, SdkException failure) {
    try {
      return Optional.of(
          retries.refreshRetryToken(
              RefreshRetryTokenRequest.builder()
                  .token(token)
                  .failure(failure)
                  .suggestedDelay(wish(failure))
                  .build()));
    } catch (TokenAcquisitionFailedException e) {
      return Optional.empty();
    }
  }

  /** How long the server asks to be left alone. */
  private static Duration wish(SdkException failure) {
    if (failure instanceof AwsServiceException answer
        && answer.awsErrorDetails() != null
        && answer.awsErrorDetails().sdkHttpResponse() != null) {
      return answer
          .awsErrorDetails()
          .sdkHttpResponse()
          .firstMatchingHeader("Retry-After")
          .filter(seconds -> seconds.matches("\\d{1,4}"))
          .map(seconds -> Duration.ofSeconds(Integer.parseInt(seconds)))
          .map(wish -> wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish)
          .orElse(Duration.ZERO);
    }
    return Duration.ZERO;
  }

  private void pause(Duration delay) {
    if (delay.isZero()) {
      return;
    }
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw faults.interrupted(Outage.INTERRUPTED, e);
    }
  }
}
