package io.holdall.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be said again before an old change is taken out of a log from the front. A pure
 * function of the state and the change.
 *
 * <p>When every change up to some place has been given to this, oldest first, and what it answered
 * has been appended each time, then the log without all up to that place still leads to the same
 * state: by {@link State#applyWithGaps} for the changes up to the last of the answers, and {@link
 * State#apply} from there on. In between, other changes may be appended as ever.
 *
 * <p>Deletions need never be said again, for what they deleted stands before them. A thing that
 * came of several changes (a blob of an upload, its parts and their completion) is said again as it
 * is when any of them goes: what was said before the last of them may have been only some of it.
 */
final class Renewal implements Change.Visitor<List<Change>> {
  private final State state;

  private Renewal(State state) {
    this.state = state;
  }

  /** What to append; empty if the state owes nothing to the change. */
  static List<Change> of(State state, Change old) {
    return state.find(old.bucket()) == null ? List.of() : old.accept(new Renewal(state));
  }

  private BucketState bucket(Change change) {
    return state.bucket(change.bucket());
  }

  private @Nullable StoredBlob blob(Change change, String key) {
    return bucket(change).blob(key);
  }

  private List<Change> bucket(Change change, Instant createdAt) {
    return bucket(change).createdAt().equals(createdAt)
        ? List.of(new Change.BucketKept(change.bucket(), createdAt))
        : List.of();
  }

  @Override
  public List<Change> bucketCreated(Change.BucketCreated change) {
    return bucket(change, change.createdAt());
  }

  @Override
  public List<Change> bucketKept(Change.BucketKept change) {
    return bucket(change, change.createdAt());
  }

  /** The blob under the key, if it is the one that was put. */
  private List<Change> blob(Change change, StoredBlob old) {
    StoredBlob blob = blob(change, old.key());
    return blob != null
            && blob.content().equals(old.content())
            && blob.info().lastModified().equals(old.info().lastModified())
        ? List.of(new Change.BlobKept(change.bucket(), blob))
        : List.of();
  }

  @Override
  public List<Change> blobPut(Change.BlobPut change) {
    return blob(change, change.blob());
  }

  @Override
  public List<Change> blobKept(Change.BlobKept change) {
    return blob(change, change.blob());
  }

  @Override
  public List<Change> uploadStarted(Change.UploadStarted change) {
    Upload upload = bucket(change).upload(change.key(), change.uploadId());
    if (upload == null) {
      return blobOfUpload(change, change.key());
    }
    // Its parts are said when their own records go: together they would be said by each of these.
    return List.of(upload.kept());
  }

  /**
   * The blob that an upload may have become, of which not everything was said while it was open.
   * Which upload a blob came of is not kept, and clocks may err.
   */
  private List<Change> blobOfUpload(Change change, String key) {
    StoredBlob blob = blob(change, key);
    return blob == null || blob.parts().isEmpty()
        ? List.of()
        : List.of(new Change.BlobKept(change.bucket(), blob));
  }

  @Override
  public List<Change> uploadKept(Change.UploadKept change) {
    return uploadStarted(change.start());
  }

  @Override
  public List<Change> partPut(Change.PartPut change) {
    Upload upload = bucket(change).upload(change.key(), change.uploadId());
    if (upload == null) {
      return blobOfUpload(change, change.key());
    }
    StoredPart part = upload.part(change.part().number());
    return part != null && part.content().equals(change.part().content())
        ? List.of(upload.put(part))
        : List.of();
  }

  @Override
  public List<Change> uploadCompleted(Change.UploadCompleted change) {
    StoredBlob blob = blob(change, change.key());
    return blob != null
            && blob.info().etag().equals(change.etag())
            && blob.info().lastModified().equals(change.completedAt())
        ? List.of(new Change.BlobKept(change.bucket(), blob))
        : List.of();
  }

  /** The tags are part of the blob, whose put is older. */
  @Override
  public List<Change> tagsSet(Change.TagsSet change) {
    return List.of();
  }

  @Override
  public List<Change> bucketDeleted(Change.BucketDeleted change) {
    return List.of();
  }

  @Override
  public List<Change> blobDeleted(Change.BlobDeleted change) {
    return List.of();
  }

  /** Said once for all that goes at a time; see {@link Engine#renewCounts}. */
  @Override
  public List<Change> uploadsCounted(Change.UploadsCounted change) {
    return List.of();
  }

  @Override
  public List<Change> uploadAborted(Change.UploadAborted change) {
    return List.of();
  }
}
