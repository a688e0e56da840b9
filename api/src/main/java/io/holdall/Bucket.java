package io.holdall;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blobs of one bucket, or of a {@linkplain #under view} of it. A handle: making one costs no
 * I/O and says nothing about whether the bucket exists. Thread-safe.
 *
 * <p>A blob is whole: it is put in one act and replaced in one act, and readers see the old or the
 * new one, never a mixture (CONS-02). What a call has acknowledged, every later call sees, listings
 * included (CONS-01). Of concurrent puts of a key the last to be published stays (CONS-03).
 *
 * <p>Keys are checked by {@link Keys#check} and never changed. All methods throw {@link
 * BlobStoreException}; besides the codes named at each, any can throw {@link
 * ErrorCode#NO_SUCH_BUCKET}, {@link ErrorCode#ACCESS_DENIED}, {@link
 * ErrorCode#INVALID_CREDENTIALS}, {@link ErrorCode#UNAVAILABLE}, {@link ErrorCode#THROTTLED},
 * {@link ErrorCode#IO_FAILED}, {@link ErrorCode#CORRUPT} and {@link ErrorCode#INTERNAL}. Of a call
 * that fails for more than one reason, as a short body for a bucket that does not exist, either may
 * be told. On a closed store they throw {@link IllegalStateException}.
 */
public interface Bucket {
  /** The bucket's name. */
  String name();

  /** What this view puts before every key; empty for the bucket itself. */
  String prefix();

  /** The store that this belongs to. */
  BlobStore store();

  // ---- put

  /** {@link #put(String, Body, PutOptions)} with {@link PutOptions#defaults}. */
  default PutResult put(String key, Body body) {
    return put(key, body, PutOptions.defaults());
  }

  /**
   * Stores a blob, replacing the one that was there together with its headers, metadata and tags
   * (PUT-03). Bodies above the {@linkplain TransferOptions#threshold threshold} go as a multipart
   * upload, which is aborted if it fails; a condition is then decided at its end, and digests that
   * the store cannot check over all parts are checked here before it. Whatever fails, the key keeps
   * what it had, unless the outcome is unknown, as the error then says: because the connection
   * broke or the thread was interrupted after the last byte.
   *
   * @throws IllegalArgumentException if the key is not legal, or the part size is below {@link
   *     Limits#minPartSize}
   * @throws BlobStoreException {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#CONFLICT},
   *     {@link ErrorCode#NO_SUCH_KEY} (if-match on an absent key, COND-06), {@link
   *     ErrorCode#BAD_DIGEST}, {@link ErrorCode#INCOMPLETE_BODY}, {@link ErrorCode#BODY_FAILED},
   *     {@link ErrorCode#ENTITY_TOO_LARGE}, {@link ErrorCode#STORAGE_FULL}, {@link
   *     ErrorCode#UNSUPPORTED}
   */
  PutResult put(String key, Body body, PutOptions options);

  /** {@link #writer(String, PutOptions)} with {@link PutOptions#defaults}. */
  default BlobWriter writer(String key) {
    return writer(key, PutOptions.defaults());
  }

  /**
   * A stream that becomes a blob when it is committed. Arguments and features are checked here, the
   * condition when it is committed.
   *
   * @throws IllegalArgumentException as {@link #put(String, Body, PutOptions)}
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED}
   */
  BlobWriter writer(String key, PutOptions options);

  // ---- get

  /** {@link #get(String, GetOptions)} with {@link GetOptions#defaults}. */
  default Blob get(String key) {
    return get(key, GetOptions.defaults());
  }

  /**
   * Opens a blob for reading. The caller closes it.
   *
   * @throws BlobStoreException {@link ErrorCode#NO_SUCH_KEY}, {@link ErrorCode#INVALID_RANGE},
   *     {@link ErrorCode#INVALID_PART_NUMBER}, {@link ErrorCode#PRECONDITION_FAILED}, {@link
   *     ErrorCode#NOT_MODIFIED}
   */
  Blob get(String key, GetOptions options);

  /** All bytes of a blob. As {@link #get(String)}. */
  default byte[] getBytes(String key) {
    try (Blob blob = get(key)) {
      return blob.bytes();
    }
  }

  /** All bytes of a blob, decoded as UTF-8. As {@link #get(String)}. */
  default String getString(String key) {
    try (Blob blob = get(key)) {
      return blob.string();
    }
  }

  /** {@link #download(String, Path, GetOptions)} with {@link GetOptions#defaults}. */
  default BlobAttributes download(String key, Path file) {
    return download(key, file, GetOptions.defaults());
  }

  /**
   * Writes a blob to a file, atomically: the bytes go to a temporary file in the same directory,
   * which takes the name when all are there. Missing parent directories are made. On failure the
   * file is as it was and the temporary one is removed. A file that was there keeps its POSIX
   * permissions, which the temporary one has, too. A link is followed; what is there and no regular
   * file, as a device, is refused. Blobs and ranges above the {@linkplain TransferOptions#threshold
   * threshold} are fetched as ranges in parallel, all of one version; a suffix or a part comes in
   * one piece. S3 gives no checksum with a range: of what comes from there in ranges, the length
   * and the version are checked, and the bytes by the network alone.
   *
   * @throws BlobStoreException as {@link #get(String, GetOptions)}; {@link ErrorCode#IO_FAILED}
   *     naming the file; {@link ErrorCode#CONFLICT} if the blob was replaced again and again while
   *     its ranges were fetched
   */
  BlobAttributes download(String key, Path file, GetOptions options);

  // ---- look

  /** {@link #head(String, ReadConditions)} without conditions. */
  default BlobAttributes head(String key) {
    return head(key, ReadConditions.none());
  }

  /**
   * What is known of a blob beside its bytes.
   *
   * @throws BlobStoreException {@link ErrorCode#NO_SUCH_KEY}, {@link
   *     ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#NOT_MODIFIED}
   */
  BlobAttributes head(String key, ReadConditions conditions);

  /** As {@link #head(String)}, and empty where that throws {@link ErrorCode#NO_SUCH_KEY}. */
  Optional<BlobAttributes> find(String key);

  /**
   * Whether there is a blob under the key. A missing bucket is {@link ErrorCode#NO_SUCH_BUCKET},
   * not false.
   */
  default boolean exists(String key) {
    return find(key).isPresent();
  }

  // ---- delete

  /** Deletes a blob; success also if there was none (DEL-01). */
  void delete(String key);

  /**
   * Deletes a blob if it has this tag; {@code ETag.of("*")} means any.
   *
   * @throws BlobStoreException {@link ErrorCode#PRECONDITION_FAILED} for another tag (COND-20);
   *     nothing is deleted. What an absent key gives is not settled between stores (COND-22):
   *     {@link ErrorCode#NO_SUCH_KEY} or success
   */
  void delete(String key, ETag ifMatch);

  /**
   * Deletes many blobs, in batches of 1,000. Not atomic: each key has its own outcome (DEL-23).
   *
   * @param keys all are read and checked before the first batch is sent
   * @return an outcome for each key, in the order given. If a batch fails as a whole and some were
   *     done before it, its error is the outcome of its keys and of all behind them, for which
   *     nothing is tried any more
   * @throws IllegalArgumentException if a key is not legal; nothing is deleted
   * @throws BlobStoreException if the first batch failed as a whole
   */
  List<DeleteOutcome> deleteAll(Iterable<String> keys);

  // ---- copy

  /**
   * {@link #copy(BlobRef, String, CopyOptions)} within this view, with {@link
   * CopyOptions#defaults}.
   */
  default PutResult copy(String sourceKey, String key) {
    return copy(ref(sourceKey), key, CopyOptions.defaults());
  }

  /**
   * Copies a blob of the same store to a key of this view, without its bytes passing through here.
   * Atomic for readers (COPY-16). Sources above {@link Limits#maxPutSize} go as a multipart upload
   * of ranges, all of one version. Errors name the target's key and tell the source in their
   * message.
   *
   * @throws BlobStoreException {@link ErrorCode#NO_SUCH_KEY} and {@link ErrorCode#NO_SUCH_BUCKET}
   *     for source or target, {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#CONFLICT} if
   *     a large source was replaced meanwhile, {@link ErrorCode#INVALID_REQUEST} if a blob would be
   *     copied onto itself unchanged (COPY-09)
   */
  PutResult copy(BlobRef source, String key, CopyOptions options);

  /**
   * Names a blob of this view from the root of the bucket, as {@link #copy(BlobRef, String,
   * CopyOptions)} wants it.
   */
  default BlobRef ref(String key) {
    return new BlobRef(name(), prefix() + key);
  }

  // ---- list

  /** Every blob of this view. */
  default Listing list() {
    return list(ListOptions.all());
  }

  /** The blobs whose keys begin with the prefix, which may end anywhere (LIST-02). */
  default Listing list(String prefix) {
    return list(ListOptions.under(prefix));
  }

  /**
   * A lazy listing; no I/O happens before it is iterated, and its errors come then.
   *
   * @throws BlobStoreException as {@link #listPage}
   */
  Listing list(ListOptions options);

  /**
   * One page of a listing. It costs the same however large the bucket is.
   *
   * @throws BlobStoreException {@link ErrorCode#INVALID_TOKEN}; {@link ErrorCode#UNSUPPORTED}
   *     without {@link Feature#ANY_DELIMITER} for another delimiter than {@code /}
   */
  ListPage listPage(ListOptions options);

  // ---- multipart

  /** {@link #startUpload(String, PutOptions)} with {@link PutOptions#defaults}. */
  default MultipartUpload startUpload(String key) {
    return startUpload(key, PutOptions.defaults());
  }

  /**
   * Starts an upload in parts. Headers, metadata, tags and checksum are given here (MPU-01); the
   * condition is given when the upload is completed.
   *
   * @throws IllegalArgumentException if the key is not legal, or the options carry a condition
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED} without {@link Feature#MULTIPART}, or
   *     without a feature that the options need
   */
  MultipartUpload startUpload(String key, PutOptions options);

  /**
   * The handle of an upload started before. No I/O, no check that there is such an upload.
   *
   * @throws IllegalArgumentException if the key is not legal
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED} without {@link Feature#MULTIPART}
   */
  MultipartUpload upload(String key, String uploadId);

  /**
   * The open uploads whose keys begin with the prefix, in order of key and then of start, fetched
   * lazily.
   *
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED} without {@link Feature#MULTIPART}
   */
  Stream<UploadInfo> listUploads(String prefix);

  /**
   * One page of open uploads.
   *
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED} without {@link Feature#MULTIPART}, or
   *     without {@link Feature#ANY_DELIMITER} for another delimiter than {@code /}; {@link
   *     ErrorCode#INVALID_ARGUMENT} if the upload id to list behind is not one of the key marker's
   *     (MPU-54)
   */
  UploadPage listUploads(UploadListOptions options);

  // ---- presign

  /** A URL to read the blob with, for 1 second to 7 days. */
  default PresignedUrl presignGet(String key, Duration validFor) {
    return presign(PresignRequest.get(key, validFor));
  }

  /** A URL to put the blob with, for 1 second to 7 days. */
  default PresignedUrl presignPut(String key, Duration validFor) {
    return presign(PresignRequest.put(key, validFor));
  }

  /**
   * Signs a request for somebody else to make. Whether the blob exists, and whether the signer may
   * do this, shows only when the URL is used (PRE-17). Stores in memory and on disk start an
   * endpoint on a loopback port the first time, unless they were given an address; it ends with the
   * store.
   *
   * @throws BlobStoreException {@link ErrorCode#UNSUPPORTED} without {@link Feature#PRESIGN},
   *     {@link ErrorCode#INVALID_CREDENTIALS} if there is nothing to sign with
   */
  PresignedUrl presign(PresignRequest request);

  // ---- tags

  /**
   * The blob's tags.
   *
   * @throws BlobStoreException {@link ErrorCode#NO_SUCH_KEY}; {@link ErrorCode#UNSUPPORTED} without
   *     {@link Feature#TAGS}
   */
  Tags tags(String key);

  /**
   * Replaces the whole set of tags; ETag and content stay (TAG-01, TAG-11).
   *
   * @throws BlobStoreException as {@link #tags}
   */
  void setTags(String key, Tags tags);

  /**
   * Takes all tags off; success also if there were none.
   *
   * @throws BlobStoreException as {@link #tags}
   */
  void deleteTags(String key);

  // ---- directories

  /** {@link #uploadDirectory(Path, String, PutOptions)} with {@link PutOptions#defaults}. */
  default DirectoryReport uploadDirectory(Path directory, String prefix) {
    return uploadDirectory(directory, prefix, PutOptions.defaults());
  }

  /**
   * Puts every regular file below the directory under {@code prefix} + its relative path, with
   * {@code /} between names. Links to files are followed, links to directories are not; empty
   * directories are left out. All keys and lengths are looked at before the first byte moves, so
   * all keys are held in memory. A {@linkplain TransferOptions#listener listener} hears of the
   * bytes of all files together.
   *
   * @param prefix put before the relative path as it is: end it with {@code /} to make a folder
   * @throws IllegalArgumentException if a file's name makes no legal key
   * @throws BlobStoreException of the first file that fails; those put before it stay. {@link
   *     ErrorCode#IO_FAILED} if the directory cannot be read
   */
  DirectoryReport uploadDirectory(Path directory, String prefix, PutOptions options);

  /**
   * Writes every blob whose key begins with the prefix to the rest of its key below the directory,
   * each file atomically. Keys that end in {@code /} and are empty become directories. All keys are
   * looked at before the first file is written, so all are held in memory.
   *
   * @throws BlobStoreException of the first blob that fails; files written before it stay. {@link
   *     ErrorCode#INVALID_ARGUMENT} for a key that cannot be a file below the directory ({@code
   *     ..}, an empty name, a name that the file system takes apart or cannot tell from another, a
   *     file where another key needs a directory)
   */
  DirectoryReport downloadDirectory(String prefix, Path directory);

  // ---- views

  /**
   * The blobs whose keys begin with {@code prefix}, shown without it. Views nest. The blob whose
   * key is the prefix itself, as consoles make one for each folder, is not among them. A key that
   * is too long together with the prefix is an {@link IllegalArgumentException}.
   */
  Bucket under(String prefix);

  /**
   * The same blobs, with every change refused with {@link ErrorCode#ACCESS_DENIED} before any I/O.
   */
  Bucket readOnly();
}
