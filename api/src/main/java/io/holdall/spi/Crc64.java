package io.holdall.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME (CHK-02): reflected, initial value and final exclusive-or all ones. Eight bytes are
 * taken in at a time, each through a table of its own.
 */
final class Crc64 implements Checksum {
  /** The polynomial 0xAD93D23594C93659, reflected. */
  static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SLICES = 8;

  /** At {@code slice * 256 + b}: what the byte b contributes from {@code slice} bytes ahead. */
  private static final long[] TABLE = table();

  private long state = -1L;

  private static long[] table() {
    long[] table = new long[SLICES * 256];
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
    return table;
  }

  @Override
  public void update(int b) {
    state = (state >>> 8) ^ TABLE[((int) state ^ b) & 0xFF];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    long[] table = TABLE;
    long crc = state;
    int at = offset;
    int end = offset + length;
    for (int last = end - SLICES; at <= last; at += SLICES) {
      crc ^= (long) LONG.get(bytes, at);
      crc =
          table[7 * 256 + ((int) crc & 0xFF)]
              ^ table[6 * 256 + ((int) (crc >>> 8) & 0xFF)]
              ^ table[5 * 256 + ((int) (crc >>> 16) & 0xFF)]
              ^ table[4 * 256 + ((int) (crc >>> 24) & 0xFF)]
              ^ table[3 * 256 + ((int) (crc >>> 32) & 0xFF)]
              ^ table[2 * 256 + ((int) (crc >>> 40) & 0xFF)]
              ^ table[256 + ((int) (crc >>> 48) & 0xFF)]
              ^ table[(int) (crc >>> 56)];
    }
    for (; at < end; at++) {
      crc = (crc >>> 8) ^ table[((int) crc ^ bytes[at]) & 0xFF];
    }
    state = crc;
  }

  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = -1L;
  }
}
