package io.holdall.engine;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Generators of texts. */
final class Texts {
  private Texts() {}

  /** Texts put together of a few pieces, so that they often begin alike. */
  static Arbitrary<String> of(List<String> pieces, int least, int most) {
    return Arbitraries.of(pieces)
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(chosen -> String.join("", chosen));
  }
}
