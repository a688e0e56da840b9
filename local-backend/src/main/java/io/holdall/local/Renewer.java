package io.holdall.local;

import io.holdall.engine.Change;
import io.holdall.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Appends to a log again what is still needed of old segments. Not thread-safe. */
final class Renewer {
  private static final System.Logger LOGGER = System.getLogger(Renewer.class.getName());

  private final Engine engine;
  private final SegmentedLog log;
  private final InlineBodies inline;
  private final SaidAgain said;
  private long appended;

  /** Finds the record that carries what another one is to carry. */
  @FunctionalInterface
  interface Source {
    /** Where the payload lies whose body goes along with a change; null if none does. */
    @Nullable Location of(Change change) throws IOException;
  }

  Renewer(Engine engine, SegmentedLog log, InlineBodies inline, SaidAgain said) {
    this.engine = engine;
    this.log = log;
    this.inline = inline;
    this.said = said;
  }

  /** How many bytes have been appended. */
  long appended() {
    return appended;
  }

  /**
   * Says again what the store still owes to a change, unless a segment says it that stays.
   *
   * @param last the last segment that is to go
   * @throws ClosedChannelException if the store is closed
   * @throws IOException if the log cannot be written, or a body not be read
   */
  void renew(Change old, int last, Source source) throws IOException {
    try {
      if (!engine.renew(old, changes -> changes.forEach(it -> append(it, last, source)))) {
        throw new ClosedChannelException();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void append(Change change, int last, Source source) {
    if (said.isBehind(last, change)) {
      return;
    }
    try {
      Location old = source.of(change);
      Location location = ChangeRecord.appendAgain(log, change, old, this::bytes);
      appended += RecordHeader.SIZE + location.length();
      said.add(location.segment(), change);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Moves a body by itself.
   *
   * @param old where the payload lies that carries the body; the caller holds the body
   */
  void move(InlineBody body, Location old) throws IOException {
    ByteBuffer bytes = bytes(body, old);
    if (bytes != null) {
      Location moved = BodyRecord.append(log, body.number(), bytes);
      body.written(moved);
      appended += RecordHeader.SIZE + moved.length();
    }
  }

  /**
   * The bytes of a body that is held, and that a record carries. If they are damaged, what is left
   * of them is moved as just that, and the result is null.
   */
  private @Nullable ByteBuffer bytes(InlineBody body, Location old) throws IOException {
    int length = (int) body.length();
    DamageException damage = null;
    if (!body.isDamaged()) {
      try {
        return log.readEnd(old, length);
      } catch (DamageException e) {
        damage = e;
      }
    }
    ByteBuffer left = log.readEndAsItIs(old, length);
    if (damage != null) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          damage.getMessage()
              + " What is left of the bytes there is kept; whoever reads them is told.");
    }
    // No record of a change is to carry it any more: from now on it is found by its number.
    inline.share(body);
    Location moved = BodyRecord.appendDamaged(log, body.number(), left);
    body.damaged(moved);
    appended += RecordHeader.SIZE + moved.length();
    return null;
  }

  /** Says again what no single record says, before those of all that is done go. */
  void renewCounts() throws IOException {
    try {
      if (!engine.renewCounts(this::appendCounts)) {
        throw new ClosedChannelException();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void appendCounts(Change change) {
    try {
      ChangeRecord.appendLater(log, change);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
