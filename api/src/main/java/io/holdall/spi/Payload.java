package io.holdall.spi;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentMd5;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes that a driver is to store. Made by the layer above; it guards the length, and the
 * digests where the driver asks for it, so that a driver that publishes only after it has seen the
 * end of the stream can never publish a bad body.
 *
 * <p>Its streams throw {@link DriverException} rather than {@link java.io.IOException} when the
 * source fails, ends early, or has the wrong digest; the driver lets it pass, or wraps it: the
 * layer above reports the first such failure, not the wrapping.
 */
public interface Payload {
  /**
   * The number of bytes; the streams give exactly as many. It is always known: the layer above has
   * collected what came without a length.
   */
  long length();

  /** Whether a stream may be opened again after the first. */
  boolean isRepeatable();

  /**
   * The checksum that the bytes must have. A driver that does not {@link #openVerified} must see to
   * it.
   */
  Optional<Checksum> expectedChecksum();

  /**
   * The MD5 that the bytes must have. A driver that does not {@link #openVerified} must see to it.
   */
  Optional<ContentMd5> expectedMd5();

  /**
   * A stream of the bytes at their first, which checks the length alone. The driver closes it, and
   * uses one stream of a payload at a time.
   */
  InputStream open();

  /**
   * A stream of the bytes at their first that computes MD5 and the given checksum, and checks all
   * that is expected before it hands out the last bytes. The driver closes it. {@link
   * InputStream#readNBytes(int)} and {@link InputStream#readAllBytes} are one copy.
   */
  VerifiedStream openVerified(ChecksumAlgorithm algorithm);
}
