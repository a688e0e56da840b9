package io.holdall.tck;

import io.holdall.ErrorCode;
import io.holdall.tck.TckPlan.Item;
import java.time.Duration;
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
  private final Item item;
  private final RuleInfo rule;
  private final Optional<Absence> absence;
  private int tries;
  private int shrinkTries;
  private long mostRequests;
  private long requestsAtFailure;
  private int cutOff;
  private boolean cut;
  private boolean endedRun;
  private boolean tellsNothing;
  private @Nullable RuleBroken smallest;

  RuleRun(Run run, Item item) {
    this.run = run;
    this.item = item;
    this.rule = item.rule();
    this.absence = Absence.of(rule, run.target());
  }

  PropertyExecutionResult around(PropertyLifecycleContext context, PropertyExecutor property) {
    run.starting(item);
    configure(context.attributes());
    long requestsBefore = run.log().count();
    long began = System.nanoTime();
    PropertyExecutionResult tried = property.execute();
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    PropertyExecutionResult result = smallest == null ? tried : tried.mapToFailed(smallest);
    if (run.outage().isPresent() && smallest == null) {
      run.finished(untried(Optional.empty(), run.log().count() - requestsBefore, time));
      IllegalStateException why =
          new IllegalStateException("could not be tried: " + run.outage().get());
      // As a test that fails one is enough.
      return endedRun ? result.mapToFailed(why) : result.mapToAborted(why);
    }
    if (run.isStopped() && smallest == null) {
      return result; // not tried to the end, and so neither kept nor broken
    }
    if (tries == 0 && cut) {
      String why = "the budget does not allow one try";
      run.unaffordable(untried(Optional.of(why), run.log().count() - requestsBefore, time));
      return result.mapToAborted(new IllegalStateException(why));
    }
    RuleResult verdict = verdict(result, run.log().count() - requestsBefore, time);
    run.finished(verdict);
    verdict
        .note()
        .ifPresent(
            note -> context.reporter().publishValue(rule.id(), verdict.outcome() + ": " + note));
    return verdict.outcome() == Outcome.DEVIATION ? result.mapToSuccessful() : result;
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
        deviation().isPresent() || Reduction.isOf(rule) ? ShrinkingMode.OFF : ShrinkingMode.FULL);
  }

  private Optional<String> deviation() {
    return Optional.ofNullable(run.options().deviations().get(rule.id()));
  }

  /** A rule's own seed, so that it does not matter which rules run before it. */
  private static long seedOf(long seed, String id) {
    long mixed = (seed ^ id.hashCode()) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  private RuleResult untried(Optional<String> why, long requests, Duration time) {
    return new RuleResult(
        rule, Outcome.UNTRIED, tries, requests, mostRequests, time, why, Optional.empty());
  }

  private RuleResult verdict(PropertyExecutionResult result, long requests, Duration time) {
    Optional<String> deviation = deviation();
    if (result.status() == PropertyExecutionResult.Status.SUCCESSFUL) {
      return new RuleResult(
          rule,
          absence.isPresent() ? Outcome.NOT_APPLICABLE : Outcome.PASSED,
          tries,
          requests,
          mostRequests,
          time,
          absence
              .map(Absence::reason)
              .or(() -> deviation.map(why -> "kept, although a deviation is named: " + why))
              .or(this::cutOff),
          Optional.empty());
    }
    Counterexample found = counterexample(result.throwable());
    String seen = run.options().seen().getOrDefault(rule.id(), "");
    boolean isKnown =
        deviation.isPresent()
            && found.problem().contains(seen)
            && !(seen.isEmpty() && tellsNothing);
    return new RuleResult(
        rule,
        isKnown ? Outcome.DEVIATION : Outcome.FAILED,
        tries,
        requests,
        mostRequests,
        time,
        deviation.map(
            why ->
                isKnown
                    ? why
                    : seen.isEmpty()
                        ? "not the deviation that is named, \"%s\": an answer tells nothing of the rule"
                            .formatted(why)
                        : "not the deviation that is named, \"%s\", of which \"%s\" is seen"
                            .formatted(why, seen)),
        Optional.of(found));
  }

  /** What was left out of a comparison of two stores. */
  private Optional<String> cutOff() {
    return cutOff == 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d histories were compared only up to an answer that was alike and not S3's"
                .formatted(cutOff, tries));
  }

  /** Notes that a try ended early. */
  void addCutOff() {
    cutOff++;
  }

  private Counterexample counterexample(Optional<Throwable> thrown) {
    return thrown
        .filter(RuleBroken.class::isInstance)
        .map(it -> ((RuleBroken) it).counterexample())
        .orElseGet(
            () ->
                new Counterexample(
                    "the rule could not be tried: "
                        + thrown.map(Throwable::toString).orElse("for no known reason"),
                    "",
                    List.of(),
                    repeat()));
  }

  TryExecutionResult around(TryExecutor executor, List<Object> parameters) {
    if (!mayTry()) {
      if (smallest != null) {
        throw new SmallEnough();
      }
      return TryExecutionResult.satisfied(true);
    }
    TryExecutionResult result = counted(executor, parameters);
    if (smallest != null && Reduction.isOf(rule) && absence.isEmpty() && deviation().isEmpty()) {
      new Reduction(simpler -> mayTry() && counted(executor, inFreshSandbox(simpler)).isFalsified())
          .from(parameters);
    }
    return result;
  }

  private List<Object> inFreshSandbox(List<Object> parameters) {
    return parameters.stream().map(it -> it instanceof Sandbox ? run.sandbox() : it).toList();
  }

  private TryExecutionResult counted(TryExecutor executor, List<Object> parameters) {
    long before = run.log().count();
    try {
      TryExecutionResult result = attempt(executor, parameters);
      if (!run.log().isOverspent()) {
        return result;
      }
      // That says nothing of the store: it was not a try.
      cut = true;
      tries -= smallest == null ? 1 : 0;
      return TryExecutionResult.satisfied(true);
    } finally {
      mostRequests = Math.max(mostRequests, run.log().count() - before);
    }
  }

  /** Whether there is to be another try; if so, it is counted. */
  private boolean mayTry() {
    boolean first = tries == 0;
    if (run.isOver()
        || (!first && !run.affords(Math.max(item.cost().most(), mostRequests)))
        || (smallest != null && isSmallEnough())) {
      return false;
    }
    if (smallest == null) {
      tries++;
    } else {
      shrinkTries++;
    }
    return true;
  }

  private boolean isSmallEnough() {
    int most = rule.effort().shareOf(run.options().shrinkTries());
    return shrinkTries >= most
        || run.log().count() - requestsAtFailure >= most * rule.effort().cost().most();
  }

  private TryExecutionResult attempt(TryExecutor executor, List<Object> parameters) {
    run.log().forget();
    try (Sandbox sandbox = sandboxOf(parameters)) {
      if (absence.isPresent()) {
        return absent(sandbox, absence.get());
      }
      TryExecutionResult result = executor.execute(parameters);
      if (!result.isFalsified()) {
        return result;
      }
      return broken(sandbox, result.throwable().orElseThrow());
    }
  }

  /** The twin of the rule: what needs the feature must be refused. */
  private TryExecutionResult absent(Sandbox sandbox, Absence why) {
    try {
      why.lacking().forEach(feature -> Refusals.check(sandbox, feature));
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
    if (run.isStopped() || run.log().isOverspent()) {
      return TryExecutionResult.satisfied(true); // it was our own refusal to go on that failed
    }
    Set<ErrorCode> failures = EnumSet.noneOf(ErrorCode.class);
    failures.addAll(run.log().failures());
    failures.addAll(Outage.codesOf(cause));
    if (Outage.isSuspected(failures) && run.endsAt(rule)) {
      endedRun = true;
      tries -= smallest == null ? 1 : 0;
      return TryExecutionResult.satisfied(true);
    }
    tellsNothing = Outage.tellsNothing(failures);
    RuleBroken broken = new RuleBroken(rule, counterexample(sandbox, cause), cause);
    if (smallest == null) {
      requestsAtFailure = run.log().count();
    }
    // What a reduction goes on with is simpler, even if it takes more words.
    if (smallest == null || Reduction.isOf(rule) || broken.isNoLongerThan(smallest)) {
      smallest = broken;
    }
    return TryExecutionResult.falsified(broken);
  }

  private Counterexample counterexample(Sandbox sandbox, Throwable cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new Counterexample(message.strip(), sandbox.script(), run.log().requests(), repeat());
  }

  private String repeat() {
    // What is generated depends on the number of tries.
    int cheap =
        run.options().budget().isPresent()
            ? rule.effort().cheapTries(item.tries())
            : run.options().tries();
    String more = run.options().invocation().repeatWith();
    return "--seed %d --tries %d --only %s%s"
        .formatted(run.seed(), cheap, rule.id(), more.isEmpty() ? "" : " " + more);
  }

  /**
   * Ends the search for a smaller counterexample. An exception would be taken for one more failure,
   * and the search never end.
   */
  private static final class SmallEnough extends Error {
    private static final long serialVersionUID = 1L;
  }
}
