package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Whoever interrupts a thread wants it to end: it is not told to try again. */
final class InterruptsTest extends WireTest {
  @Override
  S3Store.Builder settings(S3Store.Builder builder) {
    return builder.connections(1);
  }

  private static void isInterrupted(BlobStoreException failure) {
    assertThat(failure)
        .hasMessageContaining("the thread was interrupted")
        .returns(ErrorCode.UNAVAILABLE, BlobStoreException::code)
        .returns(false, BlobStoreException::isRetryable);
  }

  private static List<ThrowingCallable> calls(Bucket bucket) {
    return List.of(
        () -> bucket.put("key", Body.of("hello")),
        () -> bucket.delete("key"),
        () -> bucket.copy("key", "copy"),
        () -> bucket.deleteAll(List.of("a", "b")),
        () -> bucket.startUpload("key"),
        () -> bucket.tags("key"),
        () -> bucket.exists("key"));
  }

  @Test
  void beforeAnythingIsSentTheOutcomeIsKnown() {
    for (ThrowingCallable call : calls(bucket)) {
      Thread.currentThread().interrupt();
      BlobStoreException failure = Fixtures.failure(call);
      assertThat(Thread.interrupted()).isTrue();
      isInterrupted(failure);
      assertThat(failure.getMessage()).doesNotContain("outcome");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whileARequestIsSignedTheOutcomeIsKnown() {
    AwsCredentialsProvider interrupting =
        () -> {
          Thread.currentThread().interrupt();
          return Fixtures.CREDENTIALS.resolveCredentials();
        };
    try (BlobStore other = server.store().credentials(interrupting).open()) {
      assertNothingIsSent(other, "before it sent anything");
    }
  }

  @Test
  void onceARequestIsSignedTheOutcomeIsKnown() {
    ExecutionInterceptor interrupting =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Thread.currentThread().interrupt();
          }
        };
    try (S3Client client =
            S3Client.builder()
                .endpointOverride(server.url())
                .forcePathStyle(true)
                .region(Region.EU_WEST_1)
                .credentialsProvider(Fixtures.CREDENTIALS)
                .overrideConfiguration(with -> with.addExecutionInterceptor(interrupting))
                .build();
        BlobStore other = S3Store.builder().client(client).open()) {
      // A read over a client of others is not looked at, and has no outcome either.
      assertNothingIsSent(other, "the thread was interrupted");
    }
  }

  private void assertNothingIsSent(BlobStore other, String words) {
    for (ThrowingCallable call : calls(other.bucket(Fixtures.BUCKET))) {
      BlobStoreException failure = Fixtures.failure(call);
      assertThat(Thread.interrupted()).isTrue();
      isInterrupted(failure);
      assertThat(failure.getMessage()).contains(words).doesNotContain("outcome");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whileAConnectionIsWaitedForTheOutcomeIsKnown() {
    server.thenBlob("hello");
    try (Blob blob = bucket.get("key")) {
      for (ThrowingCallable call : calls(bucket)) {
        CompletableFuture<BlobStoreException> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> failure.complete(Fixtures.failure(call)));
        caller.start();
        awaitConnection(caller);
        caller.interrupt();
        isInterrupted(failure.join());
        assertThat(failure.join().getMessage()).doesNotContain("outcome");
      }
      assertThat(blob.attributes().size()).isEqualTo(5);
    }
    assertThat(server.requests()).hasSize(1);
  }

  private static void awaitConnection(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING
        || Arrays.stream(thread.getStackTrace())
            .noneMatch(frame -> frame.getMethodName().equals("leaseConnection"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void onceItIsSentTheOutcomeIsUnknown() {
    Thread caller = Thread.currentThread();
    server.then(
        exchange -> {
          exchange.readBody();
          caller.interrupt();
          exchange.answer(204, "");
        });
    BlobStoreException failure = Fixtures.failure(() -> bucket.delete("key"));
    // Whether the client looks at the answer or at the interrupt first is its own matter.
    boolean interrupted = Thread.interrupted();
    assertThat(interrupted).isTrue();
    if (failure != null) {
      isInterrupted(failure);
      assertThat(failure).hasMessageContaining("the outcome is unknown");
    }
  }
}
