package io.holdall.tck.linear;

/**
 * What was asked of one key. Versions are what was put: every put of a history has a number of its
 * own, from 1; 0 stands for no blob.
 */
public sealed interface Call {
  /** Whatever is there. */
  record Put(int version) implements Call {}

  /** If nothing is there. */
  record PutIfAbsent(int version) implements Call {}

  /** If the expected version is there. */
  record PutIfMatch(int expected, int version) implements Call {}

  record Delete() implements Call {}

  /** A look at the key alone, or at a page with its place in it. */
  record Read(Way way) implements Call {}

  /** How a key is looked at. */
  enum Way {
    GET,
    HEAD,
    LIST
  }
}
