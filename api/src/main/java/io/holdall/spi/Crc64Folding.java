package io.holdall.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The state of a long {@link Crc64}. Instead of dividing the message by the polynomial word by
 * word, with a look-up for each byte, it moves each word on to later words, which takes but
 * exclusive ors of whole arrays, and divides the few words that are left at the end.
 *
 * <p>The polynomial divides 1 + y<sup>95</sup> + y<sup>133</sup> + y<sup>142</sup> +
 * y<sup>568</sup> + y<sup>761</sup> + y<sup>1460</sup> + y<sup>1740</sup>, where y is
 * x<sup>64</sup>, a word. A word therefore has the same remainder as copies of it 280, 979, 1172,
 * 1598, 1607, 1645 and 1740 words further on: what is left to 1740 from the other exponents.
 *
 * <p>The idea is that of Sam Russell, "Chorba: A novel CRC32 implementation", arXiv 2412.16398. The
 * exponents are the smallest found of eight terms that are whole words, so that nothing is ever
 * shifted: sums of two of the remainders of y<sup>0</sup> to y<sup>2999</sup> were paired to sums
 * of four that agree in 20 bits, and those to sums of eight that are zero.
 *
 * <p>Everything that came is equivalent to the words held, the bytes behind them that do not fill a
 * block yet, and a register.
 */
final class Crc64Folding {
  /** How many words further on a word is moved, ascending. */
  private static final int[] DISTANCES = {280, 979, 1172, 1598, 1607, 1645, 1740};

  /** Words that have come less than the greatest distance ago. */
  private static final int HELD = 1740;

  private static final int BLOCK_WORDS = 2048;
  private static final int BLOCK = BLOCK_WORDS * Long.BYTES;

  /** Those held, and a block behind them. */
  private final long[] words = new long[HELD + BLOCK_WORDS];

  private final byte[] block = new byte[BLOCK];
  private int filled;

  /** What the next word is to be added to. */
  private long register;

  /**
   * @param register of the CRC over all that came before
   */
  Crc64Folding(long register) {
    this.register = register;
  }

  void update(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (filled == 0 && end - at >= BLOCK) {
        fold(bytes, at);
        at += BLOCK;
      } else {
        int taken = Math.min(BLOCK - filled, end - at);
        System.arraycopy(bytes, at, block, filled, taken);
        filled += taken;
        at += taken;
        if (filled == BLOCK) {
          fold(block, 0);
          filled = 0;
        }
      }
    }
  }

  private void fold(byte[] bytes, int offset) {
    ByteBuffer.wrap(bytes, offset, BLOCK)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(words, HELD, BLOCK_WORDS);
    words[HELD] ^= register;
    register = 0;
    gather(words);
    System.arraycopy(words, BLOCK_WORDS, words, 0, HELD);
  }

  /**
   * Adds to each word of the block the words that are moved on to it. The distances are constants
   * here, and words are longs rather than bytes, because it is so that HotSpot (JDK 17) makes
   * vector instructions of this.
   */
  private static void gather(long[] words) {
    for (int i = HELD; i < HELD + BLOCK_WORDS; i++) {
      words[i] ^=
          words[i - 280]
              ^ words[i - 979]
              ^ words[i - 1172]
              ^ words[i - 1598]
              ^ words[i - 1607]
              ^ words[i - 1645]
              ^ words[i - 1740];
    }
  }

  /** The register of the CRC over all that has come. To be asked for once. */
  long finish() {
    // Of the words held only copies that fell among them have been made: they are taken back.
    for (int i = HELD - 1; i >= 0; i--) {
      for (int distance : DISTANCES) {
        if (distance <= i) {
          words[i] ^= words[i - distance];
        }
      }
    }
    long crc = 0;
    for (int i = 0; i < HELD; i++) {
      crc = Crc64.next(crc, words[i]);
    }
    return Crc64.next(crc ^ register, block, 0, filled);
  }
}
