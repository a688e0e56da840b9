package io.holdall.local;

import com.google.common.collect.Iterators;
import io.holdall.engine.Change;
import io.holdall.engine.Content;
import io.holdall.engine.Engine;
import io.holdall.engine.Piece;
import io.holdall.engine.State;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cleaning of all segments so far, by what the store knows: it is all said again. For a log in
 * which the records of a segment cannot be read that would tell what is needed of it.
 */
final class Restatement implements Cleaning {
  private final Renewer renewer;
  private final InlineBodies inline;
  private final int last;
  private final Iterator<Step> steps;

  /** The step that is not done yet. */
  private @Nullable Step current;

  private long walked;

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /**
   * @param last the newest sealed segment
   */
  Restatement(Engine engine, Renewer renewer, InlineBodies inline, int last) {
    this.renewer = renewer;
    this.inline = inline;
    this.last = last;
    // Shared bodies come first, so that what consists of many of them is short when it is said.
    // And last: what named one may be gone before it was said, and something new name it.
    List<Supplier<Iterator<Step>>> stages =
        List.of(this::bodies, () -> changes(engine.settledState()), this::bodies);
    this.steps = Iterators.concat(Iterators.transform(stages.iterator(), Supplier::get));
  }

  private Iterator<Step> bodies() {
    return Iterators.transform(inline.shared(), body -> () -> move(body));
  }

  /**
   * @param state with all that the segments say which are to go; null if the store is closed
   */
  private Iterator<Step> changes(@Nullable State state) {
    if (state == null) {
      return Iterators.singletonIterator(
          () -> {
            throw new ClosedChannelException();
          });
    }
    return Iterators.transform(
        state.iterator(), change -> () -> renewer.renew(change, last, this::source));
  }

  @Override
  public int last() {
    return last;
  }

  @Override
  public long walked() {
    return walked;
  }

  @Override
  public boolean slice(long bytes) throws IOException {
    long end = walked + bytes;
    while (walked < end) {
      if (current == null) {
        if (!steps.hasNext()) {
          return false;
        }
        current = steps.next();
      }
      long before = renewer.appended();
      current.run();
      current = null;
      // As if all that is known had been read in a log.
      walked += Math.max(RecordHeader.SIZE, renewer.appended() - before);
    }
    return true;
  }

  private void move(InlineBody body) throws IOException {
    if (!isOld(body.record()) || !inline.hold(body)) {
      return;
    }
    try {
      Location old = body.record();
      if (old != null) {
        renewer.move(body, old);
      }
    } finally {
      inline.release(body);
    }
  }

  private boolean isOld(@Nullable Location record) {
    return record != null && record.segment() <= last;
  }

  /** Where the body lies that goes along with a change. If it names others, they are moved. */
  private @Nullable Location source(Change change) throws IOException {
    Content content = ChangeRecord.content(change);
    if (content == null) {
      return null;
    }
    Location source = null;
    for (Piece piece : content.pieces()) {
      if (piece.body() instanceof InlineBody body) {
        Location record = body.record();
        if (source == null && isOld(record)) {
          source = record;
        } else if (record != null && isOld(record) && !record.equals(source)) {
          inline.share(body);
          renewer.move(body, record);
        }
      }
    }
    return source;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
