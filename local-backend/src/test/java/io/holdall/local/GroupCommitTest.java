package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What a force finds written. */
  private final AtomicLong written = new AtomicLong();

  private final AtomicInteger forces = new AtomicInteger();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);

  private final GroupCommit commit =
      new GroupCommit(
          0,
          () -> {
            long reached = written.get();
            forces.incrementAndGet();
            begun.release();
            mayEnd.acquireUninterruptibly();
            if (reached >= 100) {
              throw new IOException("the device is gone");
            }
            return reached;
          });

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
  }

  private Future<?> waitFor(long sequence) {
    return threads.submit(
        () -> {
          commit.await(sequence);
          return null;
        });
  }

  @Test
  void whoIsAloneForcesOnce() throws Exception {
    written.set(1);
    mayEnd.release();
    commit.await(1);
    assertThat(commit.forced()).isEqualTo(1);
    commit.await(1);
    assertThat(forces).hasValue(1);
  }

  @Test
  void thoseWhoComeDuringAForceShareTheNext() throws Exception {
    written.set(1);
    Future<?> first = waitFor(1);
    begun.acquire();
    List<Future<?>> others = new ArrayList<>();
    for (long sequence = 2; sequence <= 9; sequence++) {
      written.set(sequence);
      others.add(waitFor(sequence));
    }
    mayEnd.release();
    first.get(10, TimeUnit.MINUTES);
    begun.acquire();
    // What they wait for had been written before this force began.
    mayEnd.release();
    for (Future<?> other : others) {
      other.get(10, TimeUnit.MINUTES);
    }
    assertThat(forces).hasValue(2);
    assertThat(commit.forced()).isEqualTo(9);
  }

  @Test
  void aRecordWrittenDuringAForceIsNotCoveredByIt() throws Exception {
    written.set(1);
    Future<?> first = waitFor(1);
    begun.acquire();
    written.set(2);
    Future<?> second = waitFor(2);
    mayEnd.release();
    first.get(10, TimeUnit.MINUTES);
    begun.acquire();
    assertThat(second.isDone()).isFalse();
    mayEnd.release();
    second.get(10, TimeUnit.MINUTES);
  }

  @Test
  void aFailureFailsAllThatWaitAndAllThatCome() throws Exception {
    mayEnd.release();
    written.set(5);
    commit.await(5);
    written.set(100);
    begun.drainPermits();
    Future<?> first = waitFor(99);
    begun.acquire();
    Future<?> second = waitFor(100);
    mayEnd.release();
    for (Future<?> each : List.of(first, second)) {
      assertThatThrownBy(() -> each.get(10, TimeUnit.MINUTES))
          .cause()
          .isInstanceOf(LogFailedException.class)
          .hasMessageEndingWith("the device is gone")
          .hasRootCauseMessage("the device is gone");
    }
    assertThatThrownBy(commit::check).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(() -> commit.await(6)).isInstanceOf(LogFailedException.class);
    commit.await(5);
    assertThat(forces).hasValue(2);
  }

  @Test
  void anInterruptNeitherEndsAWaitNorGetsLost() throws Exception {
    written.set(2);
    Future<?> first = waitFor(1);
    begun.acquire();
    Future<Boolean> second =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              commit.await(2);
              return Thread.interrupted();
            });
    mayEnd.release();
    first.get(10, TimeUnit.MINUTES);
    assertThat(second.get(10, TimeUnit.MINUTES)).isTrue();
  }
}
