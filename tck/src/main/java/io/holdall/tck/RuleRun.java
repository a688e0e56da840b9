package io.holdall.tck;

import io.holdall.tck.TckPlan.Item;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.FixedSeedMode;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;

/** One rule in a {@link Run}: how jqwik is to try it, and what is made of what it found. */
final class RuleRun {
  private final Run run;
  private final Item item;
  private final RuleInfo rule;
  private final RuleTries tries;

  RuleRun(Run run, Item item) {
    this.run = run;
    this.item = item;
    this.rule = item.rule();
    this.tries = new RuleTries(run, item);
  }

  PropertyExecutionResult around(PropertyLifecycleContext context, PropertyExecutor property) {
    run.starting(item);
    configure(context.attributes());
    long requestsBefore = run.log().count();
    long began = System.nanoTime();
    PropertyExecutionResult tried = property.execute();
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    PropertyExecutionResult result =
        tries.smallest().<PropertyExecutionResult>map(tried::mapToFailed).orElse(tried);
    Verdict verdict =
        new Verdict(rule, run.options(), tries, run.log().count() - requestsBefore, time);
    if (run.outage().isPresent() && tries.smallest().isEmpty()) {
      run.finished(verdict.untried(Optional.empty()));
      IllegalStateException why =
          new IllegalStateException("could not be tried: " + run.outage().get());
      // As a test that fails one is enough.
      return tries.haveEndedRun() ? result.mapToFailed(why) : result.mapToAborted(why);
    }
    if (run.isStopped() && tries.smallest().isEmpty()) {
      return result; // not tried to the end, and so neither kept nor broken
    }
    if (tries.count() == 0 && tries.wereCut()) {
      String why = "the budget does not allow one try";
      run.unaffordable(verdict.untried(Optional.of(why)));
      return result.mapToAborted(new IllegalStateException(why));
    }
    RuleResult found = verdict.of(result);
    run.finished(found);
    found
        .note()
        .ifPresent(
            note -> context.reporter().publishValue(rule.id(), found.outcome() + ": " + note));
    return found.outcome() == Outcome.DEVIATION ? result.mapToSuccessful() : result;
  }

  private void configure(PropertyAttributes attributes) {
    attributes.setTries(item.tries());
    attributes.setSeed(Long.toString(seedOf(run.seed(), rule.id())));
    if (rule.area() == Area.CONCURRENCY) {
      // How threads meet is another time otherwise: what can be generated is not all there is.
      attributes.setGeneration(GenerationMode.RANDOMIZED);
    }
    // The generators have edge cases of their own.
    attributes.setEdgeCases(EdgeCasesMode.NONE);
    attributes.setWhenFixedSeed(FixedSeedMode.ALLOW);
    attributes.setAfterFailure(AfterFailureMode.RANDOM_SEED);
    // Bounded by the number of tries, here, and not by time, so that it can be repeated. What is
    // known needs no smaller example, and a server that is harmed by it need not be asked again.
    attributes.setShrinking(
        tries.isKnown() || Reduction.isOf(rule) ? ShrinkingMode.OFF : ShrinkingMode.FULL);
  }

  /** A rule's own seed, so that it does not matter which rules run before it. */
  private static long seedOf(long seed, String id) {
    long mixed = (seed ^ id.hashCode()) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  TryExecutionResult around(TryExecutor executor, List<Object> parameters) {
    return tries.around(executor, parameters);
  }

  /** Notes that a try ended early. */
  void addCutOff() {
    tries.addCutOff();
  }
}
