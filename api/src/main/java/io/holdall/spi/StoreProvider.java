package io.holdall.spi;

import io.holdall.StoreUrl;
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
   * @throws IllegalArgumentException if a parameter's value is not acceptable, naming the parameter
   *     and the value
   * @throws DriverException if the store cannot be opened
   */
  StoreDriver open(StoreUrl url);
}
