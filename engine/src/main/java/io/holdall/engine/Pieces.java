package io.holdall.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of bodies one after the other: what a completed upload leaves, and what a copy takes of
 * it.
 *
 * @param pieces in order; unmodifiable
 * @param length of all, in bytes
 */
public record Pieces(List<Piece> pieces, long length) implements Content {
  /** How many a blob has at most, so that a log can say it in one record of 64 MiB. */
  static final int MOST = 1_000_000;

  /**
   * @throws IllegalArgumentException if the length is not the sum of the pieces'
   */
  public Pieces {
    pieces = List.copyOf(pieces);
    long sum = pieces.stream().mapToLong(Piece::length).sum();
    if (sum != length) {
      throw new IllegalArgumentException(
          "the pieces have " + sum + " bytes together, not " + length);
    }
  }

  /** The contents one after the other. */
  static Content join(List<? extends Content> contents) {
    List<Piece> pieces = new ArrayList<>(contents.size());
    for (Content content : contents) {
      pieces.addAll(content.pieces());
    }
    return of(pieces);
  }

  /** A stretch of a content, in pieces of the same bodies. */
  static List<Piece> cut(Content content, long offset, long length) {
    List<Piece> cut = new ArrayList<>();
    long skip = offset;
    long rest = length;
    for (Piece piece : content.pieces()) {
      long taken = Math.min(piece.length() - skip, rest);
      if (taken > 0) {
        cut.add(new Piece(piece.body(), piece.offset() + skip, taken));
        rest -= taken;
      }
      skip = Math.max(0, skip - piece.length());
    }
    return cut;
  }

  /** The simplest content that has these pieces. */
  static Content of(List<Piece> pieces) {
    if (pieces.size() == 1) {
      Piece only = pieces.get(0);
      if (only.length() == only.body().length()) {
        return only.body();
      }
    }
    return new Pieces(pieces, pieces.stream().mapToLong(Piece::length).sum());
  }
}
