package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.ChecksumType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One application of a change to a state. Used once. */
final class Application implements Change.Visitor<State> {
  private final State before;
  private final boolean gaps;
  private Totals totals;
  private List<BodyRef> dropped = List.of();

  /**
   * @param gaps whether the state may lack what changes before this one had led to, and a later one
   *     will say again (see {@link State#applyWithGaps}). What is changed and not there is then not
   *     a contradiction: it stays unknown
   */
  Application(State before, boolean gaps) {
    this.before = before;
    this.gaps = gaps;
    this.totals = before.totals();
  }

  List<BodyRef> dropped() {
    return dropped;
  }

  @Override
  public State bucketCreated(Change.BucketCreated change) {
    if (before.find(change.bucket()) != null) {
      throw impossible(change, "the bucket exists");
    }
    totals = totals.plus(EncodedLength.ofBucket(change.bucket()));
    return after(change, BucketState.empty(change.createdAt()));
  }

  @Override
  public State bucketDeleted(Change.BucketDeleted change) {
    BucketState bucket = bucket(change);
    if (!bucket.blobs().isEmpty()) {
      throw impossible(change, "the bucket is not empty");
    }
    for (TreeCursor<List<Upload>, ?> at = bucket.uploads().cursor(); at.isValid(); at.advance()) {
      for (Upload upload : at.value()) {
        drop(upload, Set.of());
      }
    }
    if (bucket.isKnown()) {
      totals = totals.minus(EncodedLength.ofBucket(change.bucket()));
    }
    return new State(before.buckets().remove(change.bucket()), totals, before.nextUpload());
  }

  @Override
  public State blobPut(Change.BlobPut change) {
    BucketState bucket = bucket(change);
    drop(change, bucket.blob(change.blob().key()));
    add(change, change.blob());
    return after(change, bucket.withBlob(change.blob()));
  }

  @Override
  public State blobDeleted(Change.BlobDeleted change) {
    BucketState bucket = bucket(change);
    drop(change, blob(change, bucket, change.key()));
    return after(change, bucket.withoutBlob(change.key()));
  }

  @Override
  public State tagsSet(Change.TagsSet change) {
    BucketState bucket = bucket(change);
    StoredBlob blob = blob(change, bucket, change.key());
    if (blob == null) {
      return after(change, bucket);
    }
    StoredBlob tagged = blob.annotations(blob.annotations().tags(change.tags()));
    totals =
        totals
            .minus(EncodedLength.of(change.bucket(), blob))
            .plus(EncodedLength.of(change.bucket(), tagged));
    return after(change, bucket.withSameBlob(tagged));
  }

  @Override
  public State uploadStarted(Change.UploadStarted change) {
    BucketState bucket = bucket(change);
    if (bucket.upload(change.key(), change.uploadId()) != null) {
      throw impossible(change, "the upload exists");
    }
    return withUpload(change, bucket, new Upload(change, List.of(), false));
  }

  private State withUpload(Change change, BucketState bucket, Upload upload) {
    totals = totals.plus(EncodedLength.of(upload.start()));
    return new State(
        before.buckets().put(change.bucket(), bucket.withUpload(upload)),
        totals,
        Math.max(before.nextUpload(), upload.start().order() + 1));
  }

  @Override
  public State partPut(Change.PartPut change) {
    BucketState bucket = bucket(change);
    Upload upload = upload(change, bucket, change.key(), change.uploadId());
    if (upload == null) {
      upload = Upload.unknown(change.bucket(), change.key(), change.uploadId());
      totals = totals.plus(EncodedLength.of(upload.start()));
    }
    StoredPart replaced = upload.part(change.part().number());
    if (replaced != null) {
      drop(upload.start(), replaced);
    }
    totals =
        totals
            .plus(EncodedLength.of(upload.start(), change.part()))
            .plusBytes(change.part().content().length());
    return after(change, bucket.withUpload(upload.withPart(change.part())));
  }

  @Override
  public State uploadCompleted(Change.UploadCompleted change) {
    BucketState bucket = bucket(change);
    drop(change, bucket.blob(change.key()));
    Upload upload = upload(change, bucket, change.key(), change.uploadId());
    if (upload == null) {
      return after(change, bucket.withoutBlob(change.key()));
    }
    List<StoredPart> listed = new ArrayList<>(change.parts().size());
    for (int number : change.parts()) {
      StoredPart part = upload.isKnown() ? part(change, upload, number) : null;
      if (part == null) {
        drop(upload, Set.of());
        return after(change, bucket.withoutUpload(upload).withoutBlob(change.key()));
      }
      listed.add(part);
    }
    for (StoredPart part : listed) {
      totals = totals.minus(EncodedLength.of(upload.start(), part));
    }
    drop(upload, new HashSet<>(change.parts()));
    StoredBlob blob = blob(change, upload, listed);
    totals = totals.plus(EncodedLength.of(change.bucket(), blob));
    return after(change, bucket.withoutUpload(upload).withBlob(blob));
  }

  @Override
  public State uploadAborted(Change.UploadAborted change) {
    BucketState bucket = bucket(change);
    Upload upload = upload(change, bucket, change.key(), change.uploadId());
    if (upload == null) {
      return after(change, bucket);
    }
    drop(upload, Set.of());
    return after(change, bucket.withoutUpload(upload));
  }

  @Override
  public State bucketKept(Change.BucketKept change) {
    BucketState bucket = bucket(change);
    if (!bucket.isKnown()) {
      totals = totals.plus(EncodedLength.ofBucket(change.bucket()));
    } else if (!bucket.createdAt().equals(change.createdAt())) {
      throw impossible(change, "the bucket is another one");
    }
    return after(change, bucket.createdAt(change.createdAt()));
  }

  @Override
  public State blobKept(Change.BlobKept change) {
    BucketState bucket = bucket(change);
    drop(change, blob(change, bucket, change.blob().key()));
    add(change, change.blob());
    return after(change, bucket.withSameBlob(change.blob()));
  }

  @Override
  public State uploadKept(Change.UploadKept change) {
    BucketState bucket = bucket(change);
    Upload upload = upload(change, bucket, change.start().key(), change.start().uploadId());
    if (upload == null) {
      return withUpload(change, bucket, new Upload(change.start(), List.of(), change.keyChanged()));
    }
    if (!upload.isKnown()) {
      totals = totals.minus(EncodedLength.of(upload.start()));
      return withUpload(
          change, bucket, new Upload(change.start(), upload.parts(), change.keyChanged()));
    }
    return after(
        change, bucket.withUpload(new Upload(upload.start(), upload.parts(), change.keyChanged())));
  }

  @Override
  public State uploadsCounted(Change.UploadsCounted change) {
    return new State(before.buckets(), totals, Math.max(before.nextUpload(), change.next()));
  }

  private static StoredBlob blob(
      Change.UploadCompleted change, Upload upload, List<StoredPart> parts) {
    boolean composite = change.checksum().type() == ChecksumType.COMPOSITE;
    Content content = Pieces.join(parts.stream().map(StoredPart::content).toList());
    return new StoredBlob(
        new BlobInfo(change.key(), content.length(), change.etag(), change.completedAt()),
        content,
        change.checksum(),
        upload.start().annotations(),
        parts.stream()
            .map(part -> new BlobPart(part.content().length(), composite ? part.checksum() : null))
            .toList());
  }

  private void add(Change change, StoredBlob blob) {
    totals = totals.plus(EncodedLength.of(change.bucket(), blob)).plusBytes(blob.info().size());
  }

  private void drop(Change change, @Nullable StoredBlob blob) {
    if (blob != null) {
      totals = totals.minus(EncodedLength.of(change.bucket(), blob)).minusBytes(blob.info().size());
      release(blob.content());
    }
  }

  /** Drops the upload with its parts, except for those that go on in a blob. */
  private void drop(Upload upload, Set<Integer> except) {
    totals = totals.minus(EncodedLength.of(upload.start()));
    for (StoredPart part : upload.parts()) {
      if (!except.contains(part.number())) {
        drop(upload.start(), part);
      }
    }
  }

  private void drop(Change.UploadStarted upload, StoredPart part) {
    totals = totals.minus(EncodedLength.of(upload, part)).minusBytes(part.content().length());
    release(part.content());
  }

  private void release(Content content) {
    if (dropped.isEmpty()) {
      dropped = new ArrayList<>(1);
    }
    for (Piece piece : content.pieces()) {
      dropped.add(piece.body());
    }
  }

  private State after(Change change, BucketState bucket) {
    return new State(before.buckets().put(change.bucket(), bucket), totals, before.nextUpload());
  }

  private BucketState bucket(Change change) {
    BucketState bucket = before.find(change.bucket());
    if (bucket != null) {
      return bucket;
    }
    if (!gaps) {
      throw impossible(change, "there is no such bucket");
    }
    return BucketState.UNKNOWN;
  }

  private @Nullable StoredBlob blob(Change change, BucketState bucket, String key) {
    StoredBlob blob = bucket.blob(key);
    if (blob == null && !gaps) {
      throw impossible(change, "there is no blob " + key);
    }
    return blob;
  }

  private @Nullable Upload upload(Change change, BucketState bucket, String key, String id) {
    Upload upload = bucket.upload(key, id);
    if ((upload == null || !upload.isKnown()) && !gaps) {
      throw impossible(change, "there is no upload " + id + " of " + key);
    }
    return upload;
  }

  /** Null if what said the upload again was broken off before this part. */
  private @Nullable StoredPart part(Change.UploadCompleted change, Upload upload, int number) {
    StoredPart part = upload.part(number);
    if (part == null && !gaps) {
      throw impossible(change, "there is no part " + number);
    }
    return part;
  }

  private static IllegalStateException impossible(Change change, String why) {
    return new IllegalStateException(
        "%s in bucket %s cannot have happened: %s"
            .formatted(change.getClass().getSimpleName(), change.bucket(), why));
  }
}
