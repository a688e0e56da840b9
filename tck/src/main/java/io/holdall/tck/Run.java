package io.holdall.tck;

import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One pass over rules: holds the target open, hands out fresh buckets and takes care that none is
 * left behind. Rules run one after the other.
 */
final class Run implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<Method, RuleInfo> RULES =
      RuleInfo.all().stream()
          .collect(Collectors.toUnmodifiableMap(RuleInfo::method, Function.identity()));

  private final Supplier<TckTarget> opener;
  private final TckOptions options;
  private final long seed;
  private final TckListener listener;

  /** In the names of all that this run makes. */
  private final String mark =
      Long.toString(RANDOM.nextLong(1L << 50), Character.MAX_RADIX).toLowerCase(Locale.ROOT);

  private final List<Bucket> leftBehind = new ArrayList<>();
  private @Nullable TckTarget target;
  private @Nullable RuleRun current;
  private @Nullable HttpClient http;
  private int buckets;

  private Run(Supplier<TckTarget> opener, TckOptions options, TckListener listener) {
    this.opener = opener;
    this.options = options;
    this.seed = options.seed().orElseGet(() -> RANDOM.nextLong(Long.MAX_VALUE));
    this.listener = listener;
  }

  static Run of(Contract contract) {
    TckListener listener =
        contract instanceof RunnerTck runner ? runner.listener() : TckListener.silent();
    Run run = new Run(contract::target, contract.options(), listener);
    // A store that cannot be opened is one failure, not one for each rule.
    run.target();
    return run;
  }

  TckOptions options() {
    return options;
  }

  long seed() {
    return seed;
  }

  TckListener listener() {
    return listener;
  }

  TckTarget target() {
    if (target == null) {
      target = opener.get();
    }
    return target;
  }

  HttpClient http() {
    if (http == null) {
      http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
    return http;
  }

  /** Begins a rule; empty if the method is none of the kit's. */
  Optional<RuleRun> start(Method method) {
    current =
        Optional.ofNullable(RULES.get(method)).map(rule -> new RuleRun(this, rule)).orElse(null);
    return current();
  }

  Optional<RuleRun> current() {
    return Optional.ofNullable(current);
  }

  Sandbox sandbox() {
    return new Sandbox(this);
  }

  /** An empty bucket, or an empty part of one, that nobody else knows of. */
  Bucket freshBucket() {
    int number = ++buckets;
    return target()
        .home()
        .map(home -> home.under("holdall-tck-" + mark + "/" + number + "/"))
        .orElseGet(() -> target().store().createBucket(freshName()));
  }

  /** The name of a bucket that does not exist. */
  String freshName() {
    return "holdall-tck-" + mark + "-" + ++buckets;
  }

  /** Empties what {@link #freshBucket} gave, now or at the end. */
  void discard(Bucket bucket, boolean uploads) {
    try {
      new Broom(bucket, target().home().isEmpty()).sweep(uploads);
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
   * Tries once more to take away what could not be taken away before, and closes the store.
   *
   * @throws BlobStoreException if something still has to be left behind
   */
  @Override
  public void close() {
    try {
      if (target != null) {
        for (Bucket bucket : leftBehind) {
          Bucket again = target.store().bucket(bucket.name()).under(bucket.prefix());
          new Broom(again, target.home().isEmpty()).sweep(true);
        }
      }
    } finally {
      closeTarget();
    }
  }
}
