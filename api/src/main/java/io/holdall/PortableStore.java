package io.holdall;

import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one store, over whichever driver. */
final class PortableStore implements BlobStore {
  private final StoreDriver driver;
  private final @Nullable StoreUrl url;
  private final Set<Feature> features;
  private final Limits limits;
  private final Supplier<Spool> spools;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param url that names what {@link #bucket()} gives, if the store was opened with one
   */
  PortableStore(StoreDriver driver, @Nullable StoreUrl url) {
    this(driver, url, Spool::create);
  }

  /**
   * @param spools makes the temporary files that this store needs
   */
  PortableStore(StoreDriver driver, @Nullable StoreUrl url, Supplier<Spool> spools) {
    this.driver = Objects.requireNonNull(driver);
    this.url = url;
    this.spools = spools;
    EnumSet<Feature> declared = EnumSet.noneOf(Feature.class);
    declared.addAll(driver.features());
    this.features = Collections.unmodifiableSet(declared);
    this.limits = driver.limits();
  }

  void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the store is closed");
    }
  }

  /** The driver that takes whole keys, whatever the view. */
  StoreDriver driver() {
    requireOpen();
    return driver;
  }

  /** A new temporary file for a body. */
  Spool spool() {
    return spools.get();
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  @Override
  public Bucket createBucket(String name) {
    BucketNames.checkNew(name);
    administer(
        Operation.CREATE_BUCKET,
        name,
        () -> {
          driver.createBucket(name);
          return name;
        });
    return open(name);
  }

  @Override
  public Bucket bucket(String name) {
    BucketNames.check(name);
    return open(name);
  }

  private Bucket open(String name) {
    requireOpen();
    return new PortableBucket(new Access(this, driver, name, "", false));
  }

  @Override
  public Bucket bucket() {
    if (url == null || url.bucket().isEmpty()) {
      throw new IllegalStateException(
          "the store was opened without naming a bucket; name one in its URL, or call bucket(name)");
    }
    return bucket(url.bucket().get()).under(url.prefix());
  }

  @Override
  public boolean bucketExists(String name) {
    BucketNames.check(name);
    requireOpen();
    return Errors.translating(Operation.FIND_BUCKET, name, null, () -> driver.bucketExists(name));
  }

  @Override
  public void deleteBucket(String name) {
    BucketNames.check(name);
    administer(
        Operation.DELETE_BUCKET,
        name,
        () -> {
          driver.deleteBucket(name);
          return name;
        });
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return administer(Operation.LIST_BUCKETS, null, driver::listBuckets);
  }

  private <T> T administer(Operation operation, @Nullable String bucket, Supplier<T> action) {
    requireOpen();
    if (!has(Feature.BUCKET_ADMIN)) {
      throw BlobStoreException.of(
          ErrorCode.UNSUPPORTED,
          operation,
          bucket,
          null,
          "the store does not have the feature " + Feature.BUCKET_ADMIN,
          false,
          null);
    }
    return Errors.translating(operation, bucket, null, action);
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    Objects.requireNonNull(type);
    requireOpen();
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      Errors.translating(
          Operation.CLOSE,
          null,
          null,
          () -> {
            driver.close();
            return true;
          });
    }
  }

  BlobStore decorated(UnaryOperator<StoreDriver> decorator) {
    requireOpen();
    return new PortableStore(decorator.apply(new Owned(driver, this)), url);
  }

  /** The driver of a store that ends with it. */
  private static final class Owned extends ForwardingDriver {
    private final PortableStore store;

    Owned(StoreDriver driver, PortableStore store) {
      super(driver);
      this.store = store;
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
