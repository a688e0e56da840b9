package io.holdall.examples.backend;

import io.holdall.CommonPrefix;
import io.holdall.ErrorCode;
import io.holdall.Keys;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.spi.DriverException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one bucket holds. Reads take no lock; changes take turns. */
final class SkipListBucket {
  private final Instant created;
  // By UTF-8 bytes, as S3 lists: String's own order puts supplementary characters elsewhere.
  private final ConcurrentNavigableMap<String, Version> blobs =
      new ConcurrentSkipListMap<>(Keys.UTF8_ORDER);
  private boolean deleted;

  SkipListBucket(Instant created) {
    this.created = created;
  }

  Instant created() {
    return created;
  }

  @Nullable Version find(String key) {
    return blobs.get(key);
  }

  Version get(String key) {
    Version found = blobs.get(key);
    if (found == null) {
      throw Conditions.absent();
    }
    return found;
  }

  /**
   * Decides and replaces in one step.
   *
   * @param change from what the key holds to what it will hold; null for nothing
   */
  synchronized void change(String key, UnaryOperator<@Nullable Version> change) {
    if (deleted) {
      throw noSuchBucket();
    }
    Version next = change.apply(blobs.get(key));
    if (next == null) {
      blobs.remove(key);
    } else {
      blobs.put(key, next);
    }
  }

  /** From now on nothing can be put here. */
  synchronized void delete() {
    if (deleted) {
      throw noSuchBucket();
    }
    if (!blobs.isEmpty()) {
      throw new DriverException(ErrorCode.BUCKET_NOT_EMPTY, "the bucket holds blobs");
    }
    deleted = true;
  }

  static DriverException noSuchBucket() {
    return new DriverException(ErrorCode.NO_SUCH_BUCKET, "there is no such bucket");
  }

  /** The token of a page is the name of its last entry. */
  ListPage list(ListOptions options) {
    String after = options.continuation().orElse(options.startAfter());
    List<ListEntry> entries = new ArrayList<>();
    String last = after;
    for (Map.Entry<String, Version> blob : blobs.tailMap(options.prefix()).entrySet()) {
      String key = blob.getKey();
      if (!key.startsWith(options.prefix())) {
        break; // keys with one prefix stand together
      }
      Optional<String> folder = rolledUp(key, options);
      String name = folder.orElse(key);
      if (Keys.UTF8_ORDER.compare(name, last) <= 0 && !last.isEmpty()) {
        continue; // before the page, or in a common prefix that is there already
      }
      if (entries.size() == options.pageSize()) {
        return new ListPage(entries, Optional.of(last));
      }
      entries.add(folder.isPresent() ? new CommonPrefix(name) : blob.getValue().info(key));
      last = name;
    }
    return new ListPage(entries, Optional.empty());
  }

  /** The common prefix that a key is shown as, if it is; it may be all of the key. */
  private static Optional<String> rolledUp(String key, ListOptions options) {
    int at =
        options.delimiter().isEmpty()
            ? -1
            : key.indexOf(options.delimiter(), options.prefix().length());
    return at < 0
        ? Optional.empty()
        : Optional.of(key.substring(0, at + options.delimiter().length()));
  }
}
