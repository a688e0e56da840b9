package io.holdall.tck;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.ListOptions;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.trace.RequestLog;
import io.holdall.tck.trace.TracingDriver;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store under test: where in it the kit may work, and what can be done to time. Immutable; each
 * method returns a copy with one thing set.
 *
 * <p>The kit makes buckets of its own, named {@code holdall-tck-…}, one for each try, and deletes
 * them; or it is given {@link #in a bucket}, and then works below one random prefix of it and
 * touches nothing else.
 */
public final class TckTarget implements AutoCloseable {
  /** Presigns as if it had been some time ago. */
  @FunctionalInterface
  public interface PastPresigner {
    /**
     * @param bucket of the store under test
     * @param ago not negative
     * @return a URL that ends {@code ago} sooner than one presigned now
     */
    PresignedUrl presign(Bucket bucket, PresignRequest request, Duration ago);
  }

  private final String name;
  private final BlobStore store;
  private final @Nullable Bucket home;
  private final @Nullable PastPresigner past;

  private TckTarget(
      String name, BlobStore store, @Nullable Bucket home, @Nullable PastPresigner past) {
    this.name = Objects.requireNonNull(name);
    this.store = Objects.requireNonNull(store);
    this.home = home;
    this.past = past;
  }

  /**
   * A target that makes buckets of its own.
   *
   * @param name for reports
   * @param store closed with the target; if it is not one over a driver, but somebody's own
   *     implementation, requests to it are neither counted nor shown
   */
  public static TckTarget of(String name, BlobStore store) {
    return new TckTarget(name, store, null, null);
  }

  /**
   * The store that a URL names, with a clock that can be moved. If the URL names a bucket, the kit
   * works in that one.
   *
   * @throws IllegalArgumentException as {@link BlobStores#open(String)}
   * @throws io.holdall.BlobStoreException as {@link BlobStores#open(String)}
   */
  public static TckTarget open(String url) {
    MovableClock clock = new MovableClock();
    BlobStore store = BlobStores.open(url, clock);
    TckTarget target = of(url, store).clock(clock);
    return BlobStores.parse(url).bucket().isPresent() ? target.in(store.bucket()) : target;
  }

  /**
   * Works below a random prefix of this bucket, or of this view of one, and needs no right to make
   * buckets.
   */
  public TckTarget in(Bucket bucket) {
    return new TckTarget(name, store, bucket, past);
  }

  /** The clock that the store signs by. */
  public TckTarget clock(MovableClock clock) {
    return presigningInThePast(
        (bucket, request, ago) -> clock.earlier(ago, () -> bucket.presign(request)));
  }

  /** How to presign in the past, for a store whose clock is out of reach. */
  public TckTarget presigningInThePast(PastPresigner presigner) {
    return new TckTarget(name, store, home, presigner);
  }

  /** What the target is called in reports. */
  public TckTarget named(String value) {
    return new TckTarget(value, store, home, past);
  }

  public String name() {
    return name;
  }

  public BlobStore store() {
    return store;
  }

  /** Where the kit works; empty if it makes buckets of its own. */
  public Optional<Bucket> home() {
    return Optional.ofNullable(home);
  }

  /** Empty if time cannot be moved. */
  public Optional<PastPresigner> past() {
    return Optional.ofNullable(past);
  }

  /** Where a run with this mark works, for people to read. */
  String place(Mark mark) {
    return home()
        .map(it -> "bucket %s below %s%s/".formatted(it.name(), it.prefix(), mark))
        .orElseGet(() -> "buckets of its own named %s-…".formatted(mark));
  }

  /**
   * Asks whether the kit can work here. Looks only where a run with this mark works, and where none
   * of its blobs are, whatever they are.
   *
   * @throws io.holdall.BlobStoreException why it cannot
   */
  void probe(Mark mark) {
    if (home == null) {
      store.listBuckets();
    } else {
      home.listPage(ListOptions.under(mark + "/0/").pageSize(1));
    }
  }

  /** The same target, which asks through a log, if its store is over a driver. */
  TckTarget traced(RequestLog log) {
    return decorated(driver -> new TracingDriver(driver, log));
  }

  /** The same target with these of its features alone, if its store is over a driver. */
  TckTarget narrowedTo(Set<Feature> features) {
    Set<Feature> left = Set.copyOf(features);
    return decorated(
        driver ->
            new ForwardingDriver(driver) {
              @Override
              public Set<Feature> features() {
                return left;
              }
            });
  }

  private TckTarget decorated(UnaryOperator<StoreDriver> decorator) {
    BlobStore decorated = BlobStores.decorated(store, decorator).orElse(store);
    Bucket sameHome = home == null ? null : decorated.bucket(home.name()).under(home.prefix());
    return new TckTarget(name, decorated, sameHome, past);
  }

  /** Closes the store. */
  @Override
  public void close() {
    store.close();
  }
}
