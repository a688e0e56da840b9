package io.holdall.engine;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Says all that a state knows, in the order of {@link State#iterator()}. Not thread-safe. */
final class StateIterator implements Iterator<Change> {
  private final TreeCursor<BucketState, ?> buckets;
  private final Queue<Change> ready = new ArrayDeque<>();
  private String bucket = "";
  private @Nullable TreeCursor<StoredBlob, ?> blobs;
  private @Nullable TreeCursor<List<Upload>, ?> uploads;

  StateIterator(State state) {
    this.buckets = state.buckets().cursor();
    ready.add(new Change.UploadsCounted(state.nextUpload()));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty()) {
      if (blobs != null && blobs.isValid()) {
        ready.add(new Change.BlobKept(bucket, blobs.value()));
        blobs.advance();
      } else if (uploads != null && uploads.isValid()) {
        uploads.value().forEach(upload -> ready.addAll(upload.changes()));
        uploads.advance();
      } else if (buckets.isValid()) {
        enter(buckets.key(), buckets.value());
        buckets.advance();
      } else {
        return false;
      }
    }
    return true;
  }

  private void enter(String name, BucketState entered) {
    bucket = name;
    blobs = entered.blobs().cursor();
    uploads = entered.uploads().cursor();
    ready.add(new Change.BucketKept(name, entered.createdAt()));
  }

  @Override
  public Change next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
