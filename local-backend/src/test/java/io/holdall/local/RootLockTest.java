package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One root and several processes. */
class RootLockTest {
  @TempDir Path temporary;

  /** Tries to open a root, says how that went, and holds it until the input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (LocalRoot root = LocalRoot.open(Path.of(args[0]))) {
        System.out.println("holds " + root.directory());
        if (System.in.read() >= 0) {
          throw new IllegalStateException("there is nothing to say");
        }
      } catch (RootException e) {
        System.out.println(e.reason() + " " + e.getMessage());
      }
    }
  }

  private static Process start(Path root) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    return reader.readLine();
  }

  @Test
  void theSecondProcessIsToldWhoHoldsTheRootAndADeadOneHoldsNothing() throws Exception {
    Path path = temporary.resolve("root");
    Process holder = start(path);
    try {
      assertThat(firstLine(holder)).isEqualTo("holds " + path.toRealPath());
      assertThatThrownBy(() -> LocalRoot.open(path))
          .isInstanceOf(RootException.class)
          .hasMessage(
              path.toRealPath()
                  + " is in use by process "
                  + holder.pid()
                  + "; a root has one owner at a time.");
    } finally {
      stop(holder);
    }
    assertThat(Files.readString(path.resolve("owner"))).isEqualTo("" + holder.pid());
    LocalRoot.open(path).close();
  }

  @Test
  void whoHadTheRootBeforeIsNotTakenForWhoHasItNow() throws Exception {
    Path path = temporary.resolve("root");
    LocalRoot.open(path).close();
    assertThat(path.resolve("owner")).isEmptyFile();
    Process dead = start(path);
    assertThat(firstLine(dead)).startsWith("holds ");
    stop(dead);
    try (LocalRoot reading = LocalRoot.openAsItIs(path)) {
      assertThat(reading.isLocked()).isTrue();
      Process other = start(path);
      try {
        assertThat(firstLine(other))
            .startsWith("IN_USE " + path.toRealPath() + " is in use by another process; ");
      } finally {
        stop(other);
      }
    }
  }

  /** POSIX would drop the lock when the second opener closes its file. */
  @Test
  void anAttemptWithinTheProcessDoesNotLetAnotherProcessIn() throws Exception {
    Path path = temporary.resolve("root");
    try (LocalRoot root = LocalRoot.open(path)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> LocalRoot.open(path)).isInstanceOf(RootException.class);
      }
      Process other = start(path);
      try {
        assertThat(firstLine(other))
            .isEqualTo(
                "IN_USE "
                    + root.directory()
                    + " is in use by process "
                    + ProcessHandle.current().pid()
                    + "; a root has one owner at a time.");
      } finally {
        stop(other);
      }
    }
  }

  @Test
  void aSecondOwnerInThisProcessIsRefused() throws IOException {
    Path path = temporary.resolve("root");
    LocalRoot first = LocalRoot.open(path);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> LocalRoot.open(path))
          .isInstanceOf(RootException.class)
          .hasMessage(
              path.toRealPath()
                  + " is in use by process "
                  + ProcessHandle.current().pid()
                  + "; a root has one owner at a time.")
          .extracting(e -> ((RootException) e).reason())
          .isEqualTo(RootException.Reason.IN_USE);
    }
    first.close();
    first.close();
    try (LocalRoot second = LocalRoot.open(path)) {
      first.close();
      assertThatThrownBy(() -> LocalRoot.open(second.directory()))
          .isInstanceOf(RootException.class);
    }
  }

  @Test
  void whatACrashLeftInTheOwnerFileBlocksNobody() throws IOException {
    Path path = temporary.resolve("root");
    LocalRoot.open(path).close();
    for (byte[] left :
        List.of(new byte[0], new byte[100], new byte[] {(byte) 0xFF, 0, (byte) 0xC0, 10})) {
      Files.write(path.resolve("owner"), left);
      LocalRoot.open(path).close();
    }
  }

  @Test
  void anInterruptedThreadOpensAndKeepsARoot() throws IOException {
    Path path = temporary.resolve("root");
    Thread.currentThread().interrupt();
    try (LocalRoot root = LocalRoot.open(path)) {
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThatThrownBy(() -> LocalRoot.open(root.directory())).isInstanceOf(RootException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void ofManyThreadsThatTryAtOnceOneHasTheRoot() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        Path path = temporary.resolve("root" + round);
        CyclicBarrier together = new CyclicBarrier(8);
        Callable<List<LocalRoot>> open =
            () -> {
              together.await(10, TimeUnit.MINUTES);
              try {
                return List.of(LocalRoot.open(path));
              } catch (RootException e) {
                assertThat(e.reason()).isEqualTo(RootException.Reason.IN_USE);
                return List.of();
              }
            };
        List<Future<List<LocalRoot>>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          tries.add(threads.submit(open));
        }
        List<LocalRoot> opened = new ArrayList<>();
        for (Future<List<LocalRoot>> each : tries) {
          opened.addAll(each.get(10, TimeUnit.MINUTES));
        }
        assertThat(opened).hasSize(1);
        opened.get(0).close();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
