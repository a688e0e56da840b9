package io.holdall.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into states. */
final class Snapshots {
  private Snapshots() {}

  /** Everything in a state, in maps that can be compared. */
  static Map<String, Object> contentOf(State state) {
    Map<String, Object> buckets = new LinkedHashMap<>();
    for (TreeCursor<BucketState, ?> at = state.buckets().cursor(); at.isValid(); at.advance()) {
      buckets.put(
          at.key(),
          List.of(
              at.value().createdAt(),
              contentOf(at.value().blobs()),
              contentOf(at.value().uploads())));
    }
    return Map.of("buckets", buckets, "totals", state.totals(), "next upload", state.nextUpload());
  }

  private static <V> Map<String, V> contentOf(PersistentTree<V, ?> tree) {
    Map<String, V> map = new LinkedHashMap<>();
    for (TreeCursor<V, ?> at = tree.cursor(); at.isValid(); at.advance()) {
      map.put(at.key(), at.value());
    }
    return map;
  }

  /** How often the blobs and parts of a state name each body. */
  static Map<BodyRef, Integer> holdsOf(State state) {
    Map<BodyRef, Integer> holds = new HashMap<>();
    for (TreeCursor<BucketState, ?> at = state.buckets().cursor(); at.isValid(); at.advance()) {
      contentOf(at.value().blobs()).values().forEach(blob -> count(holds, blob.content()));
      contentOf(at.value().uploads())
          .values()
          .forEach(
              uploads ->
                  uploads.forEach(
                      upload -> upload.parts().forEach(part -> count(holds, part.content()))));
    }
    return holds;
  }

  /** The sizes of all blobs and parts of a state. */
  static long bytesOf(State state) {
    long bytes = 0;
    for (TreeCursor<BucketState, ?> at = state.buckets().cursor(); at.isValid(); at.advance()) {
      for (StoredBlob blob : contentOf(at.value().blobs()).values()) {
        bytes += blob.info().size();
      }
      for (List<Upload> uploads : contentOf(at.value().uploads()).values()) {
        for (Upload upload : uploads) {
          bytes += upload.parts().stream().mapToLong(part -> part.content().length()).sum();
        }
      }
    }
    return bytes;
  }

  /** What the changes that say all that is in a state come to. */
  static Totals totalsOf(State state) {
    Totals totals = Totals.NONE.plusBytes(bytesOf(state));
    for (TreeCursor<BucketState, ?> at = state.buckets().cursor(); at.isValid(); at.advance()) {
      totals = totals.plus(EncodedLength.ofBucket(at.key()));
      for (StoredBlob blob : contentOf(at.value().blobs()).values()) {
        totals = totals.plus(EncodedLength.of(at.key(), blob));
      }
      for (List<Upload> uploads : contentOf(at.value().uploads()).values()) {
        for (Upload upload : uploads) {
          totals = totals.plus(EncodedLength.of(upload.start()));
          for (StoredPart part : upload.parts()) {
            totals = totals.plus(EncodedLength.of(upload.start(), part));
          }
        }
      }
    }
    return totals;
  }

  private static void count(Map<BodyRef, Integer> holds, Content content) {
    content.pieces().forEach(piece -> holds.merge(piece.body(), 1, Integer::sum));
  }
}
