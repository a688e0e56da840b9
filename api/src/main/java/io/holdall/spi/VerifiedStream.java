package io.holdall.spi;

import io.holdall.Checksum;
import java.io.InputStream;

/**
 * A stream that knows the digests of what was read from it. The end it reports (-1) says that
 * length and digests are right. Not thread-safe.
 */
public abstract class VerifiedStream extends InputStream {
  /** For the layer above. */
  protected VerifiedStream() {}

  /**
   * The MD5 of all bytes: 16 bytes, a new array.
   *
   * @throws IllegalStateException before the end was reported
   */
  public abstract byte[] md5();

  /**
   * The checksum of all bytes.
   *
   * @throws IllegalStateException before the end was reported
   */
  public abstract Checksum checksum();

  /** How many bytes were read so far. */
  public abstract long count();
}
