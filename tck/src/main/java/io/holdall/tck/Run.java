package io.holdall.tck;

import io.holdall.Feature;
import io.holdall.tck.TckPlan.Item;
import io.holdall.tck.trace.RequestLog;
import io.holdall.tck.trace.TracedHttp;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass over rules: holds the target open, hands out fresh buckets and takes care that none is
 * left behind. Rules run one after the other.
 */
final class Run implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Supplier<TckTarget> opener;
  private final TckOptions options;
  private final long seed;
  private final TckListener listener;
  private final StopSignal stop;
  private final RequestLog log;

  /** In the names of all that this run makes. */
  private final Mark mark = Mark.of(Clock.systemUTC().instant());

  private final Places places;
  private final List<RuleResult> results = new ArrayList<>();
  private @Nullable Run against;

  /** What both of two stores that are compared declare. */
  private final Set<Feature> shared = EnumSet.noneOf(Feature.class);

  /** What only one of the two declares. */
  private final Set<Feature> leftOut = EnumSet.noneOf(Feature.class);

  private @Nullable TckPlan plan;
  private @Nullable TckTarget target;
  private @Nullable RuleRun current;
  private @Nullable TracedHttp http;

  /** What the rules that have not begun may take for one try each. */
  private long reserved;

  private int unaffordable;

  private @Nullable String outage;

  Run(Supplier<TckTarget> opener, TckOptions options, TckListener listener, StopSignal stop) {
    this.opener = opener;
    this.options = options;
    this.seed = options.seed().orElseGet(() -> RANDOM.nextLong(TckOptions.SEEDS));
    this.listener = listener;
    this.stop = stop;
    this.log = new RequestLog(stop::isStopped, this::mostRequests, listener::asking);
    this.places = new Places(this::target, log, mark);
  }

  private Run(
      Supplier<TckTarget> opener,
      TckOptions options,
      TckListener listener,
      StopSignal stop,
      RequestLog log) {
    this.opener = opener;
    this.options = options;
    this.seed = options.seed().orElseGet(() -> RANDOM.nextLong(TckOptions.SEEDS));
    this.listener = listener;
    this.stop = stop;
    this.log = log;
    this.places = new Places(this::target, log, mark);
  }

  /**
   * Opens a second store, to be compared with. Its requests are counted with this one's. Both are
   * taken for stores that have what both have: a difference that is declared is none to be found.
   */
  void compareWith(Supplier<TckTarget> other) {
    Run second = new Run(other, options, TckListener.silent(), stop, log);
    try {
      second.target().probe(second.mark);
      TckTarget mine = target();
      Set<Feature> ours = mine.store().features();
      Set<Feature> theirs = second.target().store().features();
      shared.addAll(ours);
      shared.retainAll(theirs);
      leftOut.addAll(ours);
      leftOut.addAll(theirs);
      leftOut.removeAll(shared);
      target = mine.narrowedTo(shared);
      second.target = second.target().narrowedTo(shared);
    } catch (RuntimeException e) {
      second.close();
      close();
      throw e;
    }
    against = second;
  }

  /**
   * The run on the store that this one is compared with.
   *
   * @throws IllegalStateException if there is none
   */
  Run against() {
    if (against == null) {
      throw new IllegalStateException("there is no store to compare with");
    }
    return against;
  }

  /** What both stores declare. */
  Set<Feature> shared() {
    return Set.copyOf(shared);
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

  /**
   * Opens the store, looks whether it can be worked with at all, so that a wrong address or key is
   * one failure and not one for each rule, and plans.
   */
  void prepare(List<RuleInfo> rules) {
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("no rule is left to try");
    }
    try {
      TckTarget opened = target();
      TckPlan planned =
          TckPlan.of(opened, mark.started(), seed, rules, options).at(name(), place());
      plan = planned;
      reserved = planned.rules().stream().mapToLong(item -> item.cost().most()).sum();
      listener.planned(planned);
      opened.probe(mark);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private String name() {
    String name = target().name();
    return against == null ? name : name + " against " + against.name();
  }

  private String place() {
    String place = target().place(mark);
    if (against == null) {
      return place;
    }
    String both = place + "; in the other store " + against.place();
    return leftOut.isEmpty()
        ? both
        : both + "; left out, for one of them does not declare it: " + leftOut;
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
    target().probe(mark);
    if (against != null) {
      against.probe();
    }
  }

  TckTarget target() {
    if (target == null) {
      target = opener.get().traced(log);
    }
    return target;
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
    reserved -= item.cost().most();
    if (!isOver()) {
      listener.started(item.rule());
    }
  }

  void finished(RuleResult result) {
    results.add(result);
    listener.finished(result);
  }

  /** Whether so many requests can be made and the rules to come still be tried once each. */
  boolean affords(long requests) {
    return options.budget().isEmpty()
        || log.count() + requests + reserved + Budget.SPARE <= options.budget().getAsLong();
  }

  /** How many requests there may be by now, so that what was made can be taken away again. */
  private long mostRequests() {
    if (plan == null || options.budget().isEmpty()) {
      return Long.MAX_VALUE;
    }
    int unswept = places.unswept() + (against == null ? 0 : against.places.unswept());
    long sweeping = (long) unswept * Broom.REQUESTS + log.tidyingUp();
    return options.budget().getAsLong() - reserved - sweeping;
  }

  /** A rule could not be tried once: it asked for more than was kept for it and could be spared. */
  void unaffordable(RuleResult result) {
    unaffordable++;
    finished(result);
  }

  Sandbox sandbox() {
    return new Sandbox(this);
  }

  /** What the run has made in the store, and takes away again. */
  Places places() {
    return places;
  }

  /** Closes the store; the next one to ask gets a new one. */
  void closeTarget() {
    if (target != null) {
      TckTarget closing = target;
      target = null;
      closing.close();
    }
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
   * Tries once more to take away what could not be taken away before, and closes the store.
   *
   * @throws LeftBehind if something still has to be left behind
   */
  @Override
  public void close() {
    List<String> left = new ArrayList<>();
    List<RuntimeException> why = new ArrayList<>();
    log.tidying(() -> places.sweepAgain(left, why));
    attempt(this::closeTarget, why);
    Run second = against;
    if (second != null) {
      attempt(second::close, why);
    }
    if (!left.isEmpty()) {
      throw new LeftBehind(left, why);
    }
    if (!why.isEmpty()) {
      throw why.get(0);
    }
  }

  private static void attempt(Runnable action, List<RuntimeException> failures) {
    try {
      action.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }
}
