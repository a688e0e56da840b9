package io.holdall.tck;

import io.holdall.BlobInfo;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.UploadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes away all that is in a bucket, or in a view of one, and nothing else. What goes wrong with
 * one thing, whatever a driver throws, does not keep it from the others.
 */
final class Broom {
  /**
   * What sweeping one place takes: it is looked for, its uploads and its blobs are listed, the
   * blobs deleted and then the bucket. Only an upload to be aborted adds one to that.
   */
  static final int REQUESTS = 5;

  private final Bucket bucket;
  private final boolean wholeBucket;
  private final List<RuntimeException> failures = new ArrayList<>();

  Broom(Bucket bucket, boolean wholeBucket) {
    this.bucket = bucket;
    this.wholeBucket = wholeBucket;
  }

  /**
   * @param uploads whether there may be open uploads
   * @throws RuntimeException what went wrong first, with what else did suppressed; all that could
   *     be taken away has been
   */
  void sweep(boolean uploads) {
    if (wholeBucket && !bucket.store().bucketExists(bucket.name())) {
      return;
    }
    if (uploads && bucket.store().features().contains(Feature.MULTIPART)) {
      for (UploadInfo upload : listed(() -> bucket.listUploads("").toList())) {
        attempt(() -> bucket.upload(upload.key(), upload.id()).abort());
      }
    }
    List<String> keys = listed(() -> bucket.list().stream().map(BlobInfo::key).toList());
    delete(keys.stream().filter(key -> !key.isEmpty()).toList());
    if (keys.contains("")) {
      // The name of the place itself, which a store that takes keys for paths has stored under.
      attempt(() -> bucket.store().bucket(bucket.name()).delete(bucket.prefix()));
    }
    if (wholeBucket && failures.isEmpty()) {
      attempt(() -> bucket.store().deleteBucket(bucket.name()));
    }
    raise();
  }

  /**
   * @throws RuntimeException as {@link #sweep}
   */
  void deleteAll(List<String> keys) {
    delete(keys);
    raise();
  }

  private void delete(List<String> keys) {
    if (!keys.isEmpty()) {
      attempt(
          () ->
              bucket.deleteAll(keys).forEach(outcome -> outcome.error().ifPresent(failures::add)));
    }
  }

  private <T> List<T> listed(Supplier<List<T>> listing) {
    List<T> all = new ArrayList<>();
    attempt(() -> all.addAll(listing.get()));
    return all;
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  private void raise() {
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().filter(it -> !it.equals(first)).forEach(first::addSuppressed);
      throw first;
    }
  }
}
