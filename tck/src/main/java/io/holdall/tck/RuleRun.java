package io.holdall.tck;

import io.holdall.Feature;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

/** One rule in a {@link Run}. */
final class RuleRun {
  private final Run run;
  private final RuleInfo rule;
  private int tries;
  private int shrinkTries;
  private @Nullable RuleBroken smallest;

  RuleRun(Run run, RuleInfo rule) {
    this.run = run;
    this.rule = rule;
  }

  PropertyExecutionResult around(PropertyLifecycleContext context, PropertyExecutor property) {
    run.listener().started(rule);
    configure(context.attributes());
    PropertyExecutionResult tried = property.execute();
    PropertyExecutionResult result = smallest == null ? tried : tried.mapToFailed(smallest);
    RuleResult verdict = verdict(result);
    run.listener().finished(verdict);
    verdict
        .note()
        .ifPresent(
            note -> context.reporter().publishValue(rule.id(), verdict.outcome() + ": " + note));
    return verdict.outcome() == Outcome.DEVIATION ? result.mapToSuccessful() : result;
  }

  private void configure(PropertyAttributes attributes) {
    attributes.setTries(missing().isPresent() ? 1 : rule.tries(run.options().tries()));
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
    attributes.setShrinking(deviation().isPresent() ? ShrinkingMode.OFF : ShrinkingMode.FULL);
  }

  private Optional<String> deviation() {
    return Optional.ofNullable(run.options().deviations().get(rule.id()));
  }

  /** A rule's own seed, so that it does not matter which rules run before it. */
  private static long seedOf(long seed, String id) {
    long mixed = (seed ^ id.hashCode()) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  /** Why the rule does not apply; empty if it does. */
  private Optional<String> missing() {
    Set<Feature> lacking = lacking();
    if (!lacking.isEmpty()) {
      return Optional.of("the store does not declare " + lacking);
    }
    if (rule.ownBuckets() && run.target().home().isPresent()) {
      return Optional.of("the target is one bucket, and the rule makes its own");
    }
    return rule.movesTime() && run.target().past().isEmpty()
        ? Optional.of("the target cannot presign in the past")
        : Optional.empty();
  }

  private Set<Feature> lacking() {
    Set<Feature> lacking = EnumSet.noneOf(Feature.class);
    lacking.addAll(rule.needs());
    lacking.removeAll(run.target().store().features());
    return lacking;
  }

  private RuleResult verdict(PropertyExecutionResult result) {
    Optional<String> deviation = deviation();
    if (result.status() == PropertyExecutionResult.Status.SUCCESSFUL) {
      Optional<String> missing = missing();
      return new RuleResult(
          rule,
          missing.isPresent() ? Outcome.NOT_APPLICABLE : Outcome.PASSED,
          tries,
          missing.or(() -> deviation.map(why -> "kept, although a deviation is named: " + why)),
          Optional.empty());
    }
    String counterexample =
        result.throwable().map(RuleRun::text).orElse("the rule could not be tried");
    return new RuleResult(
        rule,
        deviation.isPresent() ? Outcome.DEVIATION : Outcome.FAILED,
        tries,
        deviation,
        Optional.of(counterexample));
  }

  private static String text(Throwable throwable) {
    return throwable instanceof RuleBroken
        ? String.valueOf(throwable.getMessage())
        : throwable.toString();
  }

  TryExecutionResult around(TryExecutor executor, List<Object> parameters) {
    if (smallest == null) {
      tries++;
    } else if (shrinkTries++ >= rule.effort().shareOf(run.options().shrinkTries())) {
      throw new SmallEnough();
    }
    try (Sandbox sandbox = sandboxOf(parameters)) {
      Set<Feature> lacking = lacking();
      if (missing().isPresent()) {
        return absent(sandbox, lacking);
      }
      TryExecutionResult result = executor.execute(parameters);
      if (!result.isFalsified()) {
        return result;
      }
      return broken(sandbox, result.throwable().orElseThrow());
    }
  }

  /** The twin of the rule: what needs the feature must be refused. */
  private TryExecutionResult absent(Sandbox sandbox, Set<Feature> lacking) {
    try {
      lacking.forEach(feature -> Refusals.check(sandbox, feature));
      return TryExecutionResult.satisfied();
    } catch (AssertionError | RuntimeException e) {
      return broken(sandbox, e);
    }
  }

  private Sandbox sandboxOf(List<Object> parameters) {
    return parameters.stream()
        .filter(Sandbox.class::isInstance)
        .map(Sandbox.class::cast)
        .findFirst()
        .orElseGet(run::sandbox);
  }

  private TryExecutionResult broken(Sandbox sandbox, Throwable cause) {
    RuleBroken broken = new RuleBroken(text(sandbox, cause), cause);
    if (smallest == null || broken.text().length() <= smallest.text().length()) {
      smallest = broken;
    }
    return TryExecutionResult.falsified(broken);
  }

  private String text(Sandbox sandbox, Throwable cause) {
    return """
        %s

        %s

        %s

        Repeat it with --seed %d --tries %d --only %s
        """
        .formatted(
            rule,
            String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()).strip(),
            sandbox.script(),
            run.seed(),
            run.options().tries(),
            rule.id());
  }

  /**
   * Ends the search for a smaller counterexample. An error, because jqwik takes every exception for
   * a counterexample found and goes on.
   */
  private static final class SmallEnough extends Error {
    private static final long serialVersionUID = 1L;
  }
}
