package io.holdall;

import java.time.Instant;

/**
 * A bucket as {@link BlobStore#listBuckets} shows it.
 *
 * @param name legal by {@link BucketNames#check}
 * @param createdAt the creation date that the store shows; S3 may move it (BKT-54)
 */
public record BucketInfo(String name, Instant createdAt) {}
