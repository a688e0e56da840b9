package io.holdall.local;

/** What becomes of what lies in a directory of a store and is not the store's. */
@FunctionalInterface
interface Foreign {
  /** Nothing is done with the store. */
  Foreign REFUSED =
      it -> {
        throw it;
      };

  /** It is passed over. */
  Foreign IGNORED = it -> {};

  /**
   * @param it with a sentence that names it
   * @throws RootException if that is the end of it
   */
  void found(RootException it) throws RootException;
}
