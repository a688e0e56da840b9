package io.holdall.engine;

/**
 * A stretch of a body.
 *
 * @param body that the bytes are in
 * @param offset of the first byte in the body
 * @param length in bytes; the stretch ends within the body
 */
public record Piece(BodyRef body, long offset, long length) {
  public Piece {
    if (offset < 0 || length < 0 || offset > body.length() - length) {
      throw new IllegalArgumentException(
          "no piece of a body of %s bytes: offset %s, length %s"
              .formatted(body.length(), offset, length));
    }
  }
}
