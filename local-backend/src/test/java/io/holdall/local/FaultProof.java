package io.holdall.local;

import static io.holdall.ErrorCode.IO_FAILED;
import static io.holdall.ErrorCode.STORAGE_FULL;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.BlobStoreException;
import io.holdall.local.faults.CrashState;
import io.holdall.local.faults.CrashStates;
import io.holdall.local.faults.Event;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Image;
import io.holdall.local.faults.Operation;
import io.holdall.local.faults.Recording;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Takes a store through a history in which one operation of the disk fails. Whoever called is told
 * so, in a sentence, or has what it called for; the store shows nothing of what failed, goes on, or
 * asks to be opened again and then goes on. At the end the machine crashes, and all that was
 * acknowledged is there.
 */
final class FaultProof {
  private static final int CRASHES = 4;

  private final Durability durability;
  private final int steps;
  private final Random history;
  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private final Faults faults = new Faults();
  private final Fault fault;
  private final int at;
  private final Random random;
  private final Fault.Injection injection;
  private final Path work;
  private final Path root;
  private final Recording recording;

  /** What the store was to show after each change, and first of all. */
  private final List<Shown> acknowledged = new ArrayList<>(List.of(Model.EMPTY.shown()));

  /** What it may show too, because a change that failed may be there all the same. */
  private final List<Shown> underWay = new ArrayList<>();

  /** The index of the last of the acknowledged that cannot be lost. */
  private int durable;

  private Model model = Model.EMPTY;
  private OpenStore opened;
  private boolean cleaned;
  private boolean completed;

  /**
   * @param steps how many changes there are; until the fault they are always the same
   * @param at which of the operations that can fail so does; counted from 0
   */
  FaultProof(Durability durability, int steps, Fault fault, int at) throws IOException {
    this.durability = durability;
    this.steps = steps;
    this.history = new Random(1);
    this.fault = fault;
    this.at = at;
    this.random = new Random(at);
    this.injection = fault.at(at, faults, random);
    this.work = Files.createDirectory(disk.getPath("/history"));
    this.root = new FaultyFileSystem(disk, faults).wrap(work.resolve("root"));
    this.recording = new Recording(work, CrashProof.UNPROVEN);
    faults.record(recording);
  }

  /**
   * Proves it.
   *
   * @return false if there was no such operation
   */
  boolean run() throws IOException {
    try (disk) {
      faults.rule(injection);
      go();
      return injection.hasFailed();
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          "%s, %s, operation %d, %s: %s"
              .formatted(durability, fault, at, injection, e.getMessage()),
          e);
    }
  }

  /** Whether segments were cleaned away before it was opened for the last time. */
  boolean cleaned() {
    return cleaned;
  }

  /** Whether an upload was completed. */
  boolean completed() {
    return completed;
  }

  private void go() throws IOException {
    open();
    for (int i = 0; i < steps; i++) {
      Step step = Step.next(model, history);
      if (!succeeds(() -> step.action().on(opened.store)) && !isDone(step)) {
        succeeds(() -> show(List.of(model.shown())));
        // The store goes on, with the same or with something else, or it says that it does not.
        Step other = random.nextBoolean() ? step : Step.next(model, history);
        if (!succeeds(() -> other.action().on(opened.store))) {
          underWay.addAll(List.of(step.after().shown(), other.after().shown()));
          break;
        }
        acknowledge(other);
      } else {
        acknowledge(step);
      }
      succeeds(opened::work);
      succeeds(() -> show(List.of(model.shown())));
      int roll = random.nextInt(8);
      if (roll < 3 && succeeds(opened::tend)) {
        durable = acknowledged.size() - 1;
      } else if (roll == 3 && !injection.hasFailed()) {
        close();
        open();
      }
    }
    cleaned = Files.notExists(work.resolve("root/log/0000000001.seg"));
    reopen();
  }

  /** Whether an error came when the step was done, and what it had replaced was being removed. */
  private boolean isDone(Step step) {
    return fault == Fault.ERROR && Shown.by(opened.store).equals(step.after().shown());
  }

  private void acknowledge(Step step) {
    completed |= step.name().startsWith("complete");
    model = step.after();
    acknowledged.add(model.shown());
    if (durability == Durability.DURABLE) {
      durable = acknowledged.size() - 1;
    }
  }

  private interface Call {
    void run() throws IOException;
  }

  /** Calls before what goes wrong and behind it do not fail. */
  private boolean succeeds(Call call) throws IOException {
    boolean over = injection.isOver();
    try {
      call.run();
      return true;
    } catch (BlobStoreException e) {
      Sentences.check(e, IO_FAILED, STORAGE_FULL);
      if (!injection.hasFailed() || (over && !injection.mayEndTheLog())) {
        throw new AssertionError("it failed though nothing was wrong", e);
      }
      return false;
    } catch (OutOfMemoryError e) {
      if (over || !injection.hasFailed()) {
        throw new AssertionError("an error of its own", e);
      }
      return false;
    } catch (LogFailedException e) {
      // The background would have kept it for the next call.
      return false;
    } finally {
      injection.end();
    }
  }

  private void show(List<Shown> permitted) {
    Shown found = Shown.by(opened.store);
    if (!permitted.contains(found)) {
      throw new AssertionError("found " + found + "\nwhere permitted is " + permitted);
    }
  }

  private void open() throws IOException {
    boolean intact = !injection.hasFailed();
    if (!succeeds(() -> opened = OpenStore.open(root, durability))) {
      if (intact && injection.hasFailedOnce(Operation.READ, ".idx")) {
        throw new AssertionError("refused for want of what can be made again");
      }
      open();
    }
  }

  /** A store that closes without a complaint has made everything durable. */
  private void close() throws IOException {
    if (succeeds(opened::close)) {
      durable = acknowledged.size() - 1;
    }
  }

  /** Opens the store again: what it shows then, it shows after a crash too. */
  private void reopen() throws IOException {
    close();
    open();
    injection.disarm();
    List<Shown> permitted = new ArrayList<>(acknowledged.subList(durable, acknowledged.size()));
    permitted.addAll(underWay);
    show(permitted);
    Shown kept = Shown.by(opened.store);
    crash(kept);
    for (Step step : Step.inBucketOfItsOwn("own")) {
      step.action().on(opened.store);
      if (durability == Durability.RELAXED) {
        opened.tend();
      }
      kept = kept.with(step.after().shown());
    }
    crash(kept);
    opened.close();
  }

  private void crash(Shown kept) throws IOException {
    Image image = new Image();
    for (Event event : recording.events()) {
      image.apply(event);
    }
    for (CrashState state : CrashStates.of(image, CRASHES, random).values()) {
      try (FileSystem device = Jimfs.newFileSystem(Configuration.unix())) {
        state.restore(device.getPath("/history"));
        try (OpenStore left = OpenStore.open(device.getPath("/history/root"), durability)) {
          Shown found = Shown.by(left.store);
          if (!found.equals(kept)) {
            throw new AssertionError("after a crash " + found + "\ninstead of " + kept);
          }
        }
      }
    }
  }
}
