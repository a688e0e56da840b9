package io.holdall;

/**
 * What went wrong, the same word on every backend. The set is closed: a backend maps whatever its
 * native service says to one of these. Names follow S3's error codes; the HTTP status beside each
 * is the one S3 answers with.
 */
public enum ErrorCode {
  /** 404: the bucket does not exist. */
  NO_SUCH_BUCKET(404),
  /** 404: the bucket exists and holds no blob under the key. */
  NO_SUCH_KEY(404),
  /**
   * 404: the upload id is unknown, completed, aborted, or belongs to another key (MPU-02, MPU-08).
   */
  NO_SUCH_UPLOAD(404),
  /** 409: the bucket name is taken by somebody else (BKT-28). */
  BUCKET_ALREADY_EXISTS(409),
  /** 409: the bucket exists already and is the caller's own (BKT-26). */
  BUCKET_ALREADY_OWNED_BY_YOU(409),
  /** 409: the bucket to delete still holds blobs (BKT-41). */
  BUCKET_NOT_EMPTY(409),
  /** 412: a condition given with the request does not hold. */
  PRECONDITION_FAILED(412),
  /**
   * 409: a condition could not be decided because another request was changing the key (COND-09).
   */
  CONFLICT(409),
  /** 304: a conditional read found the blob unchanged. */
  NOT_MODIFIED(304),
  /** 416: the range begins beyond the end of the blob, or is an empty suffix (GET-25, GET-26). */
  INVALID_RANGE(416),
  /** 416: the blob has no part of that number (GET-42). */
  INVALID_PART_NUMBER(416),
  /** 400: the bytes do not have the digest that the caller declared (PUT-31, CHK-06). */
  BAD_DIGEST(400),
  /** 400: the body ended before its declared length (PUT-05), or a download was cut off. */
  INCOMPLETE_BODY(400),
  /** The source of a body failed while it was read; the cause is what it threw. */
  BODY_FAILED(400),
  /** 400: the blob, the part, or the store as a whole would exceed a size limit (PUT-06). */
  ENTITY_TOO_LARGE(400),
  /** 400: a part other than the last is below the minimum part size (MPU-34). */
  ENTITY_TOO_SMALL(400),
  /** 400: a listed part was never uploaded, or its ETag or checksum differs (MPU-33). */
  INVALID_PART(400),
  /** 400: the listed part numbers do not ascend strictly (MPU-32). */
  INVALID_PART_ORDER(400),
  /** 400: the continuation token is not one of this listing (LIST-25). */
  INVALID_TOKEN(400),
  /** 400: an argument that only the store can judge is not acceptable. */
  INVALID_ARGUMENT(400),
  /**
   * 400: the request makes no sense as a whole, e.g. copying a blob to itself unchanged (COPY-09).
   */
  INVALID_REQUEST(400),
  /** 403: the caller is known and not allowed to do this, or the view is read-only. */
  ACCESS_DENIED(403),
  /** 403: no credentials were found, or the store does not accept them. */
  INVALID_CREDENTIALS(403),
  /** 501: the store lacks the {@link Feature} that the call needs. */
  UNSUPPORTED(501),
  /** 301: the bucket lives in another region than the one the store was opened with (HTTP-02). */
  WRONG_REGION(301),
  /** 503: the store asks to be called less often. */
  THROTTLED(503),
  /** 503: the store cannot be reached, hung up, or did not answer in time. */
  UNAVAILABLE(503),
  /** Another process or store object holds the directory. */
  STORE_IN_USE(503),
  /** The disk or the store's configured capacity is full; nothing was changed. */
  STORAGE_FULL(507),
  /** Stored bytes fail their checksum or cannot be understood. */
  CORRUPT(500),
  /** The operating system refused an operation on a file; the message names the file. */
  IO_FAILED(500),
  /** 500: the service failed without saying why. */
  INTERNAL(500);

  private final int httpStatus;

  ErrorCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** The HTTP status that an S3 endpoint answers with for this code. */
  public int httpStatus() {
    return httpStatus;
  }
}
