package io.holdall.memory;

import io.holdall.StoreUrl;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.time.Clock;
import java.util.Set;
import java.util.function.LongConsumer;

/** Opens {@code memory:}, with limits if wanted: {@code memory:?maxTotalBytes=1000000}. */
public final class MemoryStoreProvider implements StoreProvider {
  private static final String MAX_TOTAL_BYTES = "maxTotalBytes";
  private static final String MAX_HEAP = "maxHeap";
  private static final String MAX_BLOB_SIZE = "maxBlobSize";
  private static final String MIN_PART_SIZE = "minPartSize";

  /** For {@link java.util.ServiceLoader}. */
  public MemoryStoreProvider() {}

  @Override
  public String scheme() {
    return "memory";
  }

  @Override
  public boolean locationIsPath() {
    return false;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(MAX_TOTAL_BYTES, MAX_HEAP, MAX_BLOB_SIZE, MIN_PART_SIZE);
  }

  @Override
  public StoreDriver open(StoreUrl url, Clock clock) {
    MemoryStore.Builder builder = MemoryStore.builder().clock(clock);
    apply(url, MAX_TOTAL_BYTES, builder::maxTotalBytes);
    apply(url, MAX_HEAP, builder::maxHeap);
    apply(url, MAX_BLOB_SIZE, builder::maxBlobSize);
    apply(url, MIN_PART_SIZE, builder::minPartSize);
    return builder.driver();
  }

  private static void apply(StoreUrl url, String parameter, LongConsumer setter) {
    String value = url.parameters().get(parameter);
    if (value != null) {
      try {
        setter.accept(Long.parseLong(value));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s must be a number of bytes, not \"%s\"".formatted(parameter, value), e);
      }
    }
  }
}
