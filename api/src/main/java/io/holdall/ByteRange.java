package io.holdall;

import java.util.Optional;

/**
 * The bytes of a blob that a read asks for. Positions count from 0; immutable.
 *
 * <p>What can be read is decided against the blob's size, see {@link #resolve}.
 */
public sealed interface ByteRange {

  /**
   * From {@code first} to {@code last}, both included; what lies behind the end is left out
   * (GET-24).
   */
  record Between(long first, long last) implements ByteRange {
    public Between {
      requireNotNegative("first", first);
      if (last < first) {
        throw new IllegalArgumentException(
            "a range must not end before it begins: " + first + "-" + last);
      }
    }
  }

  /** From {@code first} to the end (GET-21). */
  record From(long first) implements ByteRange {
    public From {
      requireNotNegative("first", first);
    }
  }

  /** The last {@code length} bytes, or the whole blob if it is shorter (GET-22, GET-23). */
  record Suffix(long length) implements ByteRange {
    public Suffix {
      requireNotNegative("length", length);
    }
  }

  /**
   * Both ends included.
   *
   * @throws IllegalArgumentException if {@code first} is negative or beyond {@code last}
   */
  static ByteRange between(long first, long last) {
    return new Between(first, last);
  }

  /**
   * To the end.
   *
   * @throws IllegalArgumentException if {@code first} is negative
   */
  static ByteRange from(long first) {
    return new From(first);
  }

  /**
   * The last bytes.
   *
   * @throws IllegalArgumentException if {@code length} is negative
   */
  static ByteRange suffix(long length) {
    return new Suffix(length);
  }

  /**
   * The part of a blob of {@code size} bytes that this range selects, or empty if it selects
   * nothing that exists, which a read answers with {@link ErrorCode#INVALID_RANGE} (GET-20 to
   * GET-30): the range begins at or behind the end, or is the suffix of length 0. A suffix of an
   * empty blob selects nothing either.
   */
  default Optional<ByteSpan> resolve(long size) {
    long first;
    long last;
    if (this instanceof Between between) {
      first = between.first();
      last = Math.min(between.last(), size - 1);
    } else if (this instanceof From from) {
      first = from.first();
      last = size - 1;
    } else {
      first = Math.max(0, size - ((Suffix) this).length());
      last = size - 1;
    }
    return first > last ? Optional.empty() : Optional.of(new ByteSpan(first, last - first + 1));
  }

  private static void requireNotNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " must not be negative: " + value);
    }
  }
}
