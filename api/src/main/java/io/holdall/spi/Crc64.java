package io.holdall.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * CRC-64/NVME (CHK-02): reflected, initial value and final exclusive-or all ones. A word of eight
 * bytes is taken in at a time, each byte through a table of its own; of long stretches four words,
 * each into a remainder of its own, so that the processor need not wait for one before it looks up
 * the next. A remainder stands for its word's contribution to the next word in its column. Messages
 * that turn out to be long are folded instead ({@link Crc64Folding}).
 */
final class Crc64 implements Checksum {
  /** The polynomial 0xAD93D23594C93659, reflected. */
  static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WORD = 8;
  private static final int ROW = 4 * WORD;

  /** Takes a word in. */
  private static final long[] BY_WORD = table(0);

  /** Takes a word in, and zeros for the rest of a row behind it. */
  private static final long[] BY_ROW = table(ROW - WORD);

  /**
   * Folding begins with a piece of as many bytes, or once as many have come. To begin and to end it
   * costs as much as looking up half of them.
   */
  private static final int LONG_MESSAGE = 128 * 1024;

  private long register = -1L;

  /** Bytes looked up since the beginning, or since the last value was asked for. */
  private int count;

  /** Holds the register while it is there. */
  private @Nullable Crc64Folding folding;

  /**
   * At {@code i * 256 + b}: what the byte b contributes when {@code ahead + i} more bytes have been
   * taken in.
   */
  private static long[] table(int ahead) {
    long[] table = new long[(ahead + WORD) * 256];
    for (int b = 0; b < 256; b++) {
      long value = b;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
      }
      table[b] = value;
    }
    for (int i = 256; i < table.length; i++) {
      long shorter = table[i - 256];
      table[i] = (shorter >>> 8) ^ table[(int) shorter & 0xFF];
    }
    return Arrays.copyOfRange(table, ahead * 256, table.length);
  }

  @Override
  public void update(int b) {
    update(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (folding == null && Math.max(count, length) < LONG_MESSAGE) {
      register = next(register, bytes, offset, length);
      count += length;
      return;
    }
    if (folding == null) {
      folding = new Crc64Folding(register);
    }
    folding.update(bytes, offset, length);
  }

  /** The register after these bytes. */
  static long next(long register, byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset + length - length % ROW;
    long crc = at == offset ? register : rows(register, bytes, offset, at);
    for (; at <= end - WORD; at += WORD) {
      crc = next(crc, word(bytes, at));
    }
    for (; at < end; at++) {
      crc = (crc >>> 8) ^ BY_WORD[((int) crc ^ bytes[at]) & 0xFF];
    }
    return crc;
  }

  /** The register after this word, the lowest byte of which comes first. */
  static long next(long register, long word) {
    return through(BY_WORD, register ^ word);
  }

  /** Takes in one row or more. */
  private static long rows(long start, byte[] bytes, int offset, int end) {
    long first = start;
    long second = 0;
    long third = 0;
    long fourth = 0;
    int at = offset;
    for (; at < end - ROW; at += ROW) {
      first = through(BY_ROW, first ^ word(bytes, at));
      second = through(BY_ROW, second ^ word(bytes, at + WORD));
      third = through(BY_ROW, third ^ word(bytes, at + 2 * WORD));
      fourth = through(BY_ROW, fourth ^ word(bytes, at + 3 * WORD));
    }
    // In the last row the remainders come together.
    long crc = next(first, word(bytes, at));
    crc = next(crc ^ second, word(bytes, at + WORD));
    crc = next(crc ^ third, word(bytes, at + 2 * WORD));
    return next(crc ^ fourth, word(bytes, at + 3 * WORD));
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  private static long through(long[] table, long word) {
    return table[7 * 256 + ((int) word & 0xFF)]
        ^ table[6 * 256 + ((int) (word >>> 8) & 0xFF)]
        ^ table[5 * 256 + ((int) (word >>> 16) & 0xFF)]
        ^ table[4 * 256 + ((int) (word >>> 24) & 0xFF)]
        ^ table[3 * 256 + ((int) (word >>> 32) & 0xFF)]
        ^ table[2 * 256 + ((int) (word >>> 40) & 0xFF)]
        ^ table[256 + ((int) (word >>> 48) & 0xFF)]
        ^ table[(int) (word >>> 56)];
  }

  /** Whether what comes is being folded. */
  boolean isFolding() {
    return folding != null;
  }

  @Override
  public long getValue() {
    if (folding != null) {
      register = folding.finish();
      folding = null;
      count = 0;
    }
    return ~register;
  }

  @Override
  public void reset() {
    register = -1L;
    count = 0;
    folding = null;
  }
}
