package io.holdall.local;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.PartInfo;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All that a store shows to its users, to be compared. */
record Contents(Map<BucketInfo, List<StoredEntry>> buckets) {
  /** A blob, or an open upload. */
  sealed interface StoredEntry {}

  record StoredBlob(BlobAttributes attributes, Tags tags, ByteBuffer bytes)
      implements StoredEntry {}

  record StoredUpload(UploadInfo info, List<PartInfo> parts) implements StoredEntry {}

  static Contents of(BlobStore store) {
    return of(store, any -> true);
  }

  /** Only of some buckets; nothing else is read. */
  static Contents of(BlobStore store, Predicate<String> wanted) {
    Map<BucketInfo, List<StoredEntry>> buckets =
        new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
    for (BucketInfo info : store.listBuckets()) {
      if (!wanted.test(info.name())) {
        continue;
      }
      Bucket bucket = store.bucket(info.name());
      List<StoredEntry> entries = new java.util.ArrayList<>();
      for (BlobInfo blob : bucket.list()) {
        entries.add(blob(bucket, blob.key()));
      }
      bucket
          .listUploads("")
          .forEach(
              upload ->
                  entries.add(
                      new StoredUpload(upload, bucket.upload(upload.key(), upload.id()).parts())));
      buckets.put(info, entries);
    }
    return new Contents(buckets);
  }

  private static StoredBlob blob(Bucket bucket, String key) {
    try (Blob blob = bucket.get(key)) {
      return new StoredBlob(blob.attributes(), bucket.tags(key), ByteBuffer.wrap(blob.bytes()));
    }
  }
}
