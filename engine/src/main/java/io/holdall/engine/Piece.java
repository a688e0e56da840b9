package io.holdall.engine;

import java.util.Objects;

/**
 * A stretch of a body.
 *
 * @param body that the bytes are in
 * @param offset of the first byte in the body
 * @param length in bytes; the stretch ends within the body
 */
public record Piece(BodyRef body, long offset, long length) {
  public Piece {
    Objects.checkFromIndexSize(offset, length, body.length());
  }
}
