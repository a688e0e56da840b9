package io.holdall.spi;

import io.holdall.Checksum;
import java.io.InputStream;

/**
 * A stream that knows the digests of what was read from it. Before it hands out the last bytes it
 * has found length and digests right, or it throws a {@link DriverException}. Not thread-safe.
 */
public abstract class VerifiedStream extends InputStream {
  /** For the layer above. */
  protected VerifiedStream() {}

  /**
   * The MD5 of all bytes: 16 bytes, a new array.
   *
   * @throws IllegalStateException before the last bytes were read
   */
  public abstract byte[] md5();

  /**
   * The checksum of all bytes.
   *
   * @throws IllegalStateException before the last bytes were read
   */
  public abstract Checksum checksum();

  /** How many bytes were read so far. */
  public abstract long count();
}
