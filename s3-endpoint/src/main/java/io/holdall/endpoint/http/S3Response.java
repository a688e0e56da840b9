package io.holdall.endpoint.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * One answer: a status, header fields, and a body whose length is always known.
 *
 * <ul>
 *   <li>{@code status} is 100 to 599, and final.
 *   <li>{@code Content-Length} is among the headers only where there is no body: in the answer to
 *       HEAD, where it tells what GET would have sent. Elsewhere whoever serves the answer writes
 *       it, {@code 0} for an answer without a body, and none at all for 204 and 304 (HTTP-11).
 *   <li>The body of a stream yields exactly its length; if it fails or ends earlier, the connection
 *       must be broken rather than the answer ended, so that the client sees that bytes are
 *       missing.
 * </ul>
 *
 * <p>Immutable, but its stream can be read once. Whoever serves the answer {@linkplain #close
 * closes} it, also when nothing could be sent.
 */
public final class S3Response implements AutoCloseable {
  private final int status;
  private final Headers headers;
  private final Body body;

  /** What follows the header section. */
  public sealed interface Body {
    /** In bytes. */
    long length();

    /** The bytes from their first. To be called once. */
    InputStream stream();
  }

  /** No bytes. */
  public record None() implements Body {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public InputStream stream() {
      return InputStream.nullInputStream();
    }
  }

  /**
   * Bytes at hand.
   *
   * @param array not copied; nobody changes it any more
   */
  // A carrier that is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Bytes(byte[] array) implements Body {
    @Override
    public long length() {
      return array.length;
    }

    @Override
    public InputStream stream() {
      return new ByteArrayInputStream(array);
    }
  }

  /**
   * Bytes that are read while they are sent.
   *
   * @param length in bytes, not negative
   */
  public record Stream(InputStream stream, long length) implements Body {
    public Stream {
      Objects.requireNonNull(stream);
      if (length < 0) {
        throw new IllegalArgumentException("a length must not be negative: " + length);
      }
    }
  }

  /**
   * @throws IllegalArgumentException if the status is out of range, or there are both a body and
   *     {@code Content-Length}
   */
  public S3Response(int status, Headers headers, Body body) {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("not an HTTP status: " + status);
    }
    if (!(body instanceof None) && headers.has("Content-Length")) {
      throw new IllegalArgumentException("the length of a body is not to be given as a header");
    }
    this.status = status;
    this.headers = headers;
    this.body = Objects.requireNonNull(body);
  }

  /** An answer without a body. */
  public static S3Response of(int status, Headers headers) {
    return new S3Response(status, headers, new None());
  }

  public S3Response withHeaders(Headers other) {
    return new S3Response(status, other, body);
  }

  public int status() {
    return status;
  }

  public Headers headers() {
    return headers;
  }

  public Body body() {
    return body;
  }

  /** Closes the stream of the body, if it is one. */
  @Override
  public void close() throws IOException {
    if (body instanceof Stream open) {
      open.stream().close();
    }
  }

  @Override
  public String toString() {
    return status + " " + headers + ", " + body.length() + " bytes";
  }
}
