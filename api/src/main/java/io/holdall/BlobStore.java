package io.holdall;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place that keeps buckets: Amazon S3 or something that speaks its language, a directory, or
 * memory. Open one with {@link BlobStores#open} or a backend's builder. Stores share nothing with
 * one another. Thread-safe, handles included.
 *
 * <p>Names of buckets that are not legal are {@link IllegalArgumentException}s. What asks the store
 * throws {@link BlobStoreException}; besides the codes named at each method, it can be {@link
 * ErrorCode#ACCESS_DENIED}, {@link ErrorCode#INVALID_CREDENTIALS}, {@link ErrorCode#UNAVAILABLE},
 * {@link ErrorCode#THROTTLED}, {@link ErrorCode#IO_FAILED} and {@link ErrorCode#INTERNAL}.
 */
public interface BlobStore extends AutoCloseable {
  /**
   * Makes a bucket. Where it may be there already:
   *
   * <pre>{@code
   * Bucket bucket = store.bucketExists(name) ? store.bucket(name) : store.createBucket(name);
   * }</pre>
   *
   * @param name checked by {@link BucketNames#checkNew}
   * @throws BlobStoreException {@link ErrorCode#BUCKET_ALREADY_OWNED_BY_YOU}, {@link
   *     ErrorCode#BUCKET_ALREADY_EXISTS} for somebody else's, {@link ErrorCode#UNSUPPORTED} without
   *     {@link Feature#BUCKET_ADMIN}
   */
  Bucket createBucket(String name);

  /** The handle of a bucket. No I/O, no check that it exists. */
  Bucket bucket(String name);

  /**
   * The bucket, or the part of it, that the URL named which this store was opened with.
   *
   * @throws IllegalStateException if it named none
   */
  Bucket bucket();

  /**
   * Whether the bucket exists and may be used.
   *
   * @throws BlobStoreException see above; {@link ErrorCode#ACCESS_DENIED} where the store does not
   *     tell whether it exists
   */
  boolean bucketExists(String name);

  /**
   * Deletes an empty bucket.
   *
   * @throws BlobStoreException {@link ErrorCode#NO_SUCH_BUCKET}, {@link
   *     ErrorCode#BUCKET_NOT_EMPTY}, {@link ErrorCode#UNSUPPORTED} without {@link
   *     Feature#BUCKET_ADMIN}
   */
  void deleteBucket(String name);

  /**
   * All buckets of the caller, by name.
   *
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED} without {@link Feature#BUCKET_ADMIN}
   */
  List<BucketInfo> listBuckets();

  /**
   * What the store can do beyond the least that all can. Unmodifiable; the same for the store's
   * whole life.
   */
  Set<Feature> features();

  /** The sizes that the store accepts. */
  Limits limits();

  /**
   * The native client behind the store, for what this interface does not cover: for instance {@code
   * unwrap(S3Client.class)}. Empty if there is none of the type. It stays the store's to close.
   */
  <T> Optional<T> unwrap(Class<T> type);

  /**
   * Ends the store: calls made afterwards throw {@link IllegalStateException}, presigned URLs it
   * served itself stop, and what it holds (connections, the lock on a directory, the bytes in
   * memory) is let go. Readers still open fail at their next read or end well. May be called again.
   *
   * @throws BlobStoreException {@link ErrorCode#IO_FAILED} if what was promised to be on disk could
   *     not be put there
   */
  @Override
  void close();
}
