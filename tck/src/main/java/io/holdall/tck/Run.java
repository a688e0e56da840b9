package io.holdall.tck;

import io.holdall.tck.TckPlan.Item;
import io.holdall.tck.trace.RequestLog;
import io.holdall.tck.trace.TracedHttp;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass over rules, one after the other: plans it, tells the listener how it gets on, ends it
 * early when that is asked for or the store has gone away, and gathers what was found.
 */
final class Run implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TckOptions options;
  private final long seed;
  private final TckListener listener;
  private final StopSignal stop;
  private final RequestLog log;
  private final Workplace workplace;
  private final List<RuleResult> results = new ArrayList<>();
  private @Nullable Comparison comparison;
  private @Nullable TckPlan plan;
  private @Nullable Allowance allowance;
  private @Nullable RuleRun current;
  private @Nullable TracedHttp http;
  private int unaffordable;
  private @Nullable String outage;

  Run(Supplier<TckTarget> opener, TckOptions options, TckListener listener, StopSignal stop) {
    this.options = options;
    this.seed = options.seed().orElseGet(() -> RANDOM.nextLong(TckOptions.SEEDS));
    this.listener = listener;
    this.stop = stop;
    this.log = new RequestLog(stop::isStopped, this::mostRequests, listener::asking);
    this.workplace = new Workplace(opener, log);
  }

  /** The run of a test class: all rules of the contracts that it implements. */
  static Run of(Contract contract) {
    if (contract instanceof RunnerTck runner) {
      return runner.run();
    }
    Run run = new Run(contract::target, contract.options(), TckListener.silent(), new StopSignal());
    run.prepare(
        RuleInfo.all().stream()
            .filter(rule -> rule.area().contract().isInstance(contract))
            .toList());
    return run;
  }

  /** Opens a second store, to be compared with. Its requests are counted with the first one's. */
  void compareWith(Supplier<TckTarget> opener) {
    Workplace other = new Workplace(opener, log);
    try {
      comparison = Comparison.of(workplace, other);
    } catch (RuntimeException e) {
      other.leave(new ArrayList<>(), new ArrayList<>());
      close();
      throw e;
    }
  }

  /**
   * The two stores that are compared.
   *
   * @throws IllegalStateException if there is one alone
   */
  Comparison comparison() {
    if (comparison == null) {
      throw new IllegalStateException("there is no store to compare with");
    }
    return comparison;
  }

  /**
   * Opens the store, looks whether it can be worked with at all, so that a wrong address or key is
   * one failure and not one for each rule, and plans.
   */
  void prepare(List<RuleInfo> rules) {
    if (rules.isEmpty()) {
      throw new IllegalArgumentException(
          "no rule is left to try; the DIFF rules are tried where two stores are compared, and no others there");
    }
    try {
      TckPlan planned =
          TckPlan.of(workplace.target(), workplace.started(), seed, rules, options)
              .at(name(), place());
      plan = planned;
      allowance = new Allowance(planned);
      listener.planned(planned);
      workplace.probe();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private String name() {
    String name = workplace.target().name();
    return comparison == null ? name : name + " against " + comparison.other().target().name();
  }

  private String place() {
    return workplace.place() + (comparison == null ? "" : comparison.place());
  }

  TckOptions options() {
    return options;
  }

  long seed() {
    return seed;
  }

  RequestLog log() {
    return log;
  }

  /** The store under test. */
  Workplace workplace() {
    return workplace;
  }

  boolean isStopped() {
    return stop.isStopped();
  }

  /** Why the run has ended: the store cannot be worked with any more. */
  Optional<String> outage() {
    return Optional.ofNullable(outage);
  }

  /** Whether no rule is to be tried any more. */
  boolean isOver() {
    return isStopped() || outage != null;
  }

  /**
   * Looks whether the store can be worked with at all. If not, the run has ended.
   *
   * @param rule which one has failed
   */
  boolean endsAt(RuleInfo rule) {
    try {
      log.tidying(this::probe);
      return false;
    } catch (RuntimeException e) {
      outage =
          "the store cannot be worked with any more since %s was tried: %s"
              .formatted(rule.id(), e.getMessage() == null ? e : e.getMessage());
      return true;
    }
  }

  private void probe() {
    workplace.probe();
    if (comparison != null) {
      comparison.other().probe();
    }
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    if (http == null) {
      http = new TracedHttp(log);
    }
    return http.send(request);
  }

  /** Begins a rule; empty if the method is none of the kit's. */
  Optional<RuleRun> start(Method method) {
    TckPlan planned = Objects.requireNonNull(plan);
    current =
        planned.rules().stream()
            .filter(item -> item.rule().method().equals(method))
            .findFirst()
            .map(item -> new RuleRun(this, item))
            .orElse(null);
    return current();
  }

  Optional<RuleRun> current() {
    return Optional.ofNullable(current);
  }

  void starting(Item item) {
    Objects.requireNonNull(allowance).begin(item);
    if (!isOver()) {
      listener.started(item.rule());
    }
  }

  void finished(RuleResult result) {
    results.add(result);
    listener.finished(result);
  }

  /** A rule could not be tried once: it asked for more than was kept for it and could be spared. */
  void unaffordable(RuleResult result) {
    unaffordable++;
    finished(result);
  }

  /** Whether so many more requests can be made and the rules to come still be tried once each. */
  boolean affords(long requests) {
    return Objects.requireNonNull(allowance).affords(log.count() + requests);
  }

  private long mostRequests() {
    if (allowance == null) {
      return Long.MAX_VALUE;
    }
    int unswept = workplace.places().unswept();
    if (comparison != null) {
      unswept += comparison.other().places().unswept();
    }
    return allowance.most((long) unswept * Broom.REQUESTS + log.tidyingUp());
  }

  Sandbox sandbox() {
    return new Sandbox(this, workplace);
  }

  /**
   * What was found.
   *
   * @param leftBehind why something had to be left behind in the store
   */
  TckReport report(Optional<String> leftBehind) {
    TckPlan planned = Objects.requireNonNull(plan);
    return new TckReport(planned, results, log.count(), unaffordable, outage(), leftBehind);
  }

  /**
   * Tries once more to take away what could not be taken away before, and closes the stores.
   *
   * @throws LeftBehind if something still has to be left behind
   */
  @Override
  public void close() {
    List<String> left = new ArrayList<>();
    List<RuntimeException> why = new ArrayList<>();
    workplace.leave(left, why);
    if (comparison != null) {
      comparison.other().leave(left, why);
    }
    if (!left.isEmpty()) {
      throw new LeftBehind(left, why);
    }
    if (!why.isEmpty()) {
      throw why.get(0);
    }
  }
}
