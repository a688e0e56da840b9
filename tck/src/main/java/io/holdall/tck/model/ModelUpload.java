package io.holdall.tck.model;

import io.holdall.PutOptions;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * An upload of the {@link Model}.
 *
 * @param parts by number
 * @param state whether it can still be used
 * @param keyChanged what has happened to the key since the upload was started (COND-10)
 */
public record ModelUpload(
    String id,
    String key,
    PutOptions options,
    NavigableMap<Integer, Part> parts,
    State state,
    Change keyChanged) {
  /** Whether an upload can still be used. */
  public enum State {
    OPEN,
    /** Its completion was refused; whether it outlives that is not settled (MPU-42). */
    OPEN_OR_GONE,
    COMPLETED,
    ABORTED
  }

  /** What has happened to a key. */
  public enum Change {
    NONE,
    /** Something of which it is not settled whether it counts. */
    PERHAPS,
    CERTAIN
  }

  // The bytes are never changed, and parts are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(byte[] bytes, UploadedPart told) {}

  static ModelUpload started(String id, String key, PutOptions options) {
    return new ModelUpload(id, key, options, new TreeMap<>(), State.OPEN, Change.NONE);
  }

  /** The parts as they were acknowledged, by number. */
  public List<UploadedPart> told() {
    return parts.values().stream().map(Part::told).toList();
  }

  /** Whether calls on it may succeed. */
  public boolean mayBeOpen() {
    return state == State.OPEN || state == State.OPEN_OR_GONE;
  }

  ModelUpload with(int number, Part part) {
    TreeMap<Integer, Part> more = new TreeMap<>(parts);
    more.put(number, part);
    return new ModelUpload(id, key, options, more, state, keyChanged);
  }

  ModelUpload now(State value) {
    return new ModelUpload(id, key, options, parts, value, keyChanged);
  }

  ModelUpload keyChanged(Change change) {
    Change most = change.compareTo(keyChanged) > 0 ? change : keyChanged;
    return new ModelUpload(id, key, options, parts, state, most);
  }
}
