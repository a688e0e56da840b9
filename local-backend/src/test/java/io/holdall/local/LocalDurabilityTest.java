package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a store forces what to the device. */
class LocalDurabilityTest {
  @TempDir Path temporary;
  private final Faults faults = new Faults();

  /** What was written and forced, in order, each thing by the end of its path. */
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  private LocalStore.Builder builder() throws IOException {
    Path directory = Disk.REAL.directory(temporary).toRealPath();
    Path root =
        new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root"));
    return LocalStore.builder(root);
  }

  private void watch() {
    faults.rule(
        (operation, path) -> {
          if (operation == Operation.WRITE || operation == Operation.FORCE) {
            String kind =
                path.toString().endsWith(".seg")
                    ? "log"
                    : path.getFileName().toString().length() == 32 ? "body" : "directory";
            String what = operation + " " + kind;
            if (done.isEmpty() || !done.get(done.size() - 1).equals(what)) {
              done.add(what);
            }
          }
        });
  }

  @Test
  void aSmallPutIsOneWriteAndOneForce() throws IOException {
    try (BlobStore store = builder().open()) {
      Bucket bucket = store.createBucket("photos");
      watch();
      int writes = faults.count(Operation.WRITE);
      int forces = faults.count(Operation.FORCE);
      bucket.put("a", Body.of("x".repeat(4096)));
      assertThat(done).containsExactly("WRITE log", "FORCE log");
      assertThat(faults.count(Operation.WRITE)).isEqualTo(writes + 1);
      assertThat(faults.count(Operation.FORCE)).isEqualTo(forces + 1);
      bucket.delete("a");
      assertThat(faults.count(Operation.FORCE)).isEqualTo(forces + 2);
    }
  }

  @Test
  void aLargeBodyIsDurableBeforeTheRecordThatNamesIt() throws IOException {
    try (BlobStore store = builder().open()) {
      Bucket bucket = store.createBucket("photos");
      watch();
      bucket.put("a", Body.of(new byte[100_000]));
      assertThat(done)
          .containsExactly(
              "FORCE directory",
              "WRITE body",
              "FORCE body",
              "FORCE directory",
              "WRITE log",
              "FORCE log");
    }
  }

  @Test
  void aRelaxedStoreForcesLaterAndBodiesFirst() throws IOException {
    try (BlobStore store =
        builder().durability(Durability.RELAXED).forceInterval(Duration.ofDays(1)).open()) {
      Bucket bucket = store.createBucket("photos");
      watch();
      bucket.put("small", Body.of("1"));
      bucket.put("large", Body.of(new byte[100_000]));
      bucket.delete("small");
      assertThat(done).doesNotContain("FORCE log", "FORCE body");
      done.clear();
    }
    assertThat(done)
        .startsWith("FORCE body", "FORCE directory", "FORCE log")
        .endsWith("WRITE log", "FORCE log");
  }

  /** A copy of a root whose last record names a body that is gone, and replaces another one. */
  private static Path killedWithoutBody(Path root, LocalStore.Builder builder) throws IOException {
    Path killed = root.resolveSibling("killed");
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("old"));
      bucket.put("a", Body.of(new byte[100_000]));
      Disk.copy(root, killed);
    }
    try (Stream<Path> files = Files.walk(killed.resolve("bodies"))) {
      Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
    return killed;
  }

  /** A body is forced before its record, so without a body the record has not been cut short. */
  @Test
  void aBodyThatVanishedIsToldThoughItsRecordIsTheLast() throws IOException {
    Path root = Disk.UNIX.root(Path.of(""));
    Path killed = killedWithoutBody(root, LocalStore.builder(root));
    for (int i = 0; i < 2; i++) {
      try (BlobStore store = LocalStore.builder(killed).open()) {
        Bucket bucket = store.bucket("photos");
        assertThat(bucket.head("a").size()).isEqualTo(100_000);
        assertThatThrownBy(() -> bucket.getBytes("a"))
            .hasMessageContaining(" is missing: a blob has its bytes there (CORRUPT)");
      }
    }
    assertThat(StoreCheck.check(killed).damage())
        .singleElement()
        .asString()
        .startsWith("photos/a: ")
        .endsWith(" is missing.");
  }

  /** There the end of the machine may leave just this. */
  @Test
  void aRelaxedPutWhoseBodyWasNotForcedHasNotHappened() throws IOException {
    Path root = Disk.UNIX.root(Path.of(""));
    Path killed =
        killedWithoutBody(
            root,
            LocalStore.builder(root)
                .durability(Durability.RELAXED)
                .forceInterval(Duration.ofDays(1)));
    StoreCheck.Report report = StoreCheck.check(killed);
    assertThat(report.damage()).isEmpty();
    assertThat(report.notes()).anyMatch(it -> it.contains("A crash leaves this"));
    Path target = root.resolveSibling("target");
    StoreCheck.salvage(killed, target);
    for (Path left : List.of(killed, target)) {
      try (BlobStore store = LocalStore.builder(left).open()) {
        assertThat(store.bucket("photos").getString("a")).isEqualTo("old");
      }
    }
    assertThat(StoreCheck.check(killed).notes()).isEmpty();
  }
}
