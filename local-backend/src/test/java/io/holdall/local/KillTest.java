package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a {@link KilledWriter} again and again: while it writes, while it cleans, while it opens
 * the store, which is when it recovers from the kill before, and as soon as it is there. All that
 * it had said is done is there each time, and of each thread's next change all or nothing.
 */
class KillTest {
  /** More for a soak run: {@code -Dholdall.kills=5000}. */
  private static final int KILLS = Integer.getInteger("holdall.kills", 200);

  /** A root is given up after so many, for a writer finds out by itself what was before it. */
  private static final int LIVES = 10;

  @TempDir Path temporary;
  private final long seed = new Random().nextLong(1 << 30);
  private final Random random = new Random(seed);
  private long nanosToOpen = TimeUnit.MILLISECONDS.toNanos(20);
  private int whileOpening;
  private int whileWriting;
  private int whileCleaning;
  private int cleaned;

  @Test
  void whatAKilledProcessHadDoneIsThere() throws Exception {
    for (int kills = 0; kills < KILLS; kills += LIVES) {
      lives(temporary.resolve("root" + kills), Math.min(LIVES, KILLS - kills));
    }
    assertThat(whileOpening).as("killed while opening, seed %d", seed).isPositive();
    assertThat(whileWriting).as("killed while writing, seed %d", seed).isPositive();
    assertThat(whileCleaning).as("killed in the background's work, seed %d", seed).isPositive();
    assertThat(cleaned).as("roots of which segments went, seed %d", seed).isPositive();
  }

  private void lives(Path root, int count) throws Exception {
    List<String> lives = new ArrayList<>();
    List<Model> models = new ArrayList<>();
    for (int thread = 0; thread < KilledWriter.THREADS; thread++) {
      models.add(Model.EMPTY);
    }
    for (int life = 0; life < count; life++) {
      Durability durability = life % 2 == 0 ? Durability.DURABLE : Durability.RELAXED;
      long own = random.nextLong(1 << 30);
      int[] done = live(root, durability, own, lives);
      StringBuilder told = new StringBuilder().append(own);
      try (BlobStore store = KilledWriter.builder(root, durability).open()) {
        Shown found = Shown.by(store);
        for (int thread = 0; thread < done.length; thread++) {
          int made = made(found, models.get(thread), own, thread, done[thread]);
          models.set(thread, KilledWriter.after(models.get(thread), own, thread, made));
          told.append(':').append(made);
        }
      }
      lives.add(told.toString());
    }
    try (BlobStore store = KilledWriter.builder(root, Durability.DURABLE).open()) {
      OpenUploads.complete(store);
    }
    cleaned += Files.exists(root.resolve("log").resolve("0000000001.seg")) ? 0 : 1;
  }

  /** Finds out how many changes a thread has made: as many as it said, or the one after them. */
  private int made(Shown found, Model before, long own, int thread, int done) {
    Shown part = found.in(KilledWriter.prefix(thread));
    for (int made = done; made <= done + 1; made++) {
      if (KilledWriter.after(before, own, thread, made).shown().equals(part)) {
        return made;
      }
    }
    throw new AssertionError(
        "seed %d: after %d changes there is %s\ninstead of %s"
            .formatted(seed, done, part, KilledWriter.after(before, own, thread, done).shown()));
  }

  /** Lets a writer live for a while, and returns how many changes each thread said it had made. */
  private int[] live(Path root, Durability durability, long own, List<String> before)
      throws Exception {
    Process writer = start(root, durability, own, before);
    try {
      int changes = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(80);
      return listen(writer, changes, changes > 0 && random.nextBoolean());
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(10, TimeUnit.MINUTES)).isTrue();
      // What Java ends with when an exception reaches the top.
      assertThat(writer.exitValue()).isNotEqualTo(1);
    }
  }

  private static Process start(Path root, Durability durability, long own, List<String> before)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(KilledWriter.class.getName(), root.toString(), durability.name(), "" + own));
    command.addAll(before);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * @param changes after how many the writer is killed; none: some time after it began to open
   * @param working whether it is killed no sooner than when it works in the background
   */
  private int[] listen(Process writer, int changes, boolean working) throws IOException {
    int[] done = new int[KilledWriter.THREADS];
    int all = 0;
    long opening = 0;
    boolean open = false;
    boolean busy = false;
    // Process.destroyForcibly would close the stream, with what was said last.
    ProcessHandle handle = writer.toHandle();
    InputStream said = writer.getInputStream();
    for (int word = said.read(); word >= 0; word = said.read()) {
      if (word == KilledWriter.OPENING) {
        opening = System.nanoTime();
        if (changes == 0) {
          long end = opening + (long) (1.2 * random.nextDouble() * nanosToOpen);
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          handle.destroyForcibly();
        }
      } else if (word == KilledWriter.OPEN) {
        open = true;
        nanosToOpen = System.nanoTime() - opening;
      } else if (word == KilledWriter.WORKING || word == KilledWriter.IDLE) {
        busy = word == KilledWriter.WORKING;
      } else {
        done[Character.digit(word, 10)]++;
        all++;
      }
      if (changes > 0 && all >= changes && (busy || !working)) {
        handle.destroyForcibly();
      }
    }
    whileCleaning += busy ? 1 : 0;
    if (open) {
      whileWriting++;
    } else {
      whileOpening++;
    }
    assertThat(all).as("changes of a writer that ended by itself").isGreaterThanOrEqualTo(changes);
    return done;
  }
}
