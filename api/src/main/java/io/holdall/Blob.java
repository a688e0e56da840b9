package io.holdall;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One version of a blob, open for reading. It stays this version to its end though the key is
 * overwritten or deleted meanwhile (CONS-02). The bytes can be taken once, by one of the methods;
 * closing is always needed and always allowed, in any thread. Otherwise not thread-safe.
 */
public interface Blob extends AutoCloseable {
  /** Size, ETag, headers and metadata of the version being read. */
  BlobAttributes attributes();

  /**
   * Which bytes of the blob this reader gives: all of them unless a range or a part was asked for.
   */
  ByteSpan span();

  /**
   * The bytes as a stream. It throws {@link IOException} with a {@link BlobStoreException} as its
   * cause when the store fails or ends early ({@link ErrorCode#INCOMPLETE_BODY}); it never ends
   * early in silence. Closing it closes this.
   *
   * @throws IllegalStateException if the bytes were taken before
   */
  InputStream stream();

  /**
   * All bytes; then this is closed.
   *
   * @throws BlobStoreException if the store fails or ends early
   * @throws IllegalStateException if the bytes were taken before, or do not fit an array
   */
  byte[] bytes();

  /** All bytes, decoded as UTF-8; malformed input is replaced. As {@link #bytes}. */
  default String string() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /**
   * Writes all bytes to a stream, which is neither flushed nor closed; then this is closed.
   *
   * @return how many bytes were written
   * @throws IOException what the target threw
   * @throws BlobStoreException if the store fails or ends early; the target holds the bytes up to
   *     there
   * @throws IllegalStateException if the bytes were taken before
   */
  long writeTo(OutputStream target) throws IOException;

  /** Lets go of the connection or file. Never throws; may be called again. */
  @Override
  void close();
}
