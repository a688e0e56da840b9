package io.holdall.tck;

import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.MultipartUpload;
import io.holdall.UploadInfo;
import io.holdall.tck.trace.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes away all that is in a bucket, or in a view of one, and nothing else. What goes wrong with
 * one thing, whatever a driver throws, does not keep it from the others. That something is gone is
 * believed to a listing alone: to delete is a call of the store under test as any other. So is to
 * list: what is known to have been there is taken away whether it is listed or not.
 */
final class Broom {
  /**
   * What sweeping one place takes: it is looked for, its uploads are listed, the blobs deleted,
   * what is left of them listed, and then the bucket deleted.
   */
  static final int REQUESTS = 5;

  /** An upload of a key of the bucket. */
  record Started(String key, String id) {}

  private final Bucket bucket;
  private final boolean wholeBucket;
  private final List<RuntimeException> failures = new ArrayList<>();
  private final List<String> staying = new ArrayList<>();

  Broom(Bucket bucket, boolean wholeBucket) {
    this.bucket = bucket;
    this.wholeBucket = wholeBucket;
  }

  /**
   * @param uploads whether there may be open uploads
   * @param known keys that blobs may be under; others are found
   * @param started uploads that may be open; others are found
   * @throws LeftBehind if something is still there, with what went wrong suppressed; all that could
   *     be taken away has been
   * @throws RuntimeException what went wrong first, with what else did suppressed
   */
  void sweep(boolean uploads, List<String> known, List<Started> started) {
    if (wholeBucket && !bucket.store().bucketExists(bucket.name())) {
      return;
    }
    if (uploads && bucket.store().features().contains(Feature.MULTIPART)) {
      sweepUploads(started);
    }
    deleteAll(known, () -> bucket.list().stream().map(BlobInfo::key).toList());
    if (wholeBucket && failures.isEmpty()) {
      attempt(() -> bucket.store().deleteBucket(bucket.name()));
    }
    raise();
  }

  private void sweepUploads(List<Started> started) {
    List<UploadInfo> listed = openUploads();
    for (UploadInfo upload : listed) {
      attempt(() -> bucket.upload(upload.key(), upload.id()).abort());
    }
    if (!listed.isEmpty()) {
      openUploads().forEach(upload -> staying.add("upload " + Ascii.shown(upload.key())));
    }
    Set<String> ids = listed.stream().map(UploadInfo::id).collect(Collectors.toSet());
    for (Started upload : started) {
      if (!ids.contains(upload.id())) {
        attempt(() -> sweepUnlisted(bucket.upload(upload.key(), upload.id())));
      }
    }
  }

  private void sweepUnlisted(MultipartUpload upload) {
    try {
      upload.abort();
      upload.listParts(0, 1);
      staying.add("upload " + Ascii.shown(upload.key()));
    } catch (BlobStoreException e) {
      if (e.code() != ErrorCode.NO_SUCH_UPLOAD) {
        throw e;
      }
    }
  }

  private List<UploadInfo> openUploads() {
    return listed(() -> bucket.listUploads("").toList());
  }

  /**
   * @param left lists which of the keys still have blobs
   * @throws RuntimeException as {@link #sweep}
   */
  void delete(List<String> keys, Supplier<List<String>> left) {
    deleteAll(keys, left);
    raise();
  }

  private void deleteAll(List<String> known, Supplier<List<String>> left) {
    deleteTogether(known);
    List<String> rest = listed(left);
    if (rest.isEmpty()) {
      return;
    }
    List<String> more = rest.stream().filter(key -> !key.isEmpty()).toList();
    if (!known.containsAll(more)) {
      deleteTogether(more);
      rest = listed(left);
    }
    if (!rest.isEmpty()) {
      rest.forEach(key -> attempt(() -> deleteAlone(key)));
      listed(left).forEach(key -> staying.add("blob " + Ascii.shown(key)));
    }
  }

  private void deleteAlone(String key) {
    if (key.isEmpty()) {
      // The name of the place itself, which a store that takes keys for paths has stored under.
      bucket.store().bucket(bucket.name()).delete(bucket.prefix());
    } else {
      bucket.delete(key);
    }
  }

  /** What becomes of it is seen in the listing that follows. */
  private void deleteTogether(List<String> keys) {
    if (!keys.isEmpty()) {
      try {
        bucket.deleteAll(keys);
      } catch (RuntimeException | AssertionError | LinkageError e) {
        // Each is deleted alone then.
      }
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
    } catch (AssertionError | LinkageError e) {
      failures.add(new IllegalStateException(e.toString(), e));
    }
  }

  private void raise() {
    if (!staying.isEmpty()) {
      String why = failures.isEmpty() ? "" : " (" + failures.get(0) + ")";
      throw new LeftBehind(List.of(String.join(", ", staying) + why), failures);
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().filter(it -> !it.equals(first)).forEach(first::addSuppressed);
      throw first;
    }
  }
}
