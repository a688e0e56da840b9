package io.holdall.local;

import io.holdall.engine.BodyCodec;
import io.holdall.engine.BodyRef;
import io.holdall.engine.Change;
import io.holdall.engine.ChangeCodec;
import io.holdall.engine.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The record of a change. Its payload is the change, and behind it the bytes of the body that the
 * record carries, if it does: one that the change names and that no record has carried so far.
 */
final class ChangeRecord {
  /** The type of these records in the log. */
  static final int TYPE = 1;

  /** The type of those that name bodies in files which may not have been forced before. */
  static final int AHEAD = 4;

  private ChangeRecord() {}

  /** What a change says that a blob or a part consists of; null if it is about something else. */
  static @Nullable Content content(Change change) {
    if (change instanceof Change.BlobKept blob) {
      return blob.blob().content();
    }
    return change instanceof Change.PartPut part ? part.part().content() : null;
  }

  static boolean isType(int type) {
    return type == TYPE || type == AHEAD;
  }

  private static int type(SegmentedLog log, Namer namer) {
    return namer.filed && log.isRelaxed() ? AHEAD : TYPE;
  }

  /**
   * Appends a change, and tells the body that goes with it where it is now.
   *
   * @throws IOException as {@link SegmentedLog#append}
   */
  static void append(SegmentedLog log, Change change) throws IOException {
    Namer namer = new Namer(body -> body.unwritten() != null);
    ByteBuffer head = ByteBuffer.wrap(new ChangeCodec(namer).encode(change));
    InlineBody carried = namer.carried;
    int type = type(log, namer);
    if (carried == null) {
      log.append(type, head);
    } else {
      byte[] bytes = Objects.requireNonNull(carried.unwritten());
      carried.written(log.append(type, head, ByteBuffer.wrap(bytes)));
    }
  }

  /**
   * Appends a change with the body that a record carries which is to go, if the change names it,
   * and tells that body where it is now. Both are durable when the log is next forced.
   *
   * @param old where the payload of that record lies; null if no body is to be moved
   * @param bytes of a body that it carries; null if the body has gone elsewhere meanwhile
   * @return where the payload of the new record lies
   */
  static Location appendAgain(SegmentedLog log, Change change, @Nullable Location old, Bytes bytes)
      throws IOException {
    Namer namer = new Namer(body -> old != null && old.equals(body.record()));
    ByteBuffer head = ByteBuffer.wrap(new ChangeCodec(namer).encode(change));
    InlineBody carried = namer.carried;
    int type = type(log, namer);
    if (carried == null || old == null) {
      return log.appendLater(type, head);
    }
    ByteBuffer content = bytes.of(carried, old);
    if (content == null) {
      return appendAgain(log, change, old, bytes);
    }
    Location appended = log.appendLater(type, head, content);
    carried.written(appended);
    return appended;
  }

  /** Reads the bytes of a body, to be appended again. */
  @FunctionalInterface
  interface Bytes {
    @Nullable ByteBuffer of(InlineBody body, Location old) throws IOException;
  }

  /** How long the record would be that {@link #appendAgain} appends. */
  static long lengthAgain(Change change, Location old) {
    Namer namer = new Namer(body -> old.equals(body.record()));
    int head = new ChangeCodec(namer).encode(change).length;
    InlineBody carried = namer.carried;
    return (long) RecordHeader.SIZE + head + (carried == null ? 0 : carried.length());
  }

  /** Appends a change that names no body; it is durable when the log is next forced. */
  static void appendLater(SegmentedLog log, Change change) throws IOException {
    log.appendLater(
        TYPE, ByteBuffer.wrap(new ChangeCodec(new Namer(body -> false)).encode(change)));
  }

  /** Spells the bodies that one change names. */
  private static final class Namer implements BodyCodec {
    private final Predicate<InlineBody> carries;
    private @Nullable InlineBody carried;

    /** Whether a body is named that lies in a file. */
    private boolean filed;

    /**
     * @param carries whether the record is to carry a body; one at most
     */
    Namer(Predicate<InlineBody> carries) {
      this.carries = carries;
    }

    @Override
    public byte[] encode(BodyRef body) {
      return spell((LocalBody) body).encode();
    }

    private BodySpelling spell(LocalBody body) {
      if (body instanceof FileBody file) {
        filed = true;
        return new BodySpelling.InFile(file.stored());
      }
      InlineBody inline = (InlineBody) body;
      int length = (int) inline.length();
      if (inline.equals(carried)) {
        return new BodySpelling.Carried(inline.number(), length);
      }
      if (!carries.test(inline)) {
        return new BodySpelling.Elsewhere(inline.number(), length);
      }
      if (carried != null) {
        throw new IllegalStateException("a record carries one body at most");
      }
      carried = inline;
      return new BodySpelling.Carried(inline.number(), length);
    }

    @Override
    public BodyRef decode(ByteBuffer spelling) {
      throw new UnsupportedOperationException("this only spells");
    }
  }
}
