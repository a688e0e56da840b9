package io.holdall.engine;

import java.util.List;

/**
 * Names bytes that a {@link Bodies} has stored. What is behind it only the {@link Bodies} and the
 * {@link CommitLog} of a backend know, which share an implementation of this. To the engine two
 * references are the same body if they are equal.
 */
public non-sealed interface BodyRef extends Content {
  /** In bytes; never changes. */
  @Override
  long length();

  @Override
  default List<Piece> pieces() {
    return List.of(new Piece(this, 0, length()));
  }
}
