package io.holdall.engine;

import io.holdall.BlobInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bucket at one moment. Immutable.
 *
 * @param createdAt in whole seconds
 * @param blobs by key
 * @param uploads the open ones by key, those of one key in the order in which they were started; no
 *     list is empty
 */
record BucketState(
    Instant createdAt,
    PersistentTree<StoredBlob, BlobInfo> blobs,
    PersistentTree<List<Upload>, ?> uploads) {
  /** A bucket of which nothing is known yet but that something happened in it. */
  static final BucketState UNKNOWN = empty(State.UNKNOWN);

  /** Whether it is known when the bucket was created. */
  boolean isKnown() {
    return !createdAt.equals(State.UNKNOWN);
  }

  BucketState createdAt(Instant value) {
    return new BucketState(value, blobs, uploads);
  }

  static BucketState empty(Instant createdAt) {
    return new BucketState(
        createdAt, PersistentTree.empty(StoredBlob::info), PersistentTree.empty());
  }

  @Nullable StoredBlob blob(String key) {
    return blobs.get(key);
  }

  @Nullable Upload upload(String key, String id) {
    List<Upload> sameKey = uploads.get(key);
    if (sameKey != null) {
      for (Upload upload : sameKey) {
        if (upload.id().equals(id)) {
          return upload;
        }
      }
    }
    return null;
  }

  /** With the blob under its key, which the open uploads of the key take note of. */
  BucketState withBlob(StoredBlob blob) {
    return new BucketState(createdAt, blobs.put(blob.key(), blob), noted(blob.key()));
  }

  BucketState withoutBlob(String key) {
    return new BucketState(createdAt, blobs.remove(key), noted(key));
  }

  /** With a blob that differs from the one before in nothing that uploads take note of. */
  BucketState withSameBlob(StoredBlob blob) {
    return new BucketState(createdAt, blobs.put(blob.key(), blob), uploads);
  }

  private PersistentTree<List<Upload>, ?> noted(String key) {
    List<Upload> sameKey = uploads.isEmpty() ? null : uploads.get(key);
    return sameKey == null
        ? uploads
        : uploads.put(key, sameKey.stream().map(Upload::withKeyChanged).toList());
  }

  /** With a new upload, or another state of one. */
  BucketState withUpload(Upload upload) {
    String key = upload.start().key();
    List<Upload> sameKey = uploads.get(key);
    List<Upload> changed = new ArrayList<>(sameKey == null ? List.of() : sameKey);
    changed.removeIf(other -> other.id().equals(upload.id()));
    int index = changed.size();
    while (index > 0 && changed.get(index - 1).start().order() > upload.start().order()) {
      index--;
    }
    changed.add(index, upload);
    return new BucketState(createdAt, blobs, uploads.put(key, List.copyOf(changed)));
  }

  BucketState withoutUpload(Upload upload) {
    String key = upload.start().key();
    List<Upload> sameKey = uploads.get(key);
    List<Upload> rest =
        sameKey == null
            ? List.of()
            : sameKey.stream().filter(other -> !other.id().equals(upload.id())).toList();
    return new BucketState(
        createdAt, blobs, rest.isEmpty() ? uploads.remove(key) : uploads.put(key, rest));
  }
}
