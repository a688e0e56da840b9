package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogConcurrencyTest {
  private static final int THREADS = 8;
  private static final int EACH = 150;

  @TempDir Path temporary;

  /** Every thread appends, reads what any has appended, and interrupts itself now and then. */
  @ParameterizedTest
  @EnumSource
  void manyThreadsAppendAndRead(Disk disk) throws Exception {
    for (Durability durability : Durability.values()) {
      LogOptions options =
          LogOptions.DEFAULT
              .withDurability(durability)
              .withForceInterval(Duration.ofMillis(1))
              .withSegmentSize(4096)
              .withOpenSegments(2);
      Path path = disk.root(temporary);
      Map<Location, String> appended = new ConcurrentHashMap<>();
      List<List<Location>> byThread = new ArrayList<>();
      try (TestLog log = new TestLog(path, options)) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
          List<Future<List<Location>>> results = new ArrayList<>();
          for (int t = 0; t < THREADS; t++) {
            int number = t;
            results.add(threads.submit(() -> work(log, number, appended)));
          }
          for (Future<List<Location>> result : results) {
            byThread.add(result.get(10, TimeUnit.MINUTES));
          }
        } finally {
          threads.shutdownNow();
        }
      }
      try (TestLog log = new TestLog(path, options)) {
        assertThat(log.replayed).hasSize(THREADS * EACH);
        List<Location> order = new ArrayList<>();
        for (TestLog.Seen seen : log.replayed) {
          assertThat(appended).containsEntry(seen.location(), seen.text());
          order.add(seen.location());
        }
        for (List<Location> own : byThread) {
          assertThat(order).containsSubsequence(own);
        }
      }
    }
  }

  private static List<Location> work(TestLog log, int number, Map<Location, String> appended)
      throws IOException {
    Random random = new Random(number);
    List<Location> own = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      boolean interrupted = random.nextInt(10) == 0;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      String text = "thread " + number + " text " + i + "x".repeat(random.nextInt(300));
      Location location = log.append(text);
      own.add(location);
      appended.put(location, text);
      List<Map.Entry<Location, String>> all = List.copyOf(appended.entrySet());
      Map.Entry<Location, String> any = all.get(random.nextInt(all.size()));
      assertThat(log.read(any.getKey())).isEqualTo(any.getValue());
      assertThat(Thread.interrupted()).isEqualTo(interrupted);
    }
    return own;
  }

  /** While one force is under way, all others write, and the next force is for all of them. */
  @Test
  void writersShareForces() throws Exception {
    Faults faults = new Faults();
    Path directory = Disk.UNIX.directory(temporary);
    Path path =
        new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (TestLog log = new TestLog(path)) {
      faults.rule(
          (operation, file) -> {
            if (operation == Operation.WRITE) {
              written.countDown();
            }
            if (operation == Operation.FORCE) {
              begun.countDown();
              try {
                assertThat(mayEnd.await(10, TimeUnit.MINUTES)).isTrue();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }
          });
      int before = faults.count(Operation.FORCE);
      List<Future<Location>> results = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int number = t;
        results.add(threads.submit(() -> log.append("text " + number)));
        if (t == 0) {
          assertThat(begun.await(10, TimeUnit.MINUTES)).isTrue();
        }
      }
      assertThat(written.await(10, TimeUnit.MINUTES)).isTrue();
      // The last writer may be about to finish its write, which the next force then may not cover.
      mayEnd.countDown();
      for (Future<Location> result : results) {
        result.get(10, TimeUnit.MINUTES);
      }
      assertThat(faults.count(Operation.FORCE) - before).isBetween(2, 3);
    } finally {
      threads.shutdownNow();
    }
  }
}
