package io.holdall.tck;

import io.holdall.ErrorCode;
import io.holdall.tck.TckPlan.Item;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The tries of one rule: whether there is to be another, what became of each, and the smallest
 * counterexample.
 */
final class RuleTries {
  /** How often a try is made again that failed with an answer which tells nothing of the rule. */
  private static final int REPETITIONS = 3;

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
  private int repetitions;
  private boolean isToBeRepeated;
  private @Nullable RuleBroken smallest;

  RuleTries(Run run, Item item) {
    this.run = run;
    this.item = item;
    this.rule = item.rule();
    this.absence = Absence.of(rule, run.workplace().target());
  }

  /** How many there were, without what was spent on shrinking. */
  int count() {
    return tries;
  }

  /** How many requests one of them took at the most. */
  long mostRequests() {
    return mostRequests;
  }

  /** Why the rule does not apply; then it was tried whether what it needs is refused. */
  Optional<Absence> absence() {
    return absence;
  }

  /** How the rule was seen to be broken. */
  Optional<RuleBroken> smallest() {
    return Optional.ofNullable(smallest);
  }

  /** Whether the store is known not to keep the rule. */
  boolean isKnown() {
    return run.options().deviations().containsKey(rule.id());
  }

  /** Whether one of them was given up because the budget did not allow its requests. */
  boolean wereCut() {
    return cut;
  }

  /** Whether it was with one of them that the store was found to be away. */
  boolean haveEndedRun() {
    return endedRun;
  }

  /** Whether the answers in the one that failed cannot be what a store is known to do otherwise. */
  boolean tellNothing() {
    return tellsNothing;
  }

  /** How many ended early. */
  int cutOff() {
    return cutOff;
  }

  /** Notes that the one under way ends early. */
  void addCutOff() {
    cutOff++;
  }

  TryExecutionResult around(TryExecutor executor, List<Object> parameters) {
    if (!mayTry()) {
      if (smallest != null) {
        throw new SmallEnough();
      }
      return TryExecutionResult.satisfied(true);
    }
    repetitions = 0;
    TryExecutionResult result = counted(executor, parameters);
    while (isToBeRepeated && mayTry()) {
      result = counted(executor, inFreshSandbox(parameters));
    }
    if (smallest != null && Reduction.isOf(rule) && absence.isEmpty() && !isKnown()) {
      new Reduction(simpler -> mayTry() && counted(executor, inFreshSandbox(simpler)).isFalsified())
          .from(parameters);
    }
    return result;
  }

  private List<Object> inFreshSandbox(List<Object> parameters) {
    return parameters.stream().map(it -> it instanceof Sandbox ? run.sandbox() : it).toList();
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

  private TryExecutionResult counted(TryExecutor executor, List<Object> parameters) {
    long before = run.log().count();
    try {
      TryExecutionResult result = attempt(executor, parameters);
      if (!run.log().isOverspent()) {
        return result;
      }
      cut = true;
      return discounted();
    } finally {
      mostRequests = Math.max(mostRequests, run.log().count() - before);
    }
  }

  /** It says nothing of the store: it was not a try. */
  private TryExecutionResult discounted() {
    tries -= smallest == null ? 1 : 0;
    return TryExecutionResult.satisfied(true);
  }

  private TryExecutionResult attempt(TryExecutor executor, List<Object> parameters) {
    run.log().forget();
    isToBeRepeated = false;
    try (Sandbox sandbox = sandboxOf(parameters)) {
      if (absence.isPresent()) {
        return absent(sandbox, absence.get());
      }
      TryExecutionResult result = executor.execute(parameters);
      if (result.isFalsified()) {
        return broken(sandbox, result.throwable().orElseThrow());
      }
      // Clients that race put up with calls without an answer, even if none had one.
      boolean suspected = Outage.tellsNothing(run.log().failures()) && run.affords(1);
      return suspected && hasEndedRun() ? discounted() : result;
    }
  }

  private Sandbox sandboxOf(List<Object> parameters) {
    return parameters.stream()
        .filter(Sandbox.class::isInstance)
        .map(Sandbox.class::cast)
        .findFirst()
        .orElseGet(run::sandbox);
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

  private TryExecutionResult broken(Sandbox sandbox, Throwable cause) {
    if (run.isStopped() || run.log().isOverspent()) {
      return TryExecutionResult.satisfied(true); // it was our own refusal to go on that failed
    }
    Set<ErrorCode> failures = EnumSet.noneOf(ErrorCode.class);
    failures.addAll(run.log().failures());
    failures.addAll(Outage.codesOf(cause));
    if (Outage.isSuspected(failures) && hasEndedRun()) {
      return discounted();
    }
    boolean tellsAsLittle = Outage.tellsNothing(failures);
    if (tellsAsLittle && smallest == null && repetitions < REPETITIONS) {
      repetitions++;
      isToBeRepeated = true;
      return discounted();
    }
    if (tellsAsLittle && smallest != null && !tellsNothing) {
      return TryExecutionResult.satisfied(); // it does not show again what was found before
    }
    tellsNothing = tellsAsLittle;
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

  private boolean hasEndedRun() {
    endedRun = run.endsAt(rule);
    return endedRun;
  }

  private Counterexample counterexample(Sandbox sandbox, Throwable cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new Counterexample(message.strip(), sandbox.script(), run.log().requests(), repeat());
  }

  /** The options that repeat them. */
  String repeat() {
    // What is generated depends on the number of tries.
    int cheap =
        run.options().budget().isPresent()
            ? rule.effort().cheapTries(item.tries())
            : run.options().tries();
    String more = run.options().invocation().repeatWith();
    return "--seed %s --tries %s --only %s%s"
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
