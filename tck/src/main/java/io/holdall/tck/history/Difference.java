package io.holdall.tck.history;

import io.holdall.Feature;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Answer;
import io.holdall.tck.model.ListRules;
import io.holdall.tck.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The same history on two stores. Each has a model of its own, from which the arguments of its
 * calls come, such as ETags; so the calls are alike, and the answers must be.
 */
final class Difference {
  /** One of the two stores, at some point of the history. */
  private static final class Side {
    private final List<Answer> answers = new ArrayList<>();
    private final Interpreter interpreter;
    private Model model;
    private boolean lost;

    Side(Sandbox sandbox, KeySet keys, Set<Feature> features) {
      this.model = Model.empty(features, sandbox.limits(), sandbox.deviations());
      this.interpreter = new Interpreter(sandbox, Choices.keys(model, keys), answers::add);
    }

    /** What is answered. If the model does not permit it, the model is lost. */
    void step(Step step) {
      answers.clear();
      try {
        model = interpreter.step(model, step);
      } catch (AssertionError e) {
        lost = true;
      }
    }

    /** What listing is under way, and how far it has come. */
    Optional<List<Object>> place() {
      return model.cursor().map(it -> List.of(it.options(), it.last()));
    }

    /** Of two listings that are not at the same place. */
    boolean isBehind(Side other) {
      if (model.cursor().isEmpty() || other.model.cursor().isEmpty()) {
        return model.cursor().isPresent(); // the other one has come to its end
      }
      return ListRules.ORDER.compare(model.cursor().get().last(), other.model.cursor().get().last())
          < 0;
    }

    boolean hasPage(int index) {
      return index < answers.size() && answers.get(index) instanceof Answer.Page;
    }

    void compareAll() {
      answers.clear();
      try {
        interpreter.compareAll(model);
      } catch (AssertionError e) {
        lost = true;
      }
    }
  }

  private final Sandbox sandbox;
  private final Side one;
  private final Side other;
  private final Likeness likeness;

  Difference(KeySet keys, Sandbox one, Sandbox other) {
    this.sandbox = one;
    Set<Feature> shared = one.shared();
    this.one = new Side(one, keys, shared);
    this.other = new Side(other, keys, shared);
    this.likeness = new Likeness(shared);
  }

  /**
   * @throws AssertionError at the first answer that differs
   */
  void check(List<Step> steps) {
    for (Step step : steps) {
      one.step(step);
      other.step(step);
      compare();
      catchUp();
      if (one.lost || other.lost) {
        sandbox.cutOff(); // alike, and both unlike S3: what to expect from here on is not known
        return;
      }
    }
    one.compareAll();
    other.compareAll();
    compare();
  }

  private void compare() {
    for (int i = 0; i < Math.max(one.answers.size(), other.answers.size()); i++) {
      String here = spelled(one.answers, i);
      String there = spelled(other.answers, i);
      if (!here.equals(there) && !(arePages(i) && !one.lost && !other.lost)) {
        throw different(here, there);
      }
    }
  }

  private static AssertionError different(String here, String there) {
    return new AssertionError(
        "the stores differ: this one answered%n  %s%nand the other one%n  %s"
            .formatted(here, there));
  }

  /**
   * Turns pages until both listings have come to the same place: from it come the arguments of
   * calls, too.
   */
  private void catchUp() {
    while (!one.lost && !other.lost && !one.place().equals(other.place())) {
      Side behind = one.isBehind(other) ? one : other;
      String before = behind.place().toString();
      behind.step(new Step(Verb.LIST_NEXT, 0, 0, 0, 0, 0));
      if (behind.lost || behind.place().toString().equals(before)) {
        throw different(spelled(one.answers, 0), spelled(other.answers, 0));
      }
    }
  }

  /**
   * How much a page shows is left to the store (LIST-08). Two that both show what is next in the
   * listing do not differ, wherever they end.
   */
  private boolean arePages(int index) {
    return one.hasPage(index) && other.hasPage(index);
  }

  private String spelled(List<Answer> answers, int index) {
    return index < answers.size() ? likeness.of(answers.get(index)) : "nothing more";
  }
}
