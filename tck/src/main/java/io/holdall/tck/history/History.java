package io.holdall.tck.history;

import io.holdall.tck.Reducible;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Some calls on few keys, one after the other. */
public final class History implements Reducible<History> {
  private final KeySet keys;
  private final List<Step> steps;

  History(KeySet keys, List<Step> steps) {
    this.keys = keys;
    this.steps = List.copyOf(steps);
  }

  /**
   * First with fewer calls: without the last half, the first, the last quarter, and so on down to
   * two neighbours and to single calls. What is left, if none of these fails, can spare none of its
   * calls. Two at once, because a call may do something else than before without the one before it:
   * one more page, or the first of a new listing. Then with fewer and simpler keys, and then with
   * simpler calls.
   *
   * <p>jqwik would shrink the list of calls and each number in turn, and comes to its end with
   * calls that others have come to rely on.
   */
  @Override
  public Stream<History> simpler() {
    return Stream.of(
            withoutCalls(),
            keys.simpler().map(simpler -> new History(simpler, steps)),
            withSimplerCalls())
        .flatMap(it -> it);
  }

  private Stream<History> withoutCalls() {
    IntStream chunks = IntStream.iterate(steps.size() / 2, size -> size > 2, size -> size / 2);
    return Stream.of(
            chunks.boxed().flatMap(size -> without(size, size)), without(2, 1), without(1, 1))
        .flatMap(it -> it);
  }

  private Stream<History> without(int calls, int apart) {
    return IntStream.iterate(steps.size(), end -> end >= Math.min(calls, 2), end -> end - apart)
        .mapToObj(end -> withoutCalls(Math.max(0, end - calls), end));
  }

  private History withoutCalls(int begin, int end) {
    List<Step> fewer = new ArrayList<>(steps);
    fewer.subList(begin, end).clear();
    return new History(keys, fewer);
  }

  private Stream<History> withSimplerCalls() {
    return IntStream.range(0, steps.size())
        .boxed()
        .flatMap(i -> steps.get(i).simpler().map(step -> with(i, step)));
  }

  private History with(int index, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new History(keys, changed);
  }

  /**
   * Makes the calls and compares each answer with what the model permits.
   *
   * @throws AssertionError at the first answer that is not permitted
   */
  public void runOn(Sandbox sandbox) {
    Model model = Model.empty(sandbox.store().features(), sandbox.limits(), sandbox.deviations());
    Interpreter interpreter = new Interpreter(sandbox, Choices.keys(model, keys), answer -> {});
    for (Step step : steps) {
      model = interpreter.step(model, step);
    }
    interpreter.compareAll(model);
  }

  /**
   * Makes the calls on two stores and compares each answer with the other's.
   *
   * @throws AssertionError at the first answers that differ
   */
  public void compareOn(Sandbox sandbox, Sandbox other) {
    new Difference(keys, sandbox, other).check(steps);
  }

  @Override
  public String toString() {
    return steps.size() + " calls on " + keys.keys();
  }
}
