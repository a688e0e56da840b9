package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.list;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.ChecksumType;
import io.holdall.CommonPrefix;
import io.holdall.ErrorCode;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.Listing;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.MovableClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

final class BrokenLists {
  private BrokenLists() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "LIST-20",
                "begins anew, whatever the token, where a page has fewer than a thousand entries",
                list(
                    (sound, bucket, options) ->
                        sound.list(
                            bucket,
                            options.pageSize() < 1000
                                ? new ListOptions(
                                    options.prefix(),
                                    options.delimiter(),
                                    options.startAfter(),
                                    options.pageSize(),
                                    null)
                                : options)))
            .also("API-04", "API-05", "LIST-05", "LIST-05a", "LIST-13"),
        broken(
                "LIST-01",
                "sorts keys as UTF-16",
                list(
                    (sound, bucket, options) -> {
                      ListPage page = sound.list(bucket, options);
                      return new ListPage(
                          page.entries().stream()
                              .sorted(Comparator.comparing(ListEntry::name))
                              .toList(),
                          page.nextToken());
                    }))
            .also("LIST-20"),
        broken(
                "LIST-02",
                "takes every prefix for a folder",
                list(
                    (sound, bucket, options) ->
                        options.prefix().isEmpty() || options.prefix().endsWith("/")
                            ? sound.list(bucket, options)
                            : sound.list(bucket, withPrefix(options, options.prefix() + "/"))))
            .also("LIST-03", "LIST-03a", "LIST-05", "LIST-20"),
        broken(
                "LIST-03",
                "leaves the delimiter out of common prefixes",
                list(
                    (sound, bucket, options) ->
                        Values.entries(
                            sound.list(bucket, options),
                            entry -> entry instanceof CommonPrefix it ? shortened(it) : entry)))
            .also("API-04", "LIST-03a", "LIST-05", "LIST-05a", "LIST-20", "LIST-23"),
        broken(
                "LIST-03a",
                "knows no delimiter but the slash",
                list(
                    (sound, bucket, options) ->
                        sound.list(
                            bucket,
                            options.delimiter().equals("/") ? options : options.delimiter(""))))
            .also("LIST-20"),
        broken(
                "LIST-05",
                "does not count a common prefix as an entry of the page",
                list(
                    (sound, bucket, options) -> {
                      ListPage page = sound.list(bucket, options);
                      return page.commonPrefixes().isEmpty()
                          ? page
                          : sound.list(
                              bucket, options.pageSize(Math.min(1000, options.pageSize() + 1)));
                    }))
            .also("LIST-05a")
            .perhaps("LIST-20"),
        broken(
            "LIST-05a",
            "comes to the end of a listing after a hundred keys, rolled up or not",
            list(
                (sound, bucket, options) -> {
                  ListPage page = sound.list(bucket, options);
                  ListPage keys = sound.list(bucket, options.delimiter("").pageSize(100));
                  return options.delimiter().isEmpty() || keys.nextToken().isEmpty()
                      ? page
                      : Values.withToken(page, Optional.empty());
                })),
        broken(
            "LIST-07",
            "lists a thousand blobs at most",
            list(
                (sound, bucket, options) -> {
                  ListPage page = sound.list(bucket, options);
                  return page.entries().size() < 1000
                      ? page
                      : Values.withToken(page, Optional.empty());
                })),
        broken(
            "LIST-11",
            "lists the time of a blob to the millisecond",
            list(
                (sound, bucket, options) ->
                    Values.blobs(
                        sound.list(bucket, options),
                        blob -> Values.later(blob, Duration.ofMillis(7))))),
        broken(
            "LIST-11a",
            "takes every checksum for one of the whole blob as it lists",
            list(
                (sound, bucket, options) ->
                    Values.blobs(sound.list(bucket, options), BrokenLists::fullObject))),
        broken(
            "LIST-13",
            "shows in later pages what there was at the first",
            driver(SnapshotLists::new)),
        broken(
            "LIST-20",
            "forgets where to start where there is a prefix",
            list(
                (sound, bucket, options) ->
                    sound.list(
                        bucket, options.prefix().isEmpty() ? options : options.startAfter("")))),
        broken(
                "LIST-23",
                "begins with the key that it should start after",
                list(BrokenLists::beginningWithTheStart))
            .also("LIST-20"),
        broken(
                "LIST-25",
                "begins anew where the token is none",
                bucket(
                    sound ->
                        new ForwardingBucket(sound) {
                          @Override
                          public ListPage listPage(ListOptions options) {
                            try {
                              return sound.listPage(options);
                            } catch (BlobStoreException e) {
                              if (e.code() != ErrorCode.INVALID_TOKEN) {
                                throw e;
                              }
                              return sound.listPage(withoutToken(options));
                            }
                          }
                        }))
            .also("API-05"),
        broken("API-05", "takes a token for any listing", BrokenLists::forgetful),
        broken(
            "API-04",
            "fetches a listing when it is asked for, not when it is walked through",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public Listing list(ListOptions options) {
                        return new Fetched(sound.list(options).pages().toList());
                      }
                    })));
  }

  private static BlobInfo fullObject(BlobInfo blob) {
    return new BlobInfo(
        blob.key(),
        blob.size(),
        blob.etag(),
        blob.lastModified(),
        blob.checksumAlgorithm(),
        Optional.of(ChecksumType.FULL_OBJECT));
  }

  private static ListOptions withPrefix(ListOptions options, String prefix) {
    return new ListOptions(
        prefix, options.delimiter(), options.startAfter(), options.pageSize(), options.token());
  }

  private static ListOptions withoutToken(ListOptions options) {
    return new ListOptions(
        options.prefix(), options.delimiter(), options.startAfter(), options.pageSize(), null);
  }

  private static CommonPrefix shortened(CommonPrefix entry) {
    String name = entry.name();
    return new CommonPrefix(name.substring(0, name.length() - 1));
  }

  private static ListPage beginningWithTheStart(
      StoreDriver sound, String bucket, ListOptions options) {
    String start = options.startAfter();
    if (start.isEmpty() || options.continuation().isPresent()) {
      return sound.list(bucket, options);
    }
    String justBefore = start.substring(0, start.length() - 1);
    ListPage page = sound.list(bucket, options.startAfter(justBefore));
    boolean isThere = page.blobs().stream().anyMatch(blob -> blob.key().equals(start));
    return isThere
        ? new ListPage(
            page.entries().stream().filter(it -> it.name().compareTo(start) >= 0).toList(),
            page.nextToken())
        : sound.list(bucket, options);
  }

  private static BlobStore forgetful(StoreDriver sound, MovableClock clock) {
    Map<String, String> behind = new ConcurrentHashMap<>();
    return bucket(it -> new ForgetfulTokens(it, behind)).in(sound, clock);
  }

  /** Knows of each token behind which name it goes on, and of nothing else. */
  private static final class ForgetfulTokens extends ForwardingBucket {
    private final Bucket sound;
    private final Map<String, String> behind;

    ForgetfulTokens(Bucket sound, Map<String, String> behind) {
      super(sound);
      this.sound = sound;
      this.behind = behind;
    }

    @Override
    public ListPage listPage(ListOptions options) {
      ListOptions next =
          options
              .continuation()
              .map(behind::get)
              .map(last -> withoutToken(options).startAfter(last))
              .orElse(options);
      ListPage page = sound.listPage(next);
      if (!page.entries().isEmpty()) {
        String last = page.entries().get(page.entries().size() - 1).name();
        page.nextToken().ifPresent(token -> behind.put(token, last));
      }
      return page;
    }
  }

  private record Fetched(List<ListPage> fetched) implements Listing {
    @Override
    public Stream<BlobInfo> stream() {
      return pages().flatMap(page -> page.blobs().stream());
    }

    @Override
    public Stream<ListEntry> entries() {
      return pages().flatMap(page -> page.entries().stream());
    }

    @Override
    public Stream<String> commonPrefixes() {
      return pages().flatMap(page -> page.commonPrefixes().stream());
    }

    @Override
    public Stream<ListPage> pages() {
      return fetched.stream();
    }

    @Override
    public Iterator<BlobInfo> iterator() {
      return stream().iterator();
    }
  }
}
