package io.holdall;

/**
 * Names a blob of a store, which need not exist.
 *
 * @param bucket legal by {@link BucketNames#check}
 * @param key legal by {@link Keys#check}, from the root of the bucket: views do not change it
 */
public record BlobRef(String bucket, String key) {
  /**
   * Checks both names.
   *
   * @throws IllegalArgumentException if one of the two is not legal
   */
  public BlobRef {
    BucketNames.check(bucket);
    Keys.check(key);
  }

  @Override
  public String toString() {
    return bucket + "/" + key;
  }
}
