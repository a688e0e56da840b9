package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.local.faults.CrashRecorder;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process, or the machine, ends before each operation that changes a file while blobs are put,
 * copied and deleted and the log is cleaned in between. The store that is opened then must be as
 * after some change not before the last that was acknowledged, and must go on, with cleaning.
 */
class CleaningCrashTest {
  private static final int CHANGES = 60;
  private static final List<String> KEYS = List.of("a", "b", "c", "d");

  private final Path disk = Jimfs.newFileSystem(Configuration.unix()).getPath("/work");
  private final List<Map<String, ByteBuffer>> states = new ArrayList<>(List.of(Map.of()));
  private final List<Throwable> failures = new ArrayList<>();

  /** The oldest segments that a state had when it was opened. */
  private final Set<Integer> oldest = new HashSet<>();

  private int safe;
  private int acknowledged;
  private int made;

  private static LocalStore.Builder builder(Path root, Durability durability, Steps steps) {
    return LocalStore.builder(root)
        .durability(durability)
        .forceInterval(Duration.ofDays(1))
        .segmentSize(1500)
        .inlineLimit(400)
        .background(steps);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAcknowledgedIsThere(Durability durability) throws IOException {
    for (int seed = 0; seed < Integer.getInteger("holdall.crash.seeds", 1); seed++) {
      run(durability, new Random(seed));
    }
    assertThat(made).isGreaterThan(1000);
    assertThat(oldest).as("segments were cleaned").hasSizeGreaterThan(5);
  }

  private void run(Durability durability, Random random) throws IOException {
    states.subList(1, states.size()).clear();
    safe = 0;
    acknowledged = 0;
    Faults faults = new Faults();
    Path target = disk.resolve("root");
    Path path = new FaultyFileSystem(disk.getFileSystem(), faults).wrap(target);
    Steps steps = new Steps();
    try (BlobStore store = builder(path, durability, steps).open()) {
      Bucket bucket = store.createBucket("photos");
      // Set by the next line, before the rule is asked.
      CrashRecorder[] recorder = new CrashRecorder[1];
      recorder[0] = new CrashRecorder(target, () -> crash(recorder[0], durability));
      faults.rule(recorder[0]);
      for (int i = 0; i < CHANGES; i++) {
        change(bucket, random);
        acknowledged++;
        safe = durability == Durability.DURABLE ? acknowledged : safe;
        if (random.nextBoolean()) {
          steps.runOne();
        }
        assertThat(failures).isEmpty();
      }
    }
    assertThat(failures).isEmpty();
    faults.heal();
    try (BlobStore store = builder(path, durability, new Steps()).open()) {
      assertThat(contents(store)).isEqualTo(states.get(CHANGES));
    }
    remove(target);
  }

  private void change(Bucket bucket, Random random) {
    String key = KEYS.get(random.nextInt(KEYS.size()));
    String other = KEYS.get(random.nextInt(KEYS.size()));
    Map<String, ByteBuffer> next = new TreeMap<>(states.get(states.size() - 1));
    switch (random.nextInt(6)) {
      case 0 -> {
        next.remove(key);
        states.add(next);
        bucket.delete(key);
      }
      case 1 -> {
        boolean possible = next.containsKey(other) && !other.equals(key);
        if (possible) {
          next.put(key, next.get(other));
        }
        states.add(next);
        if (possible) {
          bucket.copy(other, key);
        }
      }
      default -> {
        byte[] value = new byte[random.nextInt(random.nextInt(6) == 0 ? 3000 : 400)];
        random.nextBytes(value);
        next.put(key, ByteBuffer.wrap(value));
        states.add(next);
        bucket.put(key, Body.of(value));
      }
    }
  }

  /** Keeps what fails, for the store would take it for a failure of the disk. */
  private void crash(CrashRecorder recorder, Durability durability) {
    if (!failures.isEmpty()) {
      return;
    }
    Random random = new Random(made);
    try {
      for (CrashRecorder.Loss loss : CrashRecorder.Loss.values()) {
        made++;
        Path state = recorder.state(disk.resolve("state"), loss, random);
        check(state, durability, loss == CrashRecorder.Loss.NOTHING ? acknowledged : safe);
        remove(state);
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  private void check(Path path, Durability durability, int least) throws IOException {
    Steps steps = new Steps();
    Map<String, ByteBuffer> found;
    try (BlobStore store = builder(path, durability, steps).open()) {
      oldest.add(SegmentFiles.list(path.resolve("log")).get(0));
      found = contents(store);
      assertThat(states.subList(least, states.size())).contains(found);
      steps.runAll();
      if (made % 7 == 0) {
        for (int i = 0; i < 40; i++) {
          store.bucket("photos").put("new", Body.of(new byte[300]));
          steps.runAll();
        }
        store.bucket("photos").delete("new");
      }
      assertThat(contents(store)).isEqualTo(found);
    }
    try (BlobStore store = builder(path, durability, new Steps()).open()) {
      assertThat(contents(store)).isEqualTo(found);
    }
  }

  private static Map<String, ByteBuffer> contents(BlobStore store) {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    Bucket bucket = store.bucket("photos");
    for (BlobInfo blob : bucket.list()) {
      contents.put(blob.key(), ByteBuffer.wrap(bucket.getBytes(blob.key())));
    }
    return contents;
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
