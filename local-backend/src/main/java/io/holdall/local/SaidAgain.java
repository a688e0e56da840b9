package io.holdall.local;

import io.holdall.engine.Change;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the cleaning of a log has said again, and in which segment, as far as several
 * records may call for the same: those of uploads and of what came of them. It is said again when
 * the last of these goes, and not for each of them; or a thing would be there as often as it was
 * ever called for.
 *
 * <p>Not thread-safe.
 */
final class SaidAgain {
  private final IdentityHashMap<Object, Integer> segments = new IdentityHashMap<>();

  /**
   * Whether several records may call for this. The bodies of all these are shared (see {@link
   * InlineBodies}), so that one that an old record carries is moved though the record is not said
   * again.
   */
  static boolean concerns(Change change) {
    return thing(change) != null;
  }

  /** Whether a segment behind this one says the same. */
  boolean isBehind(int segment, Change change) {
    Object thing = thing(change);
    Integer said = thing == null ? null : segments.get(thing);
    return said != null && said > segment;
  }

  /** A change was appended to this segment. */
  void add(int segment, Change change) {
    Object thing = thing(change);
    if (thing != null) {
      segments.put(thing, segment);
    }
  }

  /** Forgets what is no more behind any segment that will be cleaned. */
  void forget(int upTo) {
    segments.values().removeIf(segment -> segment <= upTo);
  }

  /**
   * What a change says, as the one object that the state has for it; null if only one record calls
   * for it.
   */
  private static @Nullable Object thing(Change change) {
    if (change instanceof Change.PartPut put) {
      return put.part();
    }
    if (change instanceof Change.UploadKept kept) {
      return kept.start();
    }
    return change instanceof Change.BlobKept kept && !kept.blob().parts().isEmpty()
        ? kept.blob()
        : null;
  }
}
