package io.holdall.engine;

import io.holdall.Limits;
import io.holdall.spi.DriverException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store's state, and the one way to change it: under the lock of the key, a command looks at the
 * state, decides, and {@linkplain #commit commits} a {@link Change}, which goes to the log first
 * and then becomes visible, all at once. Who only reads takes the state of the moment and no lock.
 * Thread-safe.
 */
public final class Engine {
  private final Bodies bodies;
  private final CommitLog log;
  private final WholeSeconds clock;
  private final Limits limits;
  private final Stripes stripes = new Stripes();
  private final boolean limited;

  /** Guards {@link #space}, and the writes of {@link #state}. Nothing slow happens under it. */
  private final Object publishing = new Object();

  private final Space space;
  private volatile State state;
  private volatile boolean closed;

  /**
   * @param state to begin with: empty, replayed from the log, or another store's
   * @param bodies where the bytes of that state are
   * @param maxTotalBytes the most that all blobs and all parts of open uploads may have together, a
   *     copy counted as if it had bytes of its own; {@link Long#MAX_VALUE} for no limit
   */
  public Engine(
      State state, Bodies bodies, CommitLog log, Clock clock, Limits limits, long maxTotalBytes) {
    this.state = state;
    this.bodies = bodies;
    this.log = log;
    this.clock = new WholeSeconds(clock);
    this.limits = limits;
    this.limited = maxTotalBytes != Space.UNLIMITED;
    this.space = new Space(maxTotalBytes);
  }

  /** What the store holds at this moment; nothing once it is closed. */
  public State state() {
    return state;
  }

  /**
   * What the store holds, with all changes that the log had when this was called; null if the store
   * is closed.
   */
  public @Nullable State settledState() {
    stripes.withAll(
        () -> {
          // Now no change is under way.
        });
    return stateUnlessClosed();
  }

  /**
   * What the store holds at this moment, for a call that was made of it.
   *
   * @throws IllegalStateException if it was closed while the call was under way: an empty state
   *     must not pass for a store without buckets
   */
  State current() {
    State now = state;
    if (closed) {
      throw closed(null);
    }
    return now;
  }

  private static IllegalStateException closed(@Nullable Throwable cause) {
    return new IllegalStateException("the store was closed while the call was under way", cause);
  }

  Limits limits() {
    return limits;
  }

  /** The time, in whole seconds. It runs as the clock does, backwards too. */
  Instant now() {
    return clock.now();
  }

  /**
   * The time of a new version: now, but never before the version that it replaces. Who has that one
   * and asks with its time whether there is another must not be told that there is none (GET-62).
   *
   * @param replaced null if there is none
   */
  Instant timeAfter(@Nullable StoredBlob replaced) {
    Instant now = clock.now();
    return replaced != null && replaced.info().lastModified().isAfter(now)
        ? replaced.info().lastModified()
        : now;
  }

  // ---- change

  /** Runs a command that changes nothing but the key. */
  <R> R withKey(String bucket, String key, Supplier<R> command) {
    log.awaitRoom();
    return stripes.withKey(
        bucket,
        key,
        () -> {
          log.check();
          return command.get();
        });
  }

  /** Runs a command that makes or deletes a bucket. */
  void withAllKeys(Runnable command) {
    log.awaitRoom();
    stripes.withAll(
        () -> {
          log.check();
          command.run();
        });
  }

  /**
   * Makes a change durable and then visible. Only under the lock of what it changes. If an error
   * comes between the two, or the log cannot know whether it has the change, the log takes no other
   * one: what comes after would be built on a state that the log contradicts.
   *
   * @throws DriverException of the log
   * @throws IllegalStateException if the log is closed
   */
  void commit(Change change) {
    append(change);
    publish(change, null);
  }

  /** As {@link #commit(Change)}, for a change that names a content, which it hands over. */
  void commit(Change change, Held held) {
    append(change);
    publish(change, held);
  }

  private void append(Change change) {
    try {
      log.append(change);
    } catch (DriverException e) {
      throw closed ? closed(e) : e;
    }
  }

  /**
   * Has said again what would be lost with a change that is to be taken out of the log from the
   * front (see {@link Renewal}). While {@code append} runs, nothing that it is given is changed.
   *
   * @param old as it was appended; the bodies that it names need only be {@linkplain Object#equals
   *     equal} to those that the state names
   * @param append appends changes to the log, with none left out but those that were appended
   *     before and still are what is owed, and keeps none of their bodies
   * @return false if the store is closed: then the change must stay
   */
  public boolean renew(Change old, Consumer<? super List<Change>> append) {
    return stripes.withKey(
        old.bucket(),
        old.key(),
        () -> {
          State current = stateUnlessClosed();
          if (current == null) {
            return false;
          }
          append.accept(Renewal.of(current, old));
          return true;
        });
  }

  /**
   * Has said again what no single change that goes says, after the last of those that go together.
   *
   * @param append as for {@link #renew}
   * @return as {@link #renew}
   */
  public boolean renewCounts(Consumer<Change> append) {
    State current = stateUnlessClosed();
    if (current == null) {
      return false;
    }
    if (current.nextUpload() > 0) {
      append.accept(new Change.UploadsCounted(current.nextUpload()));
    }
    return true;
  }

  /** Once the store is closed, the state does not follow the log any more. */
  private @Nullable State stateUnlessClosed() {
    synchronized (publishing) {
      return closed ? null : state;
    }
  }

  private void publish(Change change, @Nullable Held held) {
    List<BodyRef> dropped;
    try {
      dropped = apply(change, held);
    } catch (RuntimeException | Error e) {
      // On a full heap, say. Under the lock still, so that nobody can have built on it.
      log.fail(e);
      throw e;
    }
    dropped.forEach(bodies::release);
  }

  /** Returns what the state holds no more; nothing once it is closed. */
  private List<BodyRef> apply(Change change, @Nullable Held held) {
    synchronized (publishing) {
      State.Applied applied = closed ? null : state.apply(change);
      if (applied != null) {
        state = applied.state();
      }
      if (held != null) {
        held.handOver();
        if (limited && applied != null) {
          space.giveBack(held.reserved());
        }
      }
      return applied == null ? List.of() : applied.dropped();
    }
  }

  // ---- space and holds

  Bodies bodies() {
    return bodies;
  }

  /**
   * @throws DriverException STORAGE_FULL
   */
  void reserve(long bytes) {
    if (limited) {
      synchronized (publishing) {
        space.reserve(bytes, state.bytes());
      }
    }
  }

  void giveBack(long bytes) {
    if (limited) {
      synchronized (publishing) {
        space.giveBack(bytes);
      }
    }
  }

  /**
   * Holds a content once more; null if it is gone.
   *
   * @throws DriverException STORAGE_FULL
   */
  @Nullable Held hold(Content content) {
    reserve(content.length());
    if (holdAll(content.pieces())) {
      return new Held(this, content, content.length());
    }
    giveBack(content.length());
    return null;
  }

  void letGo(Held held) {
    held.content().pieces().forEach(piece -> bodies.release(piece.body()));
    giveBack(held.reserved());
  }

  /** A stream of some of the bytes of a content; null if they are gone. */
  @Nullable InputStream open(Content content, long offset, long length) {
    if (content instanceof BodyRef body) {
      return bodies.open(body, offset, length);
    }
    List<Piece> pieces = Pieces.cut(content, offset, length);
    return holdAll(pieces) ? new PiecesStream(bodies, pieces) : null;
  }

  private boolean holdAll(List<Piece> pieces) {
    for (int i = 0; i < pieces.size(); i++) {
      if (!bodies.hold(pieces.get(i).body())) {
        pieces.subList(0, i).forEach(held -> bodies.release(held.body()));
        return false;
      }
    }
    return true;
  }

  /** Makes durable what is not yet, and forgets everything. */
  void close() {
    synchronized (publishing) {
      closed = true;
      state = State.empty();
    }
    log.close();
  }
}
