package io.holdall.tck.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch returned = new CountDownLatch(1);

  /** Whether others were awaited; completed by a task that goes on after one has failed. */
  private final CompletableFuture<Boolean> awaited = new CompletableFuture<>();

  @Test
  void oneThatFailsDoesNotEndItBeforeTheOthersHaveEnded() {
    assertThatThrownBy(this::runOneThatFails).hasMessage("the first");
    assertThat(awaited.join()).isTrue();
  }

  @Test
  void anInterruptIsPassedOnToTasksThatHang() {
    Callable<Integer> hanging =
        () -> {
          returned.await();
          return 0;
        };
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Together.run(List.of(hanging, hanging)))
          .hasCauseInstanceOf(InterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
  }

  private void runOneThatFails() {
    Callable<Integer> failing =
        () -> {
          failed.countDown();
          throw new IllegalArgumentException("the first");
        };
    Callable<Integer> slow =
        () -> {
          failed.await();
          try {
            awaited.complete(!returned.await(200, TimeUnit.MILLISECONDS));
          } catch (InterruptedException e) {
            awaited.complete(false);
          }
          return 0;
        };
    try {
      Together.run(List.of(failing, slow));
    } finally {
      returned.countDown();
    }
  }
}
