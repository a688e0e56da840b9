package io.holdall;

import java.util.List;
import java.util.Optional;

/**
 * An upload in parts, which becomes a blob when it is completed and is invisible to reads and
 * listings before (CONS-07). A handle without state: it can be made again from bucket, key and id
 * with {@link Bucket#upload}. Thread-safe; parts may be uploaded at the same time.
 *
 * <p>Every method throws {@link ErrorCode#NO_SUCH_UPLOAD} once the upload has been completed or
 * aborted (MPU-08, MPU-38). Uploads that are neither keep their space for ever (MPU-10).
 */
public interface MultipartUpload {
  /** The highest part number. */
  int MAX_PART_NUMBER = 10_000;

  /**
   * Returns the number if it is 1 to {@value #MAX_PART_NUMBER} (MPU-04).
   *
   * @throws IllegalArgumentException otherwise
   */
  static int checkPartNumber(int number) {
    if (number < 1 || number > MAX_PART_NUMBER) {
      throw new IllegalArgumentException(
          "a part number is 1 to " + MAX_PART_NUMBER + ", not " + number);
    }
    return number;
  }

  String key();

  /** Opaque; chosen by the store. */
  String id();

  /**
   * Stores a part, replacing an earlier one of that number (MPU-07). The minimum size is checked
   * when the upload is completed (MPU-06).
   *
   * @param number 1 to 10,000
   * @param body which, if its length is unknown, is collected in memory or a temporary file first
   * @throws BlobStoreException {@link ErrorCode#NO_SUCH_UPLOAD}, {@link ErrorCode#BAD_DIGEST},
   *     {@link ErrorCode#INCOMPLETE_BODY}, {@link ErrorCode#BODY_FAILED}, {@link
   *     ErrorCode#ENTITY_TOO_LARGE}; an earlier part of that number stays
   */
  UploadedPart uploadPart(int number, Body body);

  /**
   * Makes a part from bytes of a blob of the same store (MPU-20 to MPU-24).
   *
   * @param range whose end must lie within the source; empty for the whole blob
   * @throws BlobStoreException {@link ErrorCode#NO_SUCH_KEY} for the source, {@link
   *     ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#INVALID_ARGUMENT} or {@link
   *     ErrorCode#INVALID_REQUEST} for a range outside the source (MPU-22), {@link
   *     ErrorCode#UNSUPPORTED} without {@link Feature#COPY_PART}
   */
  UploadedPart copyPart(
      int number, BlobRef source, Optional<ByteRange.Between> range, ReadConditions conditions);

  /**
   * The parts stored so far, by ascending number, one page.
   *
   * @param afterNumber only numbers above this one, to 10,000; 0 for all
   * @param most 1 to 1,000
   * @throws IllegalArgumentException if one is not in its range
   */
  PartPage listParts(int afterNumber, int most);

  /** All parts stored so far, by ascending number. */
  List<PartInfo> parts();

  /** {@link #complete(List, CompleteOptions)} without conditions. */
  default PutResult complete(List<UploadedPart> parts) {
    return complete(parts, CompleteOptions.defaults());
  }

  /**
   * Publishes the listed parts as one blob, atomically (MPU-40), and discards the others (MPU-31).
   *
   * @param parts by strictly ascending number, with gaps if need be
   * @throws BlobStoreException {@link ErrorCode#INVALID_REQUEST} for no parts, {@link
   *     ErrorCode#INVALID_PART_ORDER}, {@link ErrorCode#INVALID_PART}, {@link
   *     ErrorCode#ENTITY_TOO_SMALL}, {@link ErrorCode#BAD_DIGEST}; the upload stays usable. {@link
   *     ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#CONFLICT} (the key changed since the
   *     upload began, COND-10), {@link ErrorCode#NO_SUCH_KEY} for a condition that does not hold
   */
  PutResult complete(List<UploadedPart> parts, CompleteOptions options);

  /** Ends the upload and frees its parts (MPU-50). */
  void abort();
}
