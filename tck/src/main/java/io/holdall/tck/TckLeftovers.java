package io.holdall.tck;

import io.holdall.BlobInfo;
import io.holdall.Bucket;
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
   * Looks for leftovers and takes none away: names of blobs, uploads and buckets.
   *
   * @throws io.holdall.BlobStoreException if the place cannot be listed
   */
  public List<String> find() {
    return sweep(false);
  }

  /**
   * Takes the leftovers away and says what they were.
   *
   * @throws io.holdall.BlobStoreException if something cannot be listed or taken away; the rest may
   *     have been
   */
  public List<String> remove() {
    return sweep(true);
  }

  private List<String> sweep(boolean remove) {
    return target.home().map(home -> below(home, remove)).orElseGet(() -> buckets(remove));
  }

  private List<String> below(Bucket home, boolean remove) {
    List<String> found = new ArrayList<>();
    if (home.store().features().contains(Feature.MULTIPART)) {
      List<UploadInfo> uploads;
      try (Stream<UploadInfo> all = home.listUploads(Mark.BEGINNING)) {
        uploads =
            all.filter(upload -> isOld(Mark.ofKey(upload.key()), upload.initiatedAt())).toList();
      }
      for (UploadInfo upload : uploads) {
        found.add("upload " + home.prefix() + upload.key());
        if (remove) {
          home.upload(upload.key(), upload.id()).abort();
        }
      }
    }
    List<String> keys = blobs(home);
    keys.forEach(key -> found.add("blob " + home.prefix() + key));
    if (remove && !keys.isEmpty()) {
      new Broom(home, false).delete(keys, () -> blobs(home));
    }
    return found;
  }

  private List<String> blobs(Bucket home) {
    try (Stream<BlobInfo> all = home.list(Mark.BEGINNING).stream()) {
      return all.filter(blob -> isOld(Mark.ofKey(blob.key()), blob.lastModified()))
          .map(BlobInfo::key)
          .toList();
    }
  }

  private List<String> buckets(boolean remove) {
    List<String> found =
        target.store().listBuckets().stream()
            .filter(bucket -> isOld(Mark.ofBucket(bucket.name()), bucket.createdAt()))
            .map(bucket -> bucket.name())
            .toList();
    if (remove) {
      found.forEach(
          name -> new Broom(target.store().bucket(name), true).sweep(true, List.of(), List.of()));
    }
    return found.stream().map(name -> "bucket " + name).toList();
  }

  private boolean isOld(Optional<Mark> mark, Instant made) {
    return mark.isPresent() && mark.get().started().isBefore(before) && !made.isAfter(before);
  }
}
