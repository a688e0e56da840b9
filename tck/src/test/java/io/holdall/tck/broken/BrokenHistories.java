package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.list;
import static io.holdall.tck.broken.Drivers.put;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.CopyOptions;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadListOptions;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stores that go wrong only after several calls, of which no other rule makes all. */
final class BrokenHistories {
  private BrokenHistories() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "HIST-01",
                "leaves the old headers on a blob that is overwritten by a copy",
                copy(BrokenHistories::keepingHeaders))
            .also("HIST-04")
            .perhaps("HIST-02"),
        broken(
            "HIST-02",
            "counts in its page tokens, and skips a blob when one before it was deleted",
            list(BrokenHistories::counting)),
        broken(
            "HIST-03",
            "ends the uploads of a key when its first blob is put",
            put(BrokenHistories::endingUploads)),
        broken(
                "HIST-04",
                "leaves the old tags on a blob that is overwritten by a copy",
                copy(BrokenHistories::keepingTags))
            .perhaps("HIST-01", "HIST-02"));
  }

  private static PutResult keepingHeaders(
      StoreDriver sound, BlobRef source, String bucket, String key, CopyOptions options) {
    Optional<BlobAttributes> old = sound.head(bucket, key, ReadConditions.none());
    Optional<BlobAttributes> copied =
        sound.head(source.bucket(), source.key(), ReadConditions.none());
    return options.replacement().isPresent() || old.isEmpty() || copied.isEmpty()
        ? sound.copy(source, bucket, key, options)
        : sound.copy(
            source, bucket, key, options.replacing(old.get().headers(), copied.get().metadata()));
  }

  private static PutResult endingUploads(
      StoreDriver sound, String bucket, String key, Payload payload, PutOptions options) {
    boolean first = sound.head(bucket, key, ReadConditions.none()).isEmpty();
    PutResult put = sound.put(bucket, key, payload, options);
    if (first) {
      MultipartDriver uploads = sound.multipart().orElseThrow();
      uploads.listUploads(bucket, UploadListOptions.under(key)).uploads().stream()
          .filter(upload -> upload.key().equals(key))
          .forEach(upload -> uploads.abort(bucket, key, upload.id()));
    }
    return put;
  }

  private static ListPage counting(StoreDriver sound, String bucket, ListOptions options) {
    int from = options.continuation().map(Integer::parseInt).orElse(0);
    List<ListEntry> all =
        sound
            .list(
                bucket,
                new ListOptions(
                    options.prefix(), options.delimiter(), options.startAfter(), 1000, null))
            .entries();
    int begin = Math.min(from, all.size());
    int end = Math.min(begin + options.pageSize(), all.size());
    return new ListPage(
        all.subList(begin, end),
        end < all.size() ? Optional.of(String.valueOf(end)) : Optional.empty());
  }

  private static PutResult keepingTags(
      StoreDriver sound, BlobRef source, String bucket, String key, CopyOptions options) {
    Map<String, String> tags = new TreeMap<>();
    if (sound.head(bucket, key, ReadConditions.none()).isPresent()) {
      tags.putAll(sound.tags().orElseThrow().get(bucket, key).asMap());
    }
    PutResult copied = sound.copy(source, bucket, key, options);
    tags.putAll(sound.tags().orElseThrow().get(bucket, key).asMap());
    sound.tags().orElseThrow().set(bucket, key, new Tags(tags));
    return copied;
  }
}
