package io.holdall.local;

import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.local.faults.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes a store through histories, and keeps account of their {@link Progress}. */
final class CrashHistory {
  private final Path root;
  private final Durability durability;
  private final Progress progress;
  private final Faults faults;

  /**
   * @param root in a file system with these faults, which serve to end the process
   */
  CrashHistory(Path root, Durability durability, Progress progress, Faults faults) {
    this.root = root;
    this.durability = durability;
    this.progress = progress;
    this.faults = faults;
  }

  /**
   * Makes changes in one thread. At times the store is closed and opened again, and at times the
   * process ends, in the midst of a change or of an opening, and another one goes on.
   */
  void run(int steps, Random random) throws IOException {
    progress.start("", Model.EMPTY.shown());
    Model model = Model.EMPTY;
    OpenStore open = open(random);
    for (int i = 0; i < steps; i++) {
      Step step = Step.next(model, random);
      int roll = random.nextInt(12);
      if (roll == 0) {
        boolean done = endsWithin(open, step, random);
        model = found(model, step, done, random);
        open = open(random);
      } else {
        model = step(open, step, "");
      }
      open.work();
      if (roll == 1) {
        close(open);
        open = open(random);
      } else if (roll == 2) {
        tend(open);
      }
    }
    close(open);
  }

  /** Makes changes, of which all but the last are durable before the next. */
  void run(List<Step> steps) throws IOException {
    progress.start("", Model.EMPTY.shown());
    OpenStore open = OpenStore.open(root, durability);
    for (Step step : steps.subList(0, steps.size() - 1)) {
      step(open, step, "");
      tend(open);
    }
    step(open, steps.get(steps.size() - 1), "");
    close(open);
  }

  /** Opens the store, perhaps at the second try. */
  private OpenStore open(Random random) {
    if (random.nextInt(3) == 0) {
      faults.endAfter(random.nextInt(50));
      try {
        return OpenStore.open(root, durability);
      } catch (BlobStoreException e) {
        ends(e);
      } finally {
        faults.restart();
      }
    }
    return OpenStore.open(root, durability);
  }

  private void ends(BlobStoreException e) {
    if (!faults.hasEnded()) {
      throw e;
    }
  }

  /** Ends the process while it makes a change, and returns whether it came to the change's end. */
  private boolean endsWithin(OpenStore open, Step step, Random random) {
    faults.endAfter(1 + random.nextInt(20));
    boolean done = false;
    try {
      step(open, step, "");
      done = true;
      open.work();
      faults.endAfter(0);
      open.close();
    } catch (BlobStoreException e) {
      ends(e);
    } finally {
      faults.restart();
    }
    return done;
  }

  /**
   * Finds out whether a change is there; what there is now stays. The store that goes on has read
   * nothing, for it might remember what was read.
   */
  private Model found(Model before, Step step, boolean done, Random random) {
    try (OpenStore open = open(random)) {
      Shown found = Shown.by(open.store);
      boolean there = found.equals(step.after().shown());
      if (!there && (done || !found.equals(before.shown()))) {
        throw new AssertionError("after the end of the process in " + step.name() + found);
      }
      progress.start("", found);
      return there ? step.after().known(open.store) : before;
    }
  }

  /** Makes changes in several threads at the same time. */
  void run(int threads, int steps, Random random) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    OpenStore open = OpenStore.open(root, durability);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String prefix = "thread" + thread + "-";
        Random own = new Random(random.nextLong());
        progress.start(prefix, Model.EMPTY.shown());
        ends.add(executor.submit(() -> changes(open, steps, own, prefix)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      executor.shutdown();
      close(open);
    }
  }

  private Model changes(OpenStore open, int steps, Random random, String prefix)
      throws IOException {
    Model model = Model.EMPTY;
    for (int i = 0; i < steps; i++) {
      model = step(open, Step.next(model, random, prefix), prefix);
      open.work();
      if (random.nextInt(12) == 0) {
        tend(open);
      }
    }
    return model;
  }

  /** Makes changes in a new bucket, and returns what the store must show then. */
  Shown goOn(OpenStore open, Shown found, String bucket) {
    progress.start("", found);
    Shown shown = found;
    for (Step step : Step.inBucketOfItsOwn(bucket)) {
      shown = found.with(step.after().shown());
      progress.begin("", step.name(), shown);
      step.action().on(open.store);
      progress.acknowledge("");
      open.work();
    }
    return shown;
  }

  /**
   * Replaces a blob in a bucket until nothing of the log that is there now is left. Of this nothing
   * is accounted for.
   *
   * @return what the store must show then
   */
  Shown turnOver(OpenStore open, Shown shown, String bucket) throws IOException {
    Path log = root.resolve(RootContent.LOG);
    Path last = SegmentFiles.path(log, Collections.max(SegmentFiles.list(log)));
    byte[] bytes = new byte[Step.INLINE_LIMIT];
    for (int i = 0; Files.exists(last); i++) {
      if (i == 1000) {
        throw new AssertionError(last + " is not cleaned away");
      }
      open.store.bucket(bucket).put("hot", Body.of(bytes));
      open.workAll();
    }
    return shown.with(Step.shown(bucket, "hot", bytes));
  }

  private Model step(OpenStore open, Step step, String prefix) {
    progress.begin(prefix, step.name(), step.after().shown());
    step.action().on(open.store);
    progress.acknowledge(prefix);
    return step.after();
  }

  private void tend(OpenStore open) throws IOException {
    Map<String, Integer> acknowledged = progress.acknowledged();
    open.tend();
    progress.durable(acknowledged);
  }

  private void close(OpenStore open) {
    open.close();
    progress.durable(progress.acknowledged());
  }
}
