package io.holdall.endpoint.chunked;

import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream of known length that verifies what it passes on, before it hands out the last byte. Not
 * thread-safe.
 *
 * <p>The first failure is final: every later read fails too, so that a reader who goes on after an
 * error never sees an end.
 */
abstract class VerifyingInputStream extends InputStream {
  private long remaining;
  private @Nullable IOException failure;

  VerifyingInputStream(long length) {
    this.remaining = length;
  }

  /**
   * Reads at least one byte, having verified whatever is complete with the last of them.
   *
   * @param limit at least 1, at most what remains
   * @return at least 1
   * @throws S3Exception if the bytes are refused
   */
  abstract int readSome(byte[] buffer, int offset, int limit) throws IOException;

  /**
   * Verifies what comes with or after the last byte.
   *
   * @throws S3Exception if the body is refused
   */
  abstract void finish() throws IOException;

  /**
   * To be called once by whoever has made the stream: an empty body has no last byte to wait for.
   */
  final void start() throws IOException {
    if (remaining == 0) {
      step(new byte[0], 0, 0);
    }
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (failure != null) {
      throw failure;
    }
    if (length == 0) {
      return 0;
    }
    return remaining == 0 ? -1 : step(buffer, offset, (int) Math.min(length, remaining));
  }

  private int step(byte[] buffer, int offset, int limit) throws IOException {
    // Stands for whatever a listener may throw, until it is known that nothing was thrown.
    failure = new IOException("an earlier read of this body has failed");
    try {
      int count = limit == 0 ? 0 : readSome(buffer, offset, limit);
      remaining -= count;
      if (remaining == 0) {
        finish();
      }
      failure = null;
      return count;
    } catch (S3Exception e) {
      failure = new BodyRefusedException(e);
      throw failure;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** For a body that is shorter or otherwise framed than it says (PUT-05, CHUNK-08). */
  static S3Exception incomplete(String what) {
    return new S3Exception(S3Error.INCOMPLETE_BODY, what);
  }
}
