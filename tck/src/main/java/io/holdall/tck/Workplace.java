package io.holdall.tck;

import io.holdall.Feature;
import io.holdall.tck.trace.RequestLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store under test as long as a run works in it. It is opened when it is first asked for, and
 * again after it was closed.
 */
final class Workplace {
  private final Supplier<TckTarget> opener;
  private final RequestLog log;

  /** In the names of all that is made here. */
  private final Mark mark = Mark.of(Clock.systemUTC().instant());

  private final Places places;
  private @Nullable Set<Feature> features;
  private @Nullable TckTarget target;

  /**
   * @param log of all that is asked
   */
  Workplace(Supplier<TckTarget> opener, RequestLog log) {
    this.opener = opener;
    this.log = log;
    this.places = new Places(this::target, log, mark);
  }

  TckTarget target() {
    if (target == null) {
      TckTarget opened = opener.get().traced(log);
      target = features == null ? opened : opened.narrowedTo(features);
    }
    return target;
  }

  /** From now on the store is taken for one that has these of its features alone. */
  void narrowTo(Set<Feature> some) {
    features = Set.copyOf(some);
    target = target().narrowedTo(features);
  }

  /** When work began. */
  Instant started() {
    return mark.started();
  }

  /** For people to read. */
  String place() {
    return target().place(mark);
  }

  /** What was made here, and is taken away again. */
  Places places() {
    return places;
  }

  /**
   * Asks whether it can be worked here at all.
   *
   * @throws io.holdall.BlobStoreException why not
   */
  void probe() {
    target().probe(mark);
  }

  /** Closes the store; the next one to ask gets a new one. */
  void closeTarget() {
    if (target != null) {
      TckTarget closing = target;
      target = null;
      closing.close();
    }
  }

  /**
   * Tries once more to take away what could not be taken away before, and closes the store.
   *
   * @param left is added what has to be left behind
   * @param why is added what went wrong
   */
  void leave(List<String> left, List<RuntimeException> why) {
    log.tidying(() -> places.sweepAgain(left, why));
    try {
      closeTarget();
    } catch (RuntimeException e) {
      why.add(e);
    }
  }
}
