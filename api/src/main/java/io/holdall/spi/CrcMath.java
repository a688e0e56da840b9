package io.holdall.spi;

/**
 * Arithmetic of reflected CRCs whose initial value and final exclusive-or are all ones, seen as
 * polynomials over GF(2) modulo the CRC's own: the highest of {@code width} bits is the coefficient
 * of x to the 0. Pure functions.
 */
final class CrcMath {
  private CrcMath() {}

  /**
   * The CRC of a followed by b: the bytes of b multiply what a has left by x to the 8 for each, and
   * add their own.
   */
  static long combine(long crcA, long crcB, long lengthB, int width, long polynomial) {
    return multiply(xToThe8(lengthB, width, polynomial), crcA, width, polynomial) ^ crcB;
  }

  /** x to the power of 8 times {@code bytes}, by squaring. */
  private static long xToThe8(long bytes, int width, long polynomial) {
    long one = 1L << (width - 1);
    long power = one;
    long square = one >>> 8;
    for (long rest = bytes; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        power = multiply(power, square, width, polynomial);
      }
      square = multiply(square, square, width, polynomial);
    }
    return power;
  }

  private static long multiply(long a, long b, int width, long polynomial) {
    long product = 0;
    long shifted = b;
    for (long bit = 1L << (width - 1); bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ polynomial;
    }
    return product;
  }
}
