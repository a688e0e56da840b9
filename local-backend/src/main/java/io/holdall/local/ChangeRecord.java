package io.holdall.local;

import io.holdall.engine.BodyCodec;
import io.holdall.engine.BodyRef;
import io.holdall.engine.Change;
import io.holdall.engine.ChangeCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The record of a change. Its payload is the change, and behind it the bytes of the body that the
 * record carries, if it does: one that the change names and that no record has carried so far.
 */
final class ChangeRecord {
  /** The type of these records in the log. */
  static final int TYPE = 1;

  private ChangeRecord() {}

  /**
   * Appends a change, and tells the body that goes with it where it is now.
   *
   * @throws IOException as {@link SegmentedLog#append}
   */
  static void append(SegmentedLog log, Change change) throws IOException {
    Namer namer = new Namer();
    ByteBuffer head = ByteBuffer.wrap(new ChangeCodec(namer).encode(change));
    InlineBody carried = namer.carried;
    if (carried == null) {
      log.append(TYPE, head);
    } else {
      byte[] bytes = Objects.requireNonNull(carried.unwritten());
      carried.written(log.append(TYPE, head, ByteBuffer.wrap(bytes)));
    }
  }

  /** Spells the bodies that one change names. */
  private static final class Namer implements BodyCodec {
    private @Nullable InlineBody carried;

    @Override
    public byte[] encode(BodyRef body) {
      return spell((LocalBody) body).encode();
    }

    private BodySpelling spell(LocalBody body) {
      if (body instanceof FileBody file) {
        return new BodySpelling.InFile(file.stored());
      }
      InlineBody inline = (InlineBody) body;
      int length = (int) inline.length();
      if (inline.unwritten() == null) {
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
