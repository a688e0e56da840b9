package io.holdall.local;

import io.holdall.engine.BodyCodec;
import io.holdall.engine.BodyRef;
import io.holdall.engine.Change;
import io.holdall.engine.ChangeCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a record: a change, and behind it the bytes of the body that the record carries,
 * if it does.
 *
 * @param change as bytes
 * @param carried a body that the change names and that no record carries yet
 */
record ChangeRecord(byte[] change, @Nullable InlineBody carried) {
  /** The type of these records in the log. */
  static final int TYPE = 1;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  static ChangeRecord of(Change change) {
    Namer namer = new Namer();
    return new ChangeRecord(new ChangeCodec(namer).encode(change), namer.carried);
  }

  /** Appends the record, and tells the body that it carries where it is. */
  void appendTo(SegmentedLog log) throws IOException {
    byte[] body = carried == null ? null : carried.unwritten();
    Location payload =
        log.append(TYPE, ByteBuffer.wrap(change), body == null ? NOTHING : ByteBuffer.wrap(body));
    if (carried != null) {
      carried.written(payload);
    }
  }

  /** Spells the bodies of one change. */
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
      if (inline.record() != null) {
        return new BodySpelling.Elsewhere(inline.number(), length);
      }
      if (carried != null && !carried.equals(inline)) {
        throw new IllegalStateException("a record carries one body, not two");
      }
      carried = inline;
      return new BodySpelling.Carried(inline.number(), length);
    }

    @Override
    public BodyRef decode(ByteBuffer spelling) {
      throw new UnsupportedOperationException("only spells");
    }
  }
}
