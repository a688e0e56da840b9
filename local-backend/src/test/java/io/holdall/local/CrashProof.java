package io.holdall.local;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.local.Progress.Permitted;
import io.holdall.local.faults.CrashState;
import io.holdall.local.faults.CrashStates;
import io.holdall.local.faults.Event;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Image;
import io.holdall.local.faults.Recording;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ends the machine, or only the process, after each single operation on the disk that a store has
 * made in its history; opens what is left in every way in which it may be left; and fails unless
 * all that had been acknowledged is there, and of what was under way all or nothing.
 *
 * <p>Of some states the opening is recorded too, and the machine ends once more in the midst of it.
 */
final class CrashProof {
  /** Files that may hold anything after a crash, or be missing, as other tests show. */
  static final Set<String> UNPROVEN = Set.of(RootLock.OWNER_NAME, Reserve.NAME);

  /** In one of so many states the store is used until nothing is left of the log it had. */
  private static final int TURNED_OVER = 10;

  /** One in so many states is opened with another crash. */
  private static final int TWICE = 100;

  private final Durability durability;
  private final long seed;
  private final int most;
  private final Random random;
  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private final Set<String> checked = new HashSet<>();
  private int cleaned;

  /**
   * @param most so many states of each moment at most
   */
  CrashProof(Durability durability, long seed, int most) {
    this.durability = durability;
    this.seed = seed;
    this.most = most;
    this.random = new Random(seed);
  }

  /** How many segments the histories have seen cleaned away. */
  int cleaned() {
    return cleaned;
  }

  /** How many different states have been opened. */
  int states() {
    return checked.size();
  }

  /**
   * Proves a history of one thread, with a store that is opened again at times.
   *
   * @param steps how many changes it has
   */
  void run(int steps) throws IOException {
    Recorded recorded = new Recorded(disk.getPath("/history"));
    recorded.history().run(steps, random);
    prove(recorded);
  }

  /** Proves a history of which all but the last change are durable before the next. */
  void run(List<Step> steps) throws IOException {
    Recorded recorded = new Recorded(disk.getPath("/history"));
    recorded.history().run(steps);
    prove(recorded);
  }

  /**
   * Proves a history in which threads make changes at the same time.
   *
   * @param steps how many changes each thread makes
   */
  void run(int threads, int steps) throws IOException {
    Recorded recorded = new Recorded(disk.getPath("/history"));
    recorded.history().run(threads, steps, random);
    prove(recorded);
  }

  private void prove(Recorded recorded) throws IOException {
    List<Event> events = recorded.events();
    for (Event event : events) {
      if (event instanceof Event.Deleted it && it.name().endsWith(".seg")) {
        cleaned++;
      }
    }
    replay(events, 2);
  }

  /** A directory with a root in it, of which everything is recorded. */
  private final class Recorded {
    private final Recording recording;
    private final Faults faults = new Faults();
    final Path root;

    Recorded(Path directory) throws IOException {
      Files.createDirectories(directory);
      recording = new Recording(directory, UNPROVEN);
      faults.record(recording);
      root = new FaultyFileSystem(disk, faults).wrap(directory.resolve("root"));
    }

    CrashHistory history() {
      return new CrashHistory(root, durability, new Progress(recording::note, durability), faults);
    }

    List<Event> events() {
      return recording.events();
    }
  }

  /**
   * Ends the machine after each event.
   *
   * @param depth how often it may end, this time included
   */
  private void replay(List<Event> events, int depth) throws IOException {
    Image image = new Image();
    Permitted permitted = null;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof Event.Noted it) {
        permitted = it.note() instanceof Permitted now ? now : permitted;
      } else {
        image.apply(events.get(i));
      }
      if (permitted != null) {
        try {
          crash(image, permitted, depth);
        } catch (IOException | RuntimeException | AssertionError e) {
          throw new AssertionError(
              "%s history %d, ended after%s\n%s"
                  .formatted(durability, seed, last(events.subList(0, i + 1)), e.getMessage()),
              e);
        }
      }
    }
  }

  private static String last(List<Event> events) {
    List<Event> told =
        events.stream()
            .filter(event -> !(event instanceof Event.Noted it && it.note() instanceof Permitted))
            .toList();
    StringBuilder text = new StringBuilder();
    told.subList(Math.max(0, told.size() - 20), told.size())
        .forEach(event -> text.append("\n  ").append(event));
    return text.toString();
  }

  private void crash(Image image, Permitted permitted, int depth) throws IOException {
    int budget = depth == 2 ? most : Math.max(4, most / 8);
    Map<String, List<Shown>> shown = permitted.afterProcess();
    for (Map.Entry<String, CrashState> state : CrashStates.of(image, budget, random).entrySet()) {
      if (checked.add(state.getKey() + shown.hashCode())) {
        try {
          check(state.getValue(), shown, depth);
        } catch (IOException | RuntimeException | AssertionError e) {
          throw new AssertionError("with\n" + state.getValue() + e.getMessage(), e);
        }
      }
      // Only the first state has everything.
      shown = permitted.afterMachine();
    }
  }

  private void check(CrashState state, Map<String, List<Shown>> shown, int depth)
      throws IOException {
    Path work = disk.getPath("/state" + depth);
    state.restore(work);
    if (depth == 2 && random.nextInt(TWICE) == 0) {
      Recorded recorded = new Recorded(work);
      recorded.recording.note(new Permitted(shown, shown));
      open(recorded.root, shown, recorded.history(), depth, true);
      replay(recorded.events(), depth - 1);
    } else {
      Path root = work.resolve("root");
      CrashHistory history =
          new CrashHistory(root, durability, new Progress(note -> {}, durability), new Faults());
      open(root, shown, history, depth, false);
    }
    remove(work);
  }

  /**
   * Opens what is left, and goes on with it: what was found stays, and new changes are kept. The
   * store that goes on has read nothing, for it might remember what was read.
   *
   * @param recorded whether the machine may end at any moment of this
   */
  private void open(
      Path root,
      Map<String, List<Shown>> permitted,
      CrashHistory history,
      int depth,
      boolean recorded)
      throws IOException {
    if (RootContent.hasMarker(root)) {
      checkFiles(root);
    }
    Shown shown;
    try (OpenStore open = OpenStore.open(root, durability)) {
      shown = Shown.by(open.store);
      Permitted.check(permitted, shown);
    }
    try (OpenStore open = OpenStore.open(root, durability)) {
      String own = "own" + depth;
      shown = history.goOn(open, shown, own);
      if (!recorded && random.nextInt(TURNED_OVER) == 0) {
        shown = history.turnOver(open, shown, own);
      }
    }
    checkFiles(root);
    try (OpenStore again = OpenStore.open(root, durability)) {
      Permitted.check(Map.of("", List.of(shown)), Shown.by(again.store));
      if (!recorded) {
        OpenUploads.complete(again.store);
      }
    }
  }

  /** What a crash leaves is no damage, before the store is opened and afterwards. */
  private static void checkFiles(Path root) throws IOException {
    List<String> damage = StoreCheck.check(root).damage();
    if (!damage.isEmpty()) {
      throw new AssertionError("the check of the store says " + damage);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
