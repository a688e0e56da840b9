package io.holdall.spi;

import io.holdall.StoreUrl;
import java.time.Clock;
import java.util.Set;

/** Found by {@link java.util.ServiceLoader}: opens the stores of one URL scheme. */
public interface StoreProvider {
  /** In lower case, without the colon. */
  String scheme();

  /** Whether what stands behind the scheme is a directory, rather than {@code //bucket/prefix}. */
  boolean locationIsPath();

  /**
   * The names of the parameters that {@link #open} understands. Every other is refused before it is
   * called.
   */
  Set<String> parameters();

  /**
   * Opens a store.
   *
   * @param clock that the store goes by where it tells the time itself: when blobs were published,
   *     when presigned URLs are signed, and for stores of our own when these expire
   * @throws IllegalArgumentException if a parameter's value is not acceptable, naming the parameter
   *     and the value
   * @throws DriverException if the store cannot be opened
   */
  StoreDriver open(StoreUrl url, Clock clock);
}
