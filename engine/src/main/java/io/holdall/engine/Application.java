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
  private long bytes;
  private List<BodyRef> dropped = List.of();

  Application(State before) {
    this.before = before;
    this.bytes = before.bytes();
  }

  List<BodyRef> dropped() {
    return dropped;
  }

  @Override
  public State bucketCreated(Change.BucketCreated change) {
    if (before.find(change.bucket()) != null) {
      throw impossible(change, "the bucket exists");
    }
    return after(change, BucketState.empty(change.createdAt()));
  }

  @Override
  public State bucketDeleted(Change.BucketDeleted change) {
    BucketState bucket = bucket(change);
    if (!bucket.blobs().isEmpty()) {
      throw impossible(change, "the bucket is not empty");
    }
    for (TreeCursor<List<Upload>> at = bucket.uploads().cursor(); at.isValid(); at.advance()) {
      for (Upload upload : at.value()) {
        dropParts(upload, Set.of());
      }
    }
    return new State(before.buckets().remove(change.bucket()), bytes, before.nextUpload());
  }

  @Override
  public State blobPut(Change.BlobPut change) {
    BucketState bucket = bucket(change);
    drop(bucket.blob(change.blob().key()));
    bytes += change.blob().info().size();
    return after(change, bucket.withBlob(change.blob()));
  }

  @Override
  public State blobDeleted(Change.BlobDeleted change) {
    BucketState bucket = bucket(change);
    drop(blob(change, bucket, change.key()));
    return after(change, bucket.withoutBlob(change.key()));
  }

  @Override
  public State tagsSet(Change.TagsSet change) {
    BucketState bucket = bucket(change);
    StoredBlob blob = blob(change, bucket, change.key());
    return after(
        change, bucket.withSameBlob(blob.annotations(blob.annotations().tags(change.tags()))));
  }

  @Override
  public State uploadStarted(Change.UploadStarted change) {
    BucketState bucket = bucket(change);
    if (bucket.upload(change.key(), change.uploadId()) != null) {
      throw impossible(change, "the upload exists");
    }
    BucketState changed = bucket.withUpload(new Upload(change, List.of(), false));
    return new State(
        before.buckets().put(change.bucket(), changed),
        bytes,
        Math.max(before.nextUpload(), change.order() + 1));
  }

  @Override
  public State partPut(Change.PartPut change) {
    BucketState bucket = bucket(change);
    Upload upload = upload(change, bucket, change.key(), change.uploadId());
    StoredPart replaced = upload.part(change.part().number());
    if (replaced != null) {
      drop(replaced.content());
    }
    bytes += change.part().content().length();
    return after(change, bucket.withUpload(upload.withPart(change.part())));
  }

  @Override
  public State uploadCompleted(Change.UploadCompleted change) {
    BucketState bucket = bucket(change);
    Upload upload = upload(change, bucket, change.key(), change.uploadId());
    List<StoredPart> listed = new ArrayList<>(change.parts().size());
    for (int number : change.parts()) {
      StoredPart part = upload.part(number);
      if (part == null) {
        throw impossible(change, "there is no part " + number);
      }
      listed.add(part);
    }
    drop(bucket.blob(change.key()));
    dropParts(upload, new HashSet<>(change.parts()));
    return after(change, bucket.withoutUpload(upload).withBlob(blob(change, upload, listed)));
  }

  @Override
  public State uploadAborted(Change.UploadAborted change) {
    BucketState bucket = bucket(change);
    Upload upload = upload(change, bucket, change.key(), change.uploadId());
    dropParts(upload, Set.of());
    return after(change, bucket.withoutUpload(upload));
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

  private void dropParts(Upload upload, Set<Integer> except) {
    for (StoredPart part : upload.parts()) {
      if (!except.contains(part.number())) {
        drop(part.content());
      }
    }
  }

  private void drop(@Nullable StoredBlob blob) {
    if (blob != null) {
      drop(blob.content());
    }
  }

  private void drop(Content content) {
    bytes -= content.length();
    if (dropped.isEmpty()) {
      dropped = new ArrayList<>(1);
    }
    for (Piece piece : content.pieces()) {
      dropped.add(piece.body());
    }
  }

  private State after(Change change, BucketState bucket) {
    return new State(before.buckets().put(change.bucket(), bucket), bytes, before.nextUpload());
  }

  private BucketState bucket(Change change) {
    BucketState bucket = before.find(change.bucket());
    if (bucket == null) {
      throw impossible(change, "there is no such bucket");
    }
    return bucket;
  }

  private static StoredBlob blob(Change change, BucketState bucket, String key) {
    StoredBlob blob = bucket.blob(key);
    if (blob == null) {
      throw impossible(change, "there is no blob " + key);
    }
    return blob;
  }

  private static Upload upload(Change change, BucketState bucket, String key, String id) {
    Upload upload = bucket.upload(key, id);
    if (upload == null) {
      throw impossible(change, "there is no upload " + id + " of " + key);
    }
    return upload;
  }

  private static IllegalStateException impossible(Change change, String why) {
    return new IllegalStateException(
        "%s in bucket %s cannot have happened: %s"
            .formatted(change.getClass().getSimpleName(), change.bucket(), why));
  }
}
