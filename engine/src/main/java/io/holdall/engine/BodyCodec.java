package io.holdall.engine;

import java.nio.ByteBuffer;

/**
 * How a log spells the bodies that its records name. The engine stores the spelling and does not
 * look inside; a body that lies in the record itself is spelled in terms of that record, so a log
 * makes a codec that knows where the record lies when it decodes one.
 */
public interface BodyCodec {
  /** What {@link #decode} needs to find the body again. */
  byte[] encode(BodyRef body);

  /**
   * The body, with one hold more (see {@link Bodies}). The same object whenever the same body is
   * named.
   *
   * @param spelling good until this returns
   * @throws IllegalArgumentException if it is none of {@link #encode}
   */
  BodyRef decode(ByteBuffer spelling);
}
