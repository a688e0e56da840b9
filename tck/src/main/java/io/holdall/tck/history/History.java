package io.holdall.tck.history;

import io.holdall.Bucket;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Model;
import java.util.List;

/** Some calls on few keys, one after the other. */
public final class History {
  private final KeySet keys;
  private final List<Step> steps;

  History(KeySet keys, List<Step> steps) {
    this.keys = keys;
    this.steps = List.copyOf(steps);
  }

  // While it shrinks a history jqwik remembers what it has tried.
  @Override
  public boolean equals(Object other) {
    return other instanceof History that && keys.equals(that.keys) && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return 31 * keys.hashCode() + steps.hashCode();
  }

  /**
   * Makes the calls and compares each answer with what the model permits.
   *
   * @throws AssertionError at the first answer that is not permitted
   */
  public void runOn(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Model model = Model.empty(sandbox.store().features(), sandbox.limits(), sandbox.deviations());
    Interpreter interpreter =
        new Interpreter(
            bucket, Choices.keys(model, keys), sandbox::describe, sandbox::note, answer -> {});
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
