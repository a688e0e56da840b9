package io.holdall.engine;

import java.util.List;

/**
 * Where the bytes of a blob or of a part lie: a whole body, or pieces of bodies one after the
 * other. Immutable; the bytes never change.
 */
public sealed interface Content permits BodyRef, Pieces {
  /** In bytes. */
  long length();

  /**
   * The pieces, in order. The state has one hold (see {@link Bodies}) for each piece of each blob
   * and part that it keeps.
   */
  List<Piece> pieces();
}
