package io.holdall.spi;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.CompleteOptions;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.Optional;

/**
 * The multipart part of a driver, with the promises of {@link StoreDriver}. What takes an upload id
 * throws {@code NO_SUCH_UPLOAD} for one that is not open under that bucket and key.
 */
public interface MultipartDriver {
  /** Returns the upload's id. The options carry no condition, and a content type. */
  String start(String bucket, String key, PutOptions options);

  /**
   * Stores a part, replacing an earlier one of that number.
   *
   * @param number 1 to 10,000
   * @throws DriverException of the payload; {@code INVALID_REQUEST} for a checksum of another
   *     algorithm than the upload was started with (CHK-23)
   */
  UploadedPart uploadPart(String bucket, String key, String uploadId, int number, Payload payload);

  /**
   * Called only with {@link io.holdall.Feature#COPY_PART}.
   *
   * @param number 1 to 10,000
   * @throws DriverException {@code NO_SUCH_KEY} and {@code NO_SUCH_BUCKET} of the source, {@code
   *     PRECONDITION_FAILED}; {@code INVALID_REQUEST} or {@code INVALID_ARGUMENT} for a range that
   *     is not within the source (MPU-22)
   */
  UploadedPart copyPart(
      String bucket,
      String key,
      String uploadId,
      int number,
      BlobRef source,
      Optional<ByteRange.Between> range,
      ReadConditions conditions);

  /**
   * One page of parts.
   *
   * @param afterNumber only numbers above this one
   * @param most 1 to 1,000
   */
  PartPage listParts(String bucket, String key, String uploadId, int afterNumber, int most);

  /**
   * Publishes the parts as one blob and ends the upload; a failure leaves it open.
   *
   * @param parts not empty, in the caller's order
   * @throws DriverException {@code INVALID_PART_ORDER}, {@code INVALID_PART}, {@code
   *     ENTITY_TOO_SMALL}, {@code ENTITY_TOO_LARGE}, {@code BAD_DIGEST}, {@code INVALID_REQUEST};
   *     {@code PRECONDITION_FAILED}, {@code CONFLICT}, {@code NO_SUCH_KEY} of the condition
   */
  PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options);

  /** Ends the upload and frees its parts. */
  void abort(String bucket, String key, String uploadId);

  /**
   * One page of open uploads, by key in UTF-8 order and then in the order of their start.
   *
   * @throws DriverException {@code INVALID_ARGUMENT} for an upload id marker that is not one of the
   *     key marker's (MPU-54)
   */
  UploadPage listUploads(String bucket, UploadListOptions options);
}
