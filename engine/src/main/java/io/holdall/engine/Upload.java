package io.holdall.engine;

import io.holdall.UploadInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An upload that is neither completed nor aborted. Immutable.
 *
 * @param start how it began
 * @param parts by ascending number
 * @param keyChanged whether the blob under the key was put or deleted since (COND-10)
 */
record Upload(Change.UploadStarted start, List<StoredPart> parts, boolean keyChanged) {
  /** One of which parts are known and not yet how it began; it is older than every other. */
  static Upload unknown(String bucket, String key, String id) {
    return new Upload(
        new Change.UploadStarted(
            bucket, key, id, -1, State.UNKNOWN, Annotations.DEFAULT, Optional.empty()),
        List.of(),
        false);
  }

  /** Whether it is known how it began. */
  boolean isKnown() {
    return start.order() >= 0;
  }

  String id() {
    return start.uploadId();
  }

  UploadInfo info() {
    return new UploadInfo(start.key(), start.uploadId(), start.initiatedAt());
  }

  /** What the finished blob keeps. */
  ChecksumKind checksumKind() {
    return start.checksum().orElse(ChecksumKind.DEFAULT);
  }

  /** Where the part is in the list, or where it would be: as {@link Collections#binarySearch}. */
  private int indexOf(int number) {
    int low = 0;
    int high = parts.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = parts.get(middle).number();
      if (found < number) {
        low = middle + 1;
      } else if (found > number) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  @Nullable StoredPart part(int number) {
    int index = indexOf(number);
    return index < 0 ? null : parts.get(index);
  }

  /** The parts with greater numbers. */
  List<StoredPart> partsAfter(int number) {
    int index = indexOf(number);
    return parts.subList(index < 0 ? -index - 1 : index + 1, parts.size());
  }

  Upload withPart(StoredPart part) {
    List<StoredPart> more = new ArrayList<>(parts.size() + 1);
    more.addAll(parts);
    int index = indexOf(part.number());
    if (index < 0) {
      more.add(-index - 1, part);
    } else {
      more.set(index, part);
    }
    return new Upload(start, Collections.unmodifiableList(more), keyChanged);
  }

  /** The changes that say all that is known of it. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>(1 + parts.size());
    changes.add(kept());
    parts.forEach(part -> changes.add(put(part)));
    return changes;
  }

  /** The change that says the upload again, without its parts. */
  Change kept() {
    return new Change.UploadKept(start, keyChanged);
  }

  /** The change that put a part of it. */
  Change put(StoredPart part) {
    return new Change.PartPut(start.bucket(), start.key(), id(), part);
  }

  Upload withKeyChanged() {
    return keyChanged ? this : new Upload(start, parts, true);
  }
}
