package io.holdall.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The segments of a log that are needed: how much room they take up, with their indexes, and their
 * salts, so that their headers need not be read again. Thread-safe.
 */
final class SegmentUsage {
  /** The sealed segments that are needed, by number, and how long their indexes are. */
  private final NavigableMap<Integer, Sealed> sealed = new TreeMap<>();

  private final Map<Integer, Long> salts = new HashMap<>();
  private volatile int newestSealed;
  private final AtomicLong indexes = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong written = new AtomicLong();

  /**
   * @param index the length of the index, 0 if there is none
   */
  record Sealed(long segment, long index) {}

  /** Takes in a sealed segment that was there when the log was opened. */
  synchronized void found(SegmentHeader header, long segment, long index) {
    begun(header);
    sealed.put(header.number(), new Sealed(segment, index));
    newestSealed = header.number();
    indexes.addAndGet(index);
    bytes.addAndGet(segment + index);
  }

  /** Records are added to this segment from now on. */
  synchronized void begun(SegmentHeader header) {
    salts.put(header.number(), header.salt());
  }

  /** So many bytes were added to the last segment. */
  void written(long count) {
    written.addAndGet(count);
    bytes.addAndGet(count);
  }

  /** The last segment was sealed; all its bytes had been added before. */
  synchronized void sealed(int number, long segment) {
    sealed.put(number, new Sealed(segment, 0));
    newestSealed = number;
  }

  /** The segment has an index now; false if it is not needed any more. */
  synchronized boolean indexed(int number, long index) {
    Sealed before = sealed.get(number);
    if (before == null) {
      return false;
    }
    sealed.put(number, new Sealed(before.segment, index));
    indexes.addAndGet(index - before.index);
    bytes.addAndGet(index - before.index);
    return true;
  }

  /** Forgets all segments below this one, and returns their numbers. */
  synchronized List<Integer> retire(int below) {
    NavigableMap<Integer, Sealed> old = sealed.headMap(below, false);
    List<Integer> numbers = new ArrayList<>(old.keySet());
    for (Sealed each : old.values()) {
      indexes.addAndGet(-each.index);
      bytes.addAndGet(-each.segment - each.index);
    }
    old.clear();
    salts.keySet().removeIf(number -> number < below);
    return numbers;
  }

  /** The salt of a segment; empty if it is not needed any more. */
  synchronized OptionalLong salt(int number) {
    Long salt = salts.get(number);
    return salt == null ? OptionalLong.empty() : OptionalLong.of(salt);
  }

  /** The oldest sealed segment from this number on. */
  synchronized OptionalInt sealedFrom(int number) {
    Integer found = sealed.ceilingKey(number);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** The number of the newest sealed segment, 0 if there never was one. */
  int newestSealed() {
    return newestSealed;
  }

  /** The newest sealed segment without an index that is none of these. */
  synchronized OptionalInt newestWithoutIndex(Set<Integer> except) {
    return sealed.descendingMap().entrySet().stream()
        .filter(entry -> entry.getValue().index == 0 && !except.contains(entry.getKey()))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  /** The length of a sealed segment with its index, 0 if it is not needed any more. */
  synchronized long bytes(int number) {
    Sealed found = sealed.get(number);
    return found == null ? 0 : found.segment + found.index;
  }

  /** The lengths of the sealed segments from one to another that are needed, with their indexes. */
  synchronized long bytes(int from, int to) {
    return sealed.subMap(from, true, to, true).values().stream()
        .mapToLong(each -> each.segment + each.index)
        .sum();
  }

  /** The lengths of all segments and indexes together. */
  long bytes() {
    return bytes.get();
  }

  /** The lengths of all indexes together. */
  long indexBytes() {
    return indexes.get();
  }

  /** How many bytes have been added to segments since the log was opened. */
  long written() {
    return written.get();
  }
}
