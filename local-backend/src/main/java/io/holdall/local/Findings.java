package io.holdall.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is found while a store is looked into. Not thread-safe. */
final class Findings {
  private final List<String> damage = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final UnreadableBlocks unreadable = new UnreadableBlocks();
  private int segments;
  private long records;
  private long blobs;
  private long bodies;
  private long bytes;

  /** A sentence that says where something is not what was written. */
  void damage(@Nullable String sentence) {
    damage.add(String.valueOf(sentence));
  }

  /** A sentence that says what is noteworthy, and no damage. */
  void note(String sentence) {
    notes.add(sentence);
  }

  /** Something that is not the store's. */
  void foreign(RootException e) {
    damage(e.getMessage() + " The store is not opened while it is there.");
  }

  /** A file, or a directory, that could not be read. */
  void unreadable(Path path, IOException e) {
    damage(path + " cannot be read: " + e.getMessage() + ".");
  }

  /** What could not be read of the segments of the log. */
  UnreadableBlocks unreadable() {
    return unreadable;
  }

  void segment(long length) {
    segments++;
    bytes += length;
  }

  void record() {
    records++;
  }

  void blob() {
    blobs++;
  }

  void body(long length) {
    bodies++;
    bytes += length;
  }

  /** Whether there is no damage so far. */
  boolean areNone() {
    return damage.isEmpty() && unreadable.sentences().isEmpty();
  }

  StoreCheck.Report report() {
    List<String> all = new ArrayList<>(unreadable.sentences());
    all.addAll(damage);
    return new StoreCheck.Report(all, notes, segments, records, blobs, bodies, bytes);
  }
}
