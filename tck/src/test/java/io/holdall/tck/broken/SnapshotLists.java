package io.holdall.tck.broken;

import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Listings of one moment, and tokens that tell how far one has come. */
final class SnapshotLists extends ForwardingDriver {
  private final Map<String, List<ListEntry>> snapshots = new ConcurrentHashMap<>();

  SnapshotLists(StoreDriver sound) {
    super(sound);
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    Optional<String> token = options.continuation();
    String id = token.map(it -> it.replaceFirst(":.*", "")).orElseGet(() -> "s" + snapshots.size());
    int from = token.map(it -> Integer.parseInt(it.replaceFirst(".*:", ""))).orElse(0);
    List<ListEntry> all = snapshots.computeIfAbsent(id, it -> entries(bucket, options));
    int to = Math.min(all.size(), from + options.pageSize());
    return new ListPage(
        all.subList(from, to), to < all.size() ? Optional.of(id + ":" + to) : Optional.empty());
  }

  private List<ListEntry> entries(String bucket, ListOptions options) {
    List<ListEntry> all = new ArrayList<>();
    ListPage page = delegate().list(bucket, options);
    all.addAll(page.entries());
    while (page.nextToken().isPresent()) {
      page = delegate().list(bucket, options.continueFrom(page.nextToken().get()));
      all.addAll(page.entries());
    }
    return all;
  }
}
