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

/** The multipart part of a driver, with the promises of {@link StoreDriver}. */
public interface MultipartDriver {
  /** Returns the upload's id. The options carry no condition, and a content type. */
  String start(String bucket, String key, PutOptions options);

  UploadedPart uploadPart(String bucket, String key, String uploadId, int number, Payload payload);

  /** Needs {@link io.holdall.Feature#COPY_PART}. */
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

  /** The list is not empty; its order is the caller's. */
  PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options);

  void abort(String bucket, String key, String uploadId);

  UploadPage listUploads(String bucket, UploadListOptions options);
}
