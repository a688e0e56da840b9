package io.holdall.local;

import com.google.common.base.Splitter;
import io.holdall.BlobStore;
import io.holdall.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * A program that changes a store in two threads for as long as it lives, and says of each change
 * that it is done: a digit for the thread. Before it opens the store it says {@code <}, and then
 * {@code >}; before it cleans or indexes a little in the background, {@code [}, and then {@code ]}.
 */
final class KilledWriter {
  static final int THREADS = 2;
  static final char OPENING = '<';
  static final char OPEN = '>';
  static final char WORKING = '[';
  static final char IDLE = ']';

  private KilledWriter() {}

  /**
   * @param args the root, the durability, the seed of this life; for each life before it one more:
   *     its seed, and how many changes each thread made, separated by colons
   */
  public static void main(String[] args) {
    say(OPENING);
    Executor thread = Executors.newSingleThreadExecutor();
    BlobStore store =
        builder(Path.of(args[0]), Durability.valueOf(args[1]))
            .background(work -> thread.execute(() -> tell(work)))
            .open();
    say(OPEN);
    List<String> lives = List.of(args).subList(3, args.length);
    for (int writer = 0; writer < THREADS; writer++) {
      int mine = writer;
      Model model = Model.EMPTY;
      for (String life : lives) {
        List<String> fields = Splitter.on(':').splitToList(life);
        model =
            after(
                model, Long.parseLong(fields.get(0)), mine, Integer.parseInt(fields.get(1 + mine)));
      }
      Model start = model.known(store);
      new Thread(() -> write(store, start, random(Long.parseLong(args[2]), mine), mine)).start();
    }
  }

  private static void tell(Runnable work) {
    say(WORKING);
    work.run();
    say(IDLE);
  }

  static LocalStore.Builder builder(Path root, Durability durability) {
    return LocalStore.builder(root)
        .durability(durability)
        .segmentSize(4000)
        .inlineLimit(Step.INLINE_LIMIT)
        .limits(new Limits(1 << 30, 1 << 30, 0, 10_000));
  }

  private static Random random(long seed, int thread) {
    return new Random(seed * THREADS + thread);
  }

  /** What a thread's part of the store holds after so many changes of a life. */
  static Model after(Model before, long seed, int thread, int changes) {
    Random random = random(seed, thread);
    Model model = before;
    for (int i = 0; i < changes; i++) {
      model = Step.next(model, random, prefix(thread)).after();
    }
    return model;
  }

  static String prefix(int thread) {
    return "thread" + thread + "-";
  }

  private static void write(BlobStore store, Model start, Random random, int thread) {
    Model model = start;
    while (true) {
      Step step = Step.next(model, random, prefix(thread));
      step.action().on(store);
      model = step.after();
      say(Character.forDigit(thread, 10));
    }
  }

  private static synchronized void say(char word) {
    System.out.write(word);
    System.out.flush();
  }
}
