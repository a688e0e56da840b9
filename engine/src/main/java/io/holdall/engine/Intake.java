package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import io.holdall.spi.Payload;
import io.holdall.spi.VerifiedStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

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
   * @throws DriverException of the payload; ENTITY_TOO_LARGE or STORAGE_FULL, before the first byte
   *     is read where the length is known; IO_FAILED. Nothing is left behind
   */
  static Taken take(Engine engine, Payload payload, ChecksumAlgorithm algorithm) {
    OptionalLong length = payload.length();
    Meter meter = new Meter(engine);
    boolean taken = false;
    if (length.isPresent()) {
      meter.count(length.getAsLong());
    }
    try (VerifiedStream verified = payload.openVerified(algorithm)) {
      InputStream content = length.isPresent() ? verified : new Metered(verified, meter);
      BodyRef body = engine.bodies().write(content, length);
      taken = true;
      return new Taken(
          new Held(engine, body, body.length()), ETag.ofMd5(verified.md5()), verified.checksum());
    } catch (IOException e) {
      throw new DriverException(
          ErrorCode.IO_FAILED, "the body could not be stored: " + e, false, e);
    } finally {
      if (!taken) {
        engine.giveBack(meter.counted);
      }
    }
  }

  /** Reserves space for bytes as they come to be known. */
  private static final class Meter {
    private final Engine engine;
    private long counted;

    Meter(Engine engine) {
      this.engine = engine;
    }

    void count(long bytes) {
      long most = engine.limits().maxPutSize();
      if (bytes > most - counted) {
        throw new DriverException(
            ErrorCode.ENTITY_TOO_LARGE, "a body may have at most %d bytes".formatted(most));
      }
      engine.reserve(bytes);
      counted += bytes;
    }
  }

  /** A stream whose length shows only at its end. */
  private static final class Metered extends FilterInputStream {
    private final Meter meter;

    Metered(InputStream in, Meter meter) {
      super(in);
      this.meter = meter;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        meter.count(1);
      }
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count > 0) {
        meter.count(count);
      }
      return count;
    }
  }
}
