package io.holdall.local;

import io.holdall.engine.BodyCodec;
import io.holdall.engine.BodyRef;
import io.holdall.engine.Change;
import io.holdall.engine.ChangeCodec;
import io.holdall.engine.ChangeFormatException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A record without the bytes of the body that it carries: its head.
 *
 * @param change what happened, naming stand-ins for its bodies; null for a record that only carries
 *     a body
 * @param carried the body that the record carries; null if none
 * @param length of the head, in bytes
 */
record RecordHead(@Nullable Change change, BodySpelling.@Nullable Carried carried, int length) {

  /** How much of a payload is its head. All of it, if it cannot be read: whoever does, will say. */
  static int length(int type, ByteBuffer payload) {
    try {
      return decode(type, payload.duplicate()).length;
    } catch (ChangeFormatException e) {
      return payload.remaining();
    }
  }

  /**
   * Reads the head of a record.
   *
   * @param payload at least the head
   * @throws ChangeFormatException if it is none
   */
  static RecordHead decode(int type, ByteBuffer payload) throws ChangeFormatException {
    int start = payload.position();
    if (BodyRecord.isType(type)) {
      return new RecordHead(null, BodyRecord.decode(payload), BodyRecord.HEAD);
    }
    StandIns standIns = new StandIns();
    Change change = new ChangeCodec(standIns).decode(payload);
    return new RecordHead(change, standIns.carried, payload.position() - start);
  }

  private static final class StandIns implements BodyCodec {
    private BodySpelling.@Nullable Carried carried;

    @Override
    public BodyRef decode(ByteBuffer spelling) {
      BodySpelling body = BodySpelling.decode(spelling);
      if (body instanceof BodySpelling.Carried it) {
        carried = it;
        return InlineBody.named(it.number(), it.length());
      }
      return body instanceof BodySpelling.Elsewhere it
          ? InlineBody.named(it.number(), it.length())
          : new FileBody(((BodySpelling.InFile) body).body(), 0);
    }

    @Override
    public byte[] encode(BodyRef body) {
      throw new UnsupportedOperationException("this only reads");
    }
  }
}
