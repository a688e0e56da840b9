package io.holdall.tck;

import io.holdall.Bucket;
import io.holdall.tck.trace.RequestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The places in a store that a run has made, and takes away again. */
final class Places {
  private final Supplier<TckTarget> target;
  private final RequestLog log;
  private final Mark mark;
  private final List<Place> leftBehind = new ArrayList<>();
  private int made;
  private int unswept;

  /**
   * A bucket, or a view of one, that outlives the store it was made in.
   *
   * @param keys that may be written to in it
   * @param uploads that may be open in it
   */
  private record Place(
      String bucket, String prefix, List<String> keys, List<Broom.Started> uploads) {

    @Override
    public String toString() {
      return "bucket " + bucket + (prefix.isEmpty() ? "" : " below " + prefix);
    }
  }

  /**
   * @param target the store, which may be another object each time
   * @param mark in the names of all places
   */
  Places(Supplier<TckTarget> target, RequestLog log, Mark mark) {
    this.target = target;
    this.log = log;
    this.mark = mark;
  }

  /** How many of them are still to be swept. */
  int unswept() {
    return unswept;
  }

  /** An empty bucket, or an empty part of one, that nobody else knows of. */
  Bucket freshBucket() {
    int number = ++made;
    Bucket fresh =
        target
            .get()
            .home()
            .map(home -> home.under(mark + "/" + number + "/"))
            .orElseGet(() -> target.get().store().createBucket(mark + "-" + number));
    unswept++;
    return fresh;
  }

  /**
   * The name of a bucket that does not exist.
   *
   * @param toDiscard whether {@link #discard} will be called for it
   */
  String freshName(boolean toDiscard) {
    unswept += toDiscard ? 1 : 0;
    return mark + "-" + ++made;
  }

  /** Empties what {@link #freshBucket} gave, now or at the end. */
  void discard(Bucket bucket, boolean uploads) {
    String prefix = bucket.prefix();
    List<String> keys =
        log.written(bucket.name(), prefix).stream()
            .map(key -> key.substring(prefix.length()))
            .toList();
    List<Broom.Started> open =
        log.open(bucket.name(), prefix).stream()
            .map(it -> new Broom.Started(it.key().substring(prefix.length()), it.id()))
            .toList();
    try {
      Broom broom = new Broom(bucket, target.get().home().isEmpty());
      log.tidying(() -> broom.sweep(uploads, keys, open));
    } catch (RuntimeException e) {
      leftBehind.add(new Place(bucket.name(), prefix, keys, open));
    } finally {
      unswept--;
    }
  }

  /** The store may have been closed since by a rule: it is opened again. */
  void sweepAgain(List<String> left, List<RuntimeException> why) {
    for (Place place : leftBehind) {
      try {
        Bucket again = target.get().store().bucket(place.bucket()).under(place.prefix());
        new Broom(again, target.get().home().isEmpty()).sweep(true, place.keys(), place.uploads());
      } catch (LeftBehind e) {
        left.add(place + ": " + e.getMessage());
        why.add(e);
      } catch (RuntimeException e) {
        left.add(place + ": " + e);
        why.add(e);
      }
    }
    leftBehind.clear();
  }
}
