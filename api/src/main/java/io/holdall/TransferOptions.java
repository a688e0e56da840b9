package io.holdall;

import java.util.Objects;

/**
 * How large bodies travel. Bodies above the threshold, and bodies of unknown length once they have
 * grown above it, are sent as parts where the store has {@link Feature#MULTIPART}; downloads above
 * it are fetched as ranges.
 *
 * <p>Memory: a transfer of a stream holds at most {@code parallelism + 1} parts; files and arrays
 * are read in place. Where that is less than a stream of unknown length may grow to before it is
 * cut into parts (a high threshold, a store without {@link Feature#MULTIPART}), it goes to a
 * temporary file first.
 *
 * @param threshold in bytes; a body of exactly this size still travels in one piece
 * @param partSize in bytes, at least {@link Limits#minPartSize}, to which the default is raised
 *     where the store wants more; grows by itself where a body would otherwise need more than
 *     {@link Limits#maxParts} parts, and for streams of unknown length doubles with each eighth of
 *     them
 * @param parallelism how many parts are in flight at once, at least 1
 * @param listener is told of progress
 */
public record TransferOptions(
    long threshold, long partSize, int parallelism, TransferListener listener) {
  /** Parts are collected in arrays. */
  static final int MAX_PART_SIZE = Integer.MAX_VALUE - 8;

  private static final long MIB = 1L << 20;
  private static final long DEFAULT_PART_SIZE = 8 * MIB;

  private static final TransferOptions DEFAULT =
      new TransferOptions(16 * MIB, DEFAULT_PART_SIZE, 4, TransferListener.silent());

  public TransferOptions {
    Objects.requireNonNull(listener);
    if (threshold < 0) {
      throw new IllegalArgumentException("the threshold must not be negative: " + threshold);
    }
    if (partSize < 1 || partSize > MAX_PART_SIZE) {
      throw new IllegalArgumentException("the part size must be from 1 byte to 2 GiB: " + partSize);
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("the parallelism must be at least 1: " + parallelism);
    }
  }

  /** Threshold 16 MiB, parts of 8 MiB, four at a time, nobody told. */
  public static TransferOptions defaults() {
    return DEFAULT;
  }

  /** Whether the part size is the default, which is nobody's wish. */
  boolean hasDefaultPartSize() {
    return partSize == DEFAULT_PART_SIZE;
  }

  public TransferOptions threshold(long bytes) {
    return new TransferOptions(bytes, partSize, parallelism, listener);
  }

  public TransferOptions partSize(long bytes) {
    return new TransferOptions(threshold, bytes, parallelism, listener);
  }

  public TransferOptions parallelism(int parts) {
    return new TransferOptions(threshold, partSize, parts, listener);
  }

  public TransferOptions listener(TransferListener told) {
    return new TransferOptions(threshold, partSize, parallelism, told);
  }
}
