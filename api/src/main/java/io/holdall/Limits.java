package io.holdall;

/**
 * The sizes that a store accepts. Bytes throughout.
 *
 * @param maxPutSize the largest body of one put, and the largest part (PUT-06)
 * @param maxBlobSize the largest blob, however it is made
 * @param minPartSize the smallest part that is not the last (MPU-06), at most 2 GiB
 * @param maxParts how many parts an upload may have
 */
public record Limits(long maxPutSize, long maxBlobSize, long minPartSize, int maxParts) {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** Amazon S3's: 5 GiB a put or part, 10,000 parts of at least 5 MiB. */
  public static final Limits S3 = new Limits(5 * GIB, 10_000 * 5 * GIB, 5 * MIB, 10_000);

  public Limits {
    if (maxPutSize < 0 || maxBlobSize < 0 || minPartSize < 0 || maxParts < 1) {
      throw new IllegalArgumentException("limits must not be negative");
    }
    if (minPartSize > TransferOptions.MAX_PART_SIZE) {
      throw new IllegalArgumentException(
          "the smallest part can have at most 2 GiB, not %s bytes".formatted(minPartSize));
    }
  }
}
