package io.holdall.tck;

import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.UploadInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs of the kit left behind that were killed. It is known by the mark that every name made
 * by a run bears, and it is old: both the run's beginning, which is part of the mark, and the thing
 * itself, so that a run that is still under way loses nothing.
 */
public final class TckLeftovers {
  private final TckTarget target;
  private final Instant before;

  /**
   * @param target where the killed runs worked: the same bucket and prefix, or the same store
   * @param before everything younger than this is left alone
   */
  public TckLeftovers(TckTarget target, Instant before) {
    this.target = Objects.requireNonNull(target);
    this.before = Objects.requireNonNull(before);
  }

  /**
   * What became of leftovers.
   *
   * @param removed the names of those that are gone
   * @param left those that could not be taken away, each with the reason
   */
  public record Removal(List<String> removed, List<String> left) {
    public Removal {
      removed = List.copyOf(removed);
      left = List.copyOf(left);
    }
  }

  /**
   * Looks for leftovers and takes none away: names of blobs, uploads and buckets.
   *
   * @throws io.holdall.BlobStoreException if the place cannot be listed
   */
  public List<String> find() {
    return target
        .home()
        .map(
            home ->
                Stream.concat(
                        uploads(home).stream().map(upload -> name(home, upload)),
                        blobs(home).stream().map(key -> name(home, key)))
                    .toList())
        .orElseGet(() -> buckets().stream().map(TckLeftovers::name).toList());
  }

  /**
   * Takes the leftovers away. What cannot be taken away does not keep it from the others.
   *
   * @throws io.holdall.BlobStoreException if the place cannot be listed
   */
  public Removal remove() {
    List<String> removed = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Optional<Bucket> home = target.home();
    if (home.isEmpty()) {
      for (String bucket : buckets()) {
        Broom broom = new Broom(target.store().bucket(bucket), true);
        attempt(name(bucket), () -> broom.sweep(true, List.of(), List.of()), removed, left);
      }
    } else {
      Bucket place = home.get();
      for (UploadInfo upload : uploads(place)) {
        attempt(name(place, upload), () -> abort(place, upload), removed, left);
      }
      removeBlobs(place, removed, left);
    }
    return new Removal(removed, left);
  }

  private static void attempt(
      String name, Runnable removal, List<String> removed, List<String> left) {
    try {
      removal.run();
      removed.add(name);
    } catch (RuntimeException e) {
      left.add(name + ": " + reason(e));
    }
  }

  private static String reason(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** It may have ended meanwhile. */
  private static void abort(Bucket home, UploadInfo upload) {
    try {
      home.upload(upload.key(), upload.id()).abort();
    } catch (BlobStoreException e) {
      if (e.code() != ErrorCode.NO_SUCH_UPLOAD) {
        throw e;
      }
    }
  }

  private void removeBlobs(Bucket home, List<String> removed, List<String> left) {
    List<String> keys = blobs(home);
    if (keys.isEmpty()) {
      return;
    }
    List<String> staying = List.of();
    String reason = "";
    try {
      new Broom(home, false).delete(keys, () -> blobs(home));
    } catch (RuntimeException e) {
      staying = blobs(home);
      reason = reason(e);
    }
    for (String key : keys) {
      if (staying.contains(key)) {
        left.add(name(home, key) + ": " + reason);
      } else {
        removed.add(name(home, key));
      }
    }
  }

  private static String name(Bucket home, UploadInfo upload) {
    return "upload " + home.prefix() + upload.key();
  }

  private static String name(Bucket home, String key) {
    return "blob " + home.prefix() + key;
  }

  private static String name(String bucket) {
    return "bucket " + bucket;
  }

  private List<UploadInfo> uploads(Bucket home) {
    if (!home.store().features().contains(Feature.MULTIPART)) {
      return List.of();
    }
    try (Stream<UploadInfo> all = home.listUploads(Mark.BEGINNING)) {
      return all.filter(upload -> isOld(Mark.ofKey(upload.key()), upload.initiatedAt())).toList();
    }
  }

  private List<String> blobs(Bucket home) {
    try (Stream<BlobInfo> all = home.list(Mark.BEGINNING).stream()) {
      return all.filter(blob -> isOld(Mark.ofKey(blob.key()), blob.lastModified()))
          .map(BlobInfo::key)
          .toList();
    }
  }

  private List<String> buckets() {
    return target.store().listBuckets().stream()
        .filter(bucket -> isOld(Mark.ofBucket(bucket.name()), bucket.createdAt()))
        .map(BucketInfo::name)
        .toList();
  }

  private boolean isOld(Optional<Mark> mark, Instant made) {
    return mark.isPresent() && mark.get().started().isBefore(before) && !made.isAfter(before);
  }
}
