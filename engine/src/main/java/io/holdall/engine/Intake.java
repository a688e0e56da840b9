package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import io.holdall.spi.Payload;
import io.holdall.spi.VerifiedStream;
import java.io.IOException;

/** Takes in the bytes of a put or a part, before any lock is taken. */
final class Intake {
  private Intake() {}

  /**
   * Bytes that have arrived whole and right.
   *
   * @param held closed by whoever has this, unless it hands it over
   * @param etag the MD5 of the bytes
   */
  record Taken(Held held, ETag etag, Checksum checksum) implements AutoCloseable {
    @Override
    public void close() {
      held.close();
    }
  }

  /**
   * Stores a body that nobody refers to yet.
   *
   * @throws DriverException of the payload; STORAGE_FULL before the first byte is read; IO_FAILED.
   *     Nothing is left behind
   */
  static Taken take(Engine engine, Payload payload, ChecksumAlgorithm algorithm) {
    long length = payload.length();
    engine.reserve(length);
    Held held = null;
    Taken taken = null;
    try {
      Taken all;
      try (VerifiedStream content = payload.openVerified(algorithm)) {
        held = new Held(engine, engine.bodies().write(content, length), length);
        all = new Taken(held, ETag.ofMd5(content.md5()), content.checksum());
      }
      taken = all; // only now, because closing the content may fail too
      return taken;
    } catch (IOException e) {
      throw new DriverException(
          ErrorCode.IO_FAILED, "the body could not be stored: " + e, false, e);
    } finally {
      if (held == null) {
        engine.giveBack(length);
      } else if (taken == null) {
        held.close();
      }
    }
  }
}
