package io.holdall.local;

import com.google.common.base.Splitter;
import io.holdall.BlobStore;
import io.holdall.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A program that changes a store in two threads for as long as it lives, and says of each change
 * that it is done: a digit for the thread. Before it opens the store it says {@code <}, and then
 * {@code >}.
 */
final class KilledWriter {
  static final int THREADS = 2;
  static final char OPENING = '<';
  static final char OPEN = '>';

  private KilledWriter() {}

  /**
   * @param args the root, the durability, the seed of this life; for each life before it one more:
   *     its seed, and how many changes each thread made, separated by colons
   */
  public static void main(String[] args) {
    say(OPENING);
    BlobStore store = open(Path.of(args[0]), Durability.valueOf(args[1]));
    say(OPEN);
    List<String> lives = List.of(args).subList(3, args.length);
    for (int thread = 0; thread < THREADS; thread++) {
      int mine = thread;
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

  static BlobStore open(Path root, Durability durability) {
    return LocalStore.builder(root)
        .durability(durability)
        .segmentSize(4000)
        .inlineLimit(Step.INLINE_LIMIT)
        .limits(new Limits(1 << 30, 1 << 30, 0, 10_000))
        .open();
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
