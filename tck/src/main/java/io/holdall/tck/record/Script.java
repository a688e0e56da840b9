package io.holdall.tck.record;

import io.holdall.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that were made on a store, to be written out as Java code if it comes to that.
 * Thread-safe; the order is that in which the calls began, and those of clients that called at the
 * same time stay apart.
 */
public final class Script {
  /**
   * Who makes calls while others do.
   *
   * @param meeting of which clients, from 1
   * @param number which of them, from 0
   */
  record Client(int meeting, int number) {}

  static final class Line {
    final Function<JavaCode, String> code;
    final String stem;
    final int number;
    final @Nullable Client client;
    volatile @Nullable Object result;
    volatile @Nullable RuntimeException thrown;

    Line(String stem, int number, @Nullable Client client, Function<JavaCode, String> code) {
      this.stem = stem;
      this.number = number;
      this.client = client;
      this.code = code;
    }

    String name() {
      return stem + number;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Map<Object, String> names = new HashMap<>();
  private final Map<Thread, Client> clients = new ConcurrentHashMap<>();
  private final Set<String> declared = ConcurrentHashMap.newKeySet();
  private int meetings;

  /**
   * Makes a call and writes it down.
   *
   * @param stem what the variable that takes the result is called, without its number; empty if
   *     there is none
   * @param code the call as an expression
   */
  <T extends @Nullable Object> T call(
      String stem, Function<JavaCode, String> code, Supplier<T> action) {
    Line line = add(stem, code);
    try {
      T result = action.get();
      line.result = result;
      return result;
    } catch (RuntimeException e) {
      line.thrown = e;
      throw e;
    }
  }

  /** Writes down a statement that is made elsewhere, without its semicolon. */
  public void note(String statement) {
    add("", code -> statement);
  }

  /** Writes down what a variable stands for, the first time that it is asked to. */
  void declare(String statement) {
    if (declared.add(statement)) {
      note(statement);
    }
  }

  /** Says how a body is made that does not tell by itself. */
  public Body describe(Body body, String code) {
    name(body, code);
    return body;
  }

  /** Says how a value is spelled that would tell of the run by itself. */
  synchronized void name(Object value, String code) {
    names.put(value, code);
  }

  /**
   * The same tasks, whose calls are written down as those of clients that meet: each on a thread of
   * its own, all at the same time, and no other call meanwhile.
   */
  public synchronized <T> List<Callable<T>> meeting(List<Callable<T>> tasks) {
    int meeting = ++meetings;
    List<Callable<T>> told = new ArrayList<>();
    for (Callable<T> task : tasks) {
      Client client = new Client(meeting, told.size());
      told.add(
          () -> {
            clients.put(Thread.currentThread(), client);
            try {
              return task.call();
            } finally {
              clients.remove(Thread.currentThread());
            }
          });
    }
    return told;
  }

  private synchronized Line add(String stem, Function<JavaCode, String> code) {
    Line line = new Line(stem, lines.size() + 1, clients.get(Thread.currentThread()), code);
    lines.add(line);
    return line;
  }

  /** All calls: one a line, and a thread for each client where clients met. */
  @Override
  public synchronized String toString() {
    return new ScriptCode(names).of(lines);
  }
}
