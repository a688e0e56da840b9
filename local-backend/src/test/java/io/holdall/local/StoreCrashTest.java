package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.local.faults.CrashRecorder;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process, or the machine, ends before each operation that changes a file in a run of puts and
 * removals, small and large. Then the store is opened again, and must be as after the last change
 * that it acknowledged, or after a later one.
 */
class StoreCrashTest {
  private static final int CHANGES = 30;
  private static final List<String> KEYS = List.of("a", "b", "c");

  private final Path disk = newDisk();

  /** The contents after each number of changes. */
  private final List<Map<String, ByteBuffer>> states = new ArrayList<>(List.of(Map.of()));

  /** How many changes are certain to have outlived the machine. */
  private int safe;

  /** How many changes have returned. */
  private int acknowledged;

  private int made;

  private final List<Throwable> failures = new ArrayList<>();

  private static Path newDisk() {
    FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix());
    return fileSystem.getPath("/work");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAcknowledgedIsThere(Durability durability) throws IOException {
    LogOptions options =
        LogOptions.DEFAULT
            .withDurability(durability)
            .withForceInterval(Duration.ofDays(1))
            .withSegmentSize(1500);
    for (int seed = 0; seed < seeds(); seed++) {
      run(options, new Random(seed));
    }
    assertThat(made).isGreaterThan(500);
  }

  /** More for a soak run: {@code -Dholdall.crash.seeds=100}. */
  private static int seeds() {
    return Integer.getInteger("holdall.crash.seeds", 1);
  }

  private void run(LogOptions options, Random random) throws IOException {
    states.subList(1, states.size()).clear();
    safe = 0;
    acknowledged = 0;
    Faults faults = new Faults();
    Path target = disk.resolve("root");
    Path path = new FaultyFileSystem(disk.getFileSystem(), faults).wrap(target);
    try (MiniStore store = new MiniStore(path, options)) {
      // Set by the constructor's last line, before the rule is asked.
      CrashRecorder[] recorder = new CrashRecorder[1];
      recorder[0] =
          new CrashRecorder(
              target,
              () -> {
                // Not thrown here, where the store would take it for a failure of the disk.
                if (failures.isEmpty()) {
                  try {
                    crash(recorder[0], options);
                  } catch (IOException | AssertionError e) {
                    failures.add(e);
                  }
                }
              });
      faults.rule(recorder[0]);
      for (int i = 0; i < CHANGES; i++) {
        change(store, random);
        assertThat(failures).isEmpty();
        acknowledged++;
        if (options.durability() == Durability.DURABLE) {
          safe = acknowledged;
        } else if (random.nextInt(6) == 0) {
          int before = acknowledged;
          store.log.tend();
          safe = before;
        }
      }
    }
    assertThat(failures).isEmpty();
    safe = acknowledged;
    faults.heal();
    try (MiniStore store = new MiniStore(path, options)) {
      assertThat(store.contents()).isEqualTo(states.get(CHANGES));
    }
    try (Stream<Path> bodies = Files.walk(target.resolve("bodies"))) {
      assertThat(bodies.filter(Files::isRegularFile).count()).isEqualTo(large(states.get(CHANGES)));
    }
    remove(target);
  }

  private static long large(Map<String, ByteBuffer> contents) {
    return contents.values().stream().filter(v -> v.remaining() >= MiniStore.LARGE).count();
  }

  private void change(MiniStore store, Random random) throws IOException {
    String key = KEYS.get(random.nextInt(KEYS.size()));
    Map<String, ByteBuffer> next = new TreeMap<>(states.get(states.size() - 1));
    if (random.nextInt(5) == 0) {
      next.remove(key);
      states.add(next);
      store.remove(key);
      return;
    }
    byte[] value = new byte[random.nextInt(random.nextBoolean() ? 100 : 3000)];
    random.nextBytes(value);
    next.put(key, ByteBuffer.wrap(value));
    states.add(next);
    store.put(key, value);
  }

  private void crash(CrashRecorder recorder, LogOptions options) throws IOException {
    Random random = new Random(made);
    for (CrashRecorder.Loss loss : CrashRecorder.Loss.values()) {
      made++;
      Path state = recorder.state(disk.resolve("state"), loss, random);
      int least = loss == CrashRecorder.Loss.NOTHING ? acknowledged : safe;
      int found = check(state, options, least, states.size() - 1);
      if (made % 3 == 0) {
        // What was found once is found again.
        check(state, options, found, found);
      }
      remove(state);
    }
  }

  /** Opens the store, kills it, opens the rest, and returns after how many changes it is. */
  private int check(Path path, LogOptions options, int least, int most) throws IOException {
    Map<String, ByteBuffer> contents;
    Path killed = disk.resolve("killed");
    try (MiniStore store = new MiniStore(path, options)) {
      contents = store.contents();
      Disk.copy(path, killed);
    }
    assertThat(states.subList(least, most + 1)).contains(contents);
    try (MiniStore store = new MiniStore(killed, options)) {
      assertThat(store.contents()).isEqualTo(contents);
      store.put("a", new byte[] {1});
    }
    try (MiniStore store = new MiniStore(killed, options)) {
      assertThat(store.contents()).containsEntry("a", ByteBuffer.wrap(new byte[] {1}));
    }
    remove(killed);
    return least + states.subList(least, most + 1).lastIndexOf(contents);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
