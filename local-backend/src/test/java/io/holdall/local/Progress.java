package io.holdall.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How far some histories of one store have come, each in buckets whose names begin alike: what the
 * store may show when it is opened again, noted whenever that changes. Thread-safe.
 */
final class Progress {
  private final Consumer<Object> notes;
  private final Durability durability;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  /**
   * What a store may show when it is opened again.
   *
   * @param afterMachine by the beginning of the buckets' names, if the machine ended
   * @param afterProcess if only the process did
   */
  record Permitted(Map<String, List<Shown>> afterMachine, Map<String, List<Shown>> afterProcess) {
    static void check(Map<String, List<Shown>> permitted, Shown found) {
      permitted.forEach(
          (prefix, shown) -> {
            if (!shown.contains(found.in(prefix))) {
              throw new AssertionError(
                  "found " + found.in(prefix) + "\nwhere permitted is " + shown);
            }
          });
    }
  }

  private static final class Part {
    private final List<Shown> history = new ArrayList<>();
    private int durable;
    private int acknowledged;
  }

  Progress(Consumer<Object> notes, Durability durability) {
    this.notes = notes;
    this.durability = durability;
  }

  synchronized void start(String prefix, Shown shown) {
    Part part = new Part();
    part.history.add(shown);
    parts.put(prefix, part);
    note();
  }

  synchronized void begin(String prefix, String step, Shown after) {
    part(prefix).history.add(after);
    notes.accept(step);
    note();
  }

  synchronized void acknowledge(String prefix) {
    Part part = part(prefix);
    part.acknowledged++;
    if (durability == Durability.DURABLE) {
      part.durable = part.acknowledged;
    }
    note();
  }

  private Part part(String prefix) {
    return Objects.requireNonNull(parts.get(prefix));
  }

  /** What was acknowledged by now, for {@link #durable}. */
  synchronized Map<String, Integer> acknowledged() {
    Map<String, Integer> acknowledged = new LinkedHashMap<>();
    parts.forEach((prefix, part) -> acknowledged.put(prefix, part.acknowledged));
    return acknowledged;
  }

  /** So much is certain to outlive the machine. */
  synchronized void durable(Map<String, Integer> changes) {
    changes.forEach(
        (prefix, count) -> part(prefix).durable = Math.max(part(prefix).durable, count));
    note();
  }

  private void note() {
    Map<String, List<Shown>> afterMachine = new LinkedHashMap<>();
    Map<String, List<Shown>> afterProcess = new LinkedHashMap<>();
    parts.forEach(
        (prefix, part) -> {
          List<Shown> history = List.copyOf(part.history);
          afterMachine.put(prefix, history.subList(part.durable, history.size()));
          afterProcess.put(prefix, history.subList(part.acknowledged, history.size()));
        });
    notes.accept(new Permitted(afterMachine, afterProcess));
  }
}
