package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a store. A change holds all that {@link State#apply} needs, so that
 * replaying a log gives the state that was, without a clock and without asking anybody. All
 * conditions have been decided before a change is made. Times are in whole seconds.
 */
public sealed interface Change {
  /** The bucket that it happened in. */
  String bucket();

  /** The key that it happened to; empty for a change of a bucket as a whole. */
  String key();

  /** Calls the visitor's method for this kind of change. */
  <R> R accept(Visitor<R> visitor);

  /** Does something for each kind of change: whoever handles changes handles all of them. */
  interface Visitor<R> {
    R bucketCreated(BucketCreated change);

    R bucketDeleted(BucketDeleted change);

    R blobPut(BlobPut change);

    R blobDeleted(BlobDeleted change);

    R tagsSet(TagsSet change);

    R uploadStarted(UploadStarted change);

    R partPut(PartPut change);

    R uploadCompleted(UploadCompleted change);

    R uploadAborted(UploadAborted change);

    R bucketKept(BucketKept change);

    R blobKept(BlobKept change);

    R uploadKept(UploadKept change);

    R uploadsCounted(UploadsCounted change);
  }

  /** A bucket was made; there was none of the name. */
  record BucketCreated(String bucket, Instant createdAt) implements Change {
    public BucketCreated {
      Objects.requireNonNull(bucket);
      WholeSeconds.check(createdAt);
    }

    @Override
    public String key() {
      return "";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bucketCreated(this);
    }
  }

  /** A bucket without blobs was deleted; its open uploads went with it (BKT-42). */
  record BucketDeleted(String bucket) implements Change {
    public BucketDeleted {
      Objects.requireNonNull(bucket);
    }

    @Override
    public String key() {
      return "";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bucketDeleted(this);
    }
  }

  /** A blob was put, or made by a copy, and replaced what was under its key. */
  record BlobPut(String bucket, StoredBlob blob) implements Change {
    public BlobPut {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(blob);
    }

    @Override
    public String key() {
      return blob.key();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.blobPut(this);
    }
  }

  /** The blob under the key was deleted; there was one. */
  record BlobDeleted(String bucket, String key) implements Change {
    public BlobDeleted {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(key);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.blobDeleted(this);
    }
  }

  /** The blob under the key has these tags now and no others. */
  record TagsSet(String bucket, String key, Tags tags) implements Change {
    public TagsSet {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(key);
      Objects.requireNonNull(tags);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tagsSet(this);
    }
  }

  /**
   * An upload was started.
   *
   * @param order rises from upload to upload of a key, so that they can be listed as they were
   *     started (MPU-53)
   * @param annotations that the finished blob will have
   * @param checksum that was declared; empty: CRC64NVME in the end, and none for parts (CHK-24)
   */
  record UploadStarted(
      String bucket,
      String key,
      String uploadId,
      long order,
      Instant initiatedAt,
      Annotations annotations,
      Optional<ChecksumKind> checksum)
      implements Change {
    public UploadStarted {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(key);
      Objects.requireNonNull(uploadId);
      WholeSeconds.check(initiatedAt);
      Objects.requireNonNull(annotations);
      Objects.requireNonNull(checksum);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uploadStarted(this);
    }
  }

  /** A part was stored and replaced the one of its number, if there was one (MPU-07). */
  record PartPut(String bucket, String key, String uploadId, StoredPart part) implements Change {
    public PartPut {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(key);
      Objects.requireNonNull(uploadId);
      Objects.requireNonNull(part);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.partPut(this);
    }
  }

  /**
   * Parts of an upload became a blob, which replaced what was under the key. The bodies of these
   * parts go over to the blob, all others are dropped (MPU-31).
   *
   * @param parts their numbers, ascending, at least one
   * @param etag of the blob (MPU-30)
   * @param checksum of the blob
   */
  record UploadCompleted(
      String bucket,
      String key,
      String uploadId,
      List<Integer> parts,
      ETag etag,
      Checksum checksum,
      Instant completedAt)
      implements Change {
    public UploadCompleted {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(key);
      Objects.requireNonNull(uploadId);
      parts = List.copyOf(parts);
      Objects.requireNonNull(etag);
      Objects.requireNonNull(checksum);
      WholeSeconds.check(completedAt);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uploadCompleted(this);
    }
  }

  /** An upload was ended and its parts dropped. */
  record UploadAborted(String bucket, String key, String uploadId) implements Change {
    public UploadAborted {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(key);
      Objects.requireNonNull(uploadId);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uploadAborted(this);
    }
  }

  /**
   * A bucket is there: said again before the older records that say it go (see {@link Renewal}).
   */
  record BucketKept(String bucket, Instant createdAt) implements Change {
    public BucketKept {
      Objects.requireNonNull(bucket);
      WholeSeconds.check(createdAt);
    }

    @Override
    public String key() {
      return "";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bucketKept(this);
    }
  }

  /** A blob is there and is so: said again before the older records that say it go. */
  record BlobKept(String bucket, StoredBlob blob) implements Change {
    public BlobKept {
      Objects.requireNonNull(bucket);
      Objects.requireNonNull(blob);
    }

    @Override
    public String key() {
      return blob.key();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.blobKept(this);
    }
  }

  /**
   * An upload is open: said again before the older records that say it go. Its parts may stand
   * before it or behind it.
   *
   * @param keyChanged whether the blob under the key was put or deleted since the start (COND-10)
   */
  record UploadKept(UploadStarted start, boolean keyChanged) implements Change {
    public UploadKept {
      Objects.requireNonNull(start);
    }

    @Override
    public String bucket() {
      return start.bucket();
    }

    @Override
    public String key() {
      return start.key();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uploadKept(this);
    }
  }

  /**
   * So many uploads have been started: said before the older records go that tell it.
   *
   * @param next greater than the order of every upload so far
   */
  record UploadsCounted(long next) implements Change {
    /** Empty: it concerns the store as a whole. */
    @Override
    public String bucket() {
      return "";
    }

    @Override
    public String key() {
      return "";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uploadsCounted(this);
    }
  }
}
