package io.holdall.tck;

import io.holdall.BlobInfo;
import io.holdall.Bucket;
import io.holdall.Feature;
import java.util.List;

/** Takes away all that is in a bucket, or in a view of one, and nothing else. */
final class Broom {
  private final Bucket bucket;
  private final boolean wholeBucket;

  Broom(Bucket bucket, boolean wholeBucket) {
    this.bucket = bucket;
    this.wholeBucket = wholeBucket;
  }

  /**
   * @param uploads whether there may be open uploads
   */
  void sweep(boolean uploads) {
    if (wholeBucket && !bucket.store().bucketExists(bucket.name())) {
      return;
    }
    if (uploads && bucket.store().features().contains(Feature.MULTIPART)) {
      bucket
          .listUploads("")
          .toList()
          .forEach(upload -> bucket.upload(upload.key(), upload.id()).abort());
    }
    List<String> keys = bucket.list().stream().map(BlobInfo::key).toList();
    if (!keys.isEmpty()) {
      deleteAll(bucket, keys);
    }
    if (wholeBucket) {
      bucket.store().deleteBucket(bucket.name());
    }
  }

  /**
   * @throws RuntimeException if one cannot be deleted
   */
  static void deleteAll(Bucket bucket, List<String> keys) {
    bucket.deleteAll(keys).forEach(outcome -> outcome.error().ifPresent(Broom::raise));
  }

  private static void raise(RuntimeException e) {
    throw e;
  }
}
