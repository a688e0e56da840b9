package io.holdall.tck;

import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.tck.TckPlan.Item;
import io.holdall.tck.trace.RequestLog;
import io.holdall.tck.trace.TracedHttp;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  private final List<RuleResult> results = new ArrayList<>();
  private final List<Bucket> leftBehind = new ArrayList<>();
  private @Nullable Run against;
  private @Nullable TckPlan plan;
  private @Nullable TckTarget target;
  private @Nullable RuleRun current;
  private @Nullable TracedHttp http;
  private int buckets;

  /** What the rules that have not begun may take for one try each. */
  private long reserved;

  Run(Supplier<TckTarget> opener, TckOptions options, TckListener listener, StopSignal stop) {
    this(opener, options, listener, stop, new RequestLog(stop::isStopped));
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
  }

  /** Opens a second store, to be compared with. Its requests are counted with this one's. */
  void compareWith(Supplier<TckTarget> other) {
    Run second = new Run(other, options, TckListener.silent(), stop, log);
    second.target().probe(second.mark);
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
    return against == null ? place : place + "; in the other store " + against.place();
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
    if (!isStopped()) {
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
        || log.count() + requests + reserved <= options.budget().getAsLong();
  }

  Sandbox sandbox() {
    return new Sandbox(this);
  }

  /** An empty bucket, or an empty part of one, that nobody else knows of. */
  Bucket freshBucket() {
    int number = ++buckets;
    return target()
        .home()
        .map(home -> home.under(mark + "/" + number + "/"))
        .orElseGet(() -> target().store().createBucket(freshName()));
  }

  /** The name of a bucket that does not exist. */
  String freshName() {
    return mark + "-" + ++buckets;
  }

  /** Empties what {@link #freshBucket} gave, now or at the end. */
  void discard(Bucket bucket, boolean uploads) {
    try {
      log.tidying(() -> new Broom(bucket, target().home().isEmpty()).sweep(uploads));
    } catch (BlobStoreException e) {
      leftBehind.add(bucket);
    }
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
    boolean complete = results.size() == planned.rules().size();
    return new TckReport(planned, results, log.count(), complete, leftBehind);
  }

  /**
   * Tries once more to take away what could not be taken away before, and closes the store.
   *
   * @throws BlobStoreException if something still has to be left behind
   */
  @Override
  public void close() {
    try {
      log.tidying(this::sweepAgain);
    } finally {
      try {
        closeTarget();
      } finally {
        if (against != null) {
          against.close();
        }
      }
    }
  }

  private void sweepAgain() {
    if (target != null) {
      for (Bucket bucket : leftBehind) {
        Bucket again = target.store().bucket(bucket.name()).under(bucket.prefix());
        new Broom(again, target.home().isEmpty()).sweep(true);
      }
    }
  }
}
