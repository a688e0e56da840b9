package io.holdall;

/**
 * A power that not every S3-speaking store has (section 27 of the facts). A call that needs a
 * feature which the store does not declare is refused with {@link ErrorCode#UNSUPPORTED} before the
 * store is asked; nothing is silently ignored.
 */
public enum Feature {
  /**
   * {@link BlobStore#createBucket}, {@link BlobStore#deleteBucket}, {@link BlobStore#listBuckets}.
   */
  BUCKET_ADMIN,
  /**
   * {@link Bucket#startUpload}, {@link Bucket#upload}, {@link Bucket#listUploads}; without it large
   * bodies are put in one piece.
   */
  MULTIPART,
  /**
   * {@link MultipartUpload#copyPart}; without it sources above {@link Limits#maxPutSize} cannot be
   * copied.
   */
  COPY_PART,
  /** {@link GetOptions#part}. */
  PART_READS,
  /** {@link Bucket#presign} and its short forms. */
  PRESIGN,
  /**
   * {@link Bucket#tags}, {@link Bucket#setTags}, {@link Bucket#deleteTags}, {@link
   * PutOptions#tags}, {@link CopyOptions#replacementTags}.
   */
  TAGS,
  /** {@link WriteCondition.IfAbsent} on put and writer. */
  PUT_IF_ABSENT,
  /** {@link WriteCondition.IfMatch} on put and writer. */
  PUT_IF_MATCH,
  /**
   * {@link WriteCondition}s when a multipart upload is completed, also by a put, writer or copy
   * that travels in parts.
   */
  COMPLETE_IF,
  /** {@link WriteCondition}s on the target of a copy. */
  COPY_TARGET_IF,
  /**
   * {@link ReadConditions} on the source of a copy or of a copied part; without it sources above
   * {@link Limits#maxPutSize} cannot be copied.
   */
  COPY_SOURCE_IF,
  /** {@link Bucket#delete(String, ETag)}. */
  DELETE_IF_MATCH,
  /** The MD5 that a writer declares is verified. */
  CONTENT_MD5,
  /** {@link ChecksumAlgorithm#CRC32} is verified, kept and given back. */
  CHECKSUM_CRC32,
  /** {@link ChecksumAlgorithm#CRC32C} is verified, kept and given back. */
  CHECKSUM_CRC32C,
  /** {@link ChecksumAlgorithm#CRC64NVME} is verified, kept and given back. */
  CHECKSUM_CRC64NVME,
  /** {@link ChecksumAlgorithm#SHA1} is verified, kept and given back. */
  CHECKSUM_SHA1,
  /** {@link ChecksumAlgorithm#SHA256} is verified, kept and given back. */
  CHECKSUM_SHA256,
  /**
   * A blob whose writer declared no checksum gets a {@link ChecksumAlgorithm#CRC64NVME} one
   * (CHK-09).
   */
  DEFAULT_CHECKSUM,
  /** The ETag of a blob put in one piece is its MD5 (PUT-09). */
  MD5_ETAG,
  /**
   * Every legal key works: {@code a} beside {@code a/b}, dot segments, doubled slashes, segments of
   * 1,024 bytes; and a letter that Unicode spells in two ways makes two keys, which S3 leaves open
   * (KEY-02). Without it such a key may be refused with {@link ErrorCode#INVALID_ARGUMENT}.
   */
  ANY_KEY,
  /**
   * {@link ListOptions#delimiter} and {@link UploadListOptions#delimiter} may be any string;
   * without it only {@code /}.
   */
  ANY_DELIMITER,
  /**
   * Values of user metadata outside ASCII come back as they were put (META-06); without it they are
   * refused.
   */
  NON_ASCII_METADATA,
  /**
   * {@link ContentHeaders} outside ASCII come back as they were put (PUT-43); without it they are
   * refused. They can be spelled in ASCII: {@code filename*=UTF-8''%C3%BC.txt}.
   */
  NON_ASCII_HEADERS
}
