package io.holdall.local;

import io.holdall.StoreUrl;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Opens {@code file:/var/lib/blobs}, or a directory relative to the working one: {@code
 * file:blobs}. With parameters: {@code file:/var/lib/blobs?durability=relaxed&maxTotalBytes=1000}.
 */
public final class LocalStoreProvider implements StoreProvider {
  /** What URLs of stores on a local disk begin with. */
  public static final String SCHEME = "file";

  private static final String DURABILITY = "durability";
  private static final String MAX_TOTAL_BYTES = "maxTotalBytes";
  private static final String MAX_BLOB_SIZE = "maxBlobSize";
  private static final String MIN_PART_SIZE = "minPartSize";

  private static final Map<String, Durability> DURABILITIES =
      Map.of("durable", Durability.DURABLE, "relaxed", Durability.RELAXED);

  /** For {@link java.util.ServiceLoader}. */
  public LocalStoreProvider() {}

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public boolean locationIsPath() {
    return true;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(DURABILITY, MAX_TOTAL_BYTES, MAX_BLOB_SIZE, MIN_PART_SIZE);
  }

  @Override
  public StoreDriver open(StoreUrl url, Clock clock) {
    return builder(url, clock).driver();
  }

  /**
   * What a URL describes, not opened yet.
   *
   * @throws IllegalArgumentException naming what is wrong with a parameter or the path
   */
  public static LocalStore.Builder builder(StoreUrl url, Clock clock) {
    LocalStore.Builder builder = LocalStore.builder(directory(url.path())).clock(clock);
    String durability = url.parameters().get(DURABILITY);
    if (durability != null) {
      builder.durability(durability(durability));
    }
    apply(url, MAX_TOTAL_BYTES, builder::maxTotalBytes);
    apply(url, MAX_BLOB_SIZE, builder::maxBlobSize);
    apply(url, MIN_PART_SIZE, builder::minPartSize);
    return builder;
  }

  /**
   * The directory that a URL names, with the empty host of {@code file:///var} taken off, and the
   * slash before a drive letter.
   *
   * @param path as {@link StoreUrl#path()}
   * @throws IllegalArgumentException if it names another machine
   */
  public static Path directory(String path) {
    String local = path;
    if (path.startsWith("//")) {
      if (!path.startsWith("///")) {
        throw new IllegalArgumentException(
            "file:%s names another machine; a directory of this one is named as file:/%s"
                .formatted(path, path.substring(2)));
      }
      local = path.substring(2);
    }
    boolean drive = local.length() > 2 && local.charAt(0) == '/' && local.charAt(2) == ':';
    return Path.of(drive && java.io.File.separatorChar == '\\' ? local.substring(1) : local);
  }

  private static Durability durability(String value) {
    Durability durability = DURABILITIES.get(value.toLowerCase(Locale.ROOT));
    if (durability == null) {
      throw new IllegalArgumentException(
          "%s must be durable or relaxed, not \"%s\"".formatted(DURABILITY, value));
    }
    return durability;
  }

  private static void apply(StoreUrl url, String parameter, LongConsumer setter) {
    String value = url.parameters().get(parameter);
    if (value != null) {
      try {
        setter.accept(Long.parseLong(value));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s must be a number of bytes from 0 to %s, not \"%s\""
                .formatted(
                    parameter,
                    parameter.equals(MIN_PART_SIZE) ? Integer.MAX_VALUE - 8 : Long.MAX_VALUE,
                    value),
            e);
      }
    }
  }
}
