package io.holdall;

import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens stores.
 *
 * <table>
 * <caption>URLs</caption>
 * <tr><td>{@code memory:}</td><td>a new, empty store in memory</td></tr>
 * <tr><td>{@code file:/var/lib/blobs}</td><td>the store in that directory, made if missing</td></tr>
 * <tr><td>{@code s3:?region=eu-west-1}</td><td>Amazon S3, with the credentials and region that the AWS SDK finds</td></tr>
 * <tr><td>{@code s3:?endpoint=http://127.0.0.1:9000&pathStyle=true}</td><td>something that speaks S3</td></tr>
 * </table>
 *
 * <p>A bucket and a prefix can be named for {@link BlobStore#bucket()}: {@code
 * s3://bucket/prefix?region=…}, {@code memory://bucket/prefix}, {@code
 * file:/var/lib/blobs#bucket/prefix}.
 *
 * <p>Backends are looked for by the context class loader of the calling thread and by the class
 * loader of this class. Where several have the same scheme, the first one found is taken, in that
 * order.
 */
public final class BlobStores {
  private BlobStores() {}

  /**
   * Opens the store that the URL names, with the backend found for its scheme.
   *
   * @throws IllegalArgumentException if the URL is malformed, its scheme has no backend here, or a
   *     parameter is unknown to it; the message lists what is known
   * @throws BlobStoreException if the store cannot be opened: {@link ErrorCode#STORE_IN_USE},
   *     {@link ErrorCode#CORRUPT}, {@link ErrorCode#IO_FAILED}, {@link ErrorCode#STORAGE_FULL},
   *     {@link ErrorCode#INVALID_CREDENTIALS}, {@link ErrorCode#INVALID_ARGUMENT} for a place that
   *     cannot be a store
   */
  public static BlobStore open(String url) {
    return open(url, Clock.systemUTC());
  }

  /**
   * Opens a store that goes by a clock of the caller's, for instance in tests of what expires. In
   * memory and on disk the clock says when blobs were published and when presigned URLs are signed
   * and expire; on S3 it says when presigned URLs are signed, all else is told by the service.
   *
   * @throws IllegalArgumentException as {@link #open(String)}
   * @throws BlobStoreException as {@link #open(String)}
   */
  public static BlobStore open(String url, Clock clock) {
    Objects.requireNonNull(clock);
    StoreProvider provider = provider(url);
    StoreUrl parsed = StoreUrl.parse(url, provider);
    return new PortableStore(
        Errors.translating(Operation.OPEN, null, null, () -> provider.open(parsed, clock)), parsed);
  }

  /**
   * Takes a URL apart without opening anything.
   *
   * @throws IllegalArgumentException as {@link #open(String)} does
   */
  public static StoreUrl parse(String url) {
    return StoreUrl.parse(url, provider(url));
  }

  /** The schemes that have a backend here, without their colons, sorted. */
  public static SortedSet<String> schemes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(providers().keySet()));
  }

  private static StoreProvider provider(String url) {
    SortedMap<String, StoreProvider> providers = providers();
    String scheme = StoreUrl.scheme(url);
    StoreProvider provider = providers.get(scheme);
    if (provider == null) {
      throw new IllegalArgumentException(
          "no backend for \"%s:\" here; there is one for %s"
              .formatted(scheme, providers.isEmpty() ? "none" : providers.keySet()));
    }
    return provider;
  }

  private static SortedMap<String, StoreProvider> providers() {
    TreeMap<String, StoreProvider> providers = new TreeMap<>();
    // Threads of the common pool, for one, do not have the class loader of a launcher or container.
    Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(Thread.currentThread().getContextClassLoader());
    loaders.add(BlobStores.class.getClassLoader());
    for (ClassLoader loader : loaders) {
      for (StoreProvider provider : ServiceLoader.load(StoreProvider.class, loader)) {
        providers.putIfAbsent(provider.scheme(), provider);
      }
    }
    return providers;
  }

  /**
   * A store over a driver: what a backend's own builder returns. Closing the store closes the
   * driver.
   */
  public static BlobStore of(StoreDriver driver) {
    return new PortableStore(driver, null);
  }

  /**
   * A store over a driver that is opened here, so that what it throws for that is reported as of
   * every other operation.
   *
   * @throws BlobStoreException if the driver cannot be opened
   */
  public static BlobStore of(Supplier<? extends StoreDriver> driver) {
    StoreDriver opened = Errors.translating(Operation.OPEN, null, null, driver::get);
    return of(opened);
  }

  /**
   * A store whose driver is decorated: the decorator sees every call that reaches the driver, be it
   * to count, to measure, to refuse or to break it, and the checks of the layer above stay in front
   * of it. URLs that the store presigned are not served through it.
   *
   * @param store owned by the result: closed with it, and not to be used beside it
   * @param decorator returns a driver that forwards to the one it is given, {@code close} included
   * @return empty if the store is not over a driver, but somebody's own implementation
   */
  public static Optional<BlobStore> decorated(
      BlobStore store, UnaryOperator<StoreDriver> decorator) {
    return store instanceof PortableStore portable
        ? Optional.of(portable.decorated(decorator))
        : Optional.empty();
  }
}
