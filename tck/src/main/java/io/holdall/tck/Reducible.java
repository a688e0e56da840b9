package io.holdall.tck;

import java.util.stream.Stream;

/**
 * What a rule is tried with, if the kit knows better than jqwik how to make it smaller.
 *
 * @param <T> the type itself
 */
public interface Reducible<T extends Reducible<T>> {
  /**
   * What is a little simpler, in the order in which it is best tried. Nothing is simpler than
   * itself, however often one goes on from one to a simpler one.
   */
  Stream<T> simpler();
}
