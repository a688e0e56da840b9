package io.holdall.spi;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BucketInfo;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.Limits;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a backend does. Thread-safe.
 *
 * <p><b>The layer above promises:</b> bucket names and keys are legal; options are legal by
 * construction; no call needs a {@link Feature} that {@link #features} lacks; no call begins after
 * {@link #close}, though one may be under way then; sizes are within {@link #limits} where they are
 * known beforehand; what is put has a content type; of {@link PutOptions} and {@link GetOptions}
 * the {@code transfer()} part has been dealt with.
 *
 * <p><b>The driver promises:</b> every method is atomic and, when it returns, visible to every
 * later call; a method that throws has changed nothing, except where a {@link DriverException} is
 * retryable and says that the outcome is unknown; every option is honoured; failures are {@link
 * DriverException}s with the code that {@link io.holdall.ErrorCode} defines, and {@link
 * io.holdall.ErrorCode#NO_SUCH_BUCKET} goes before everything else.
 */
public interface StoreDriver extends AutoCloseable {
  /** The same set for the driver's whole life. */
  Set<Feature> features();

  Limits limits();

  // ---- buckets

  /**
   * Makes a bucket. Called, like the deletion and the list, only with {@link Feature#BUCKET_ADMIN}.
   *
   * @throws DriverException {@code BUCKET_ALREADY_OWNED_BY_YOU}, {@code BUCKET_ALREADY_EXISTS}
   */
  void createBucket(String bucket);

  /**
   * Deletes an empty bucket.
   *
   * @throws DriverException {@code BUCKET_NOT_EMPTY}
   */
  void deleteBucket(String bucket);

  /** Whether the bucket exists and the caller may use it. */
  boolean bucketExists(String bucket);

  /** All of them, by name. */
  List<BucketInfo> listBuckets();

  // ---- blobs

  /**
   * Stores a blob in place of all that was there.
   *
   * @throws DriverException of the payload; {@code PRECONDITION_FAILED}, {@code CONFLICT}, {@code
   *     NO_SUCH_KEY} of the condition; {@code STORAGE_FULL}
   */
  PutResult put(String bucket, String key, Payload payload, PutOptions options);

  /**
   * The content is opened lazily or at once; either way it is of one version.
   *
   * @throws DriverException {@code NO_SUCH_KEY}, {@code INVALID_RANGE}, {@code
   *     INVALID_PART_NUMBER}, {@code PRECONDITION_FAILED}, {@code NOT_MODIFIED}
   */
  OpenBlob get(String bucket, String key, GetOptions options);

  /**
   * Empty if the bucket exists and the key does not.
   *
   * @throws DriverException {@code PRECONDITION_FAILED}, {@code NOT_MODIFIED}
   */
  Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions);

  /** Success also if there is no blob. */
  void delete(String bucket, String key);

  /**
   * {@code ETag.of("*")} is any tag.
   *
   * @throws DriverException {@code PRECONDITION_FAILED}; {@code NO_SUCH_KEY}, unless an absent key
   *     is success (COND-22)
   */
  void deleteIfMatch(String bucket, String key, ETag etag);

  /**
   * Deletes each key on its own.
   *
   * @param keys 1 to 1,000
   * @return for each key, in order, what went wrong, or empty
   */
  List<Optional<DriverException>> deleteAll(String bucket, List<String> keys);

  /**
   * A source that does not exist is an error of the source's key or bucket. One above {@link
   * Limits#maxPutSize} may be refused with {@link io.holdall.ErrorCode#ENTITY_TOO_LARGE} or {@link
   * io.holdall.ErrorCode#INVALID_REQUEST} (COPY-04): the layer above then copies ranges, if the
   * driver can.
   */
  PutResult copy(BlobRef source, String bucket, String key, CopyOptions options);

  /**
   * One page. The token is the driver's own: the layer above has taken off what binds it to its
   * request.
   *
   * @throws DriverException {@code INVALID_TOKEN}
   */
  ListPage list(String bucket, ListOptions options);

  // ---- powers that not every store has

  /** Present if and only if the driver has {@link Feature#MULTIPART}. */
  Optional<MultipartDriver> multipart();

  /** Present if and only if the driver has {@link Feature#PRESIGN}. */
  Optional<PresignDriver> presign();

  /** Present if and only if the driver has {@link Feature#TAGS}. */
  Optional<TagDriver> tags();

  /** The native client of this type, if there is one. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Called once. */
  @Override
  void close();
}
