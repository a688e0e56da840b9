package io.holdall.tck.broken;

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
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import java.util.List;
import java.util.Optional;

/** Uploads as another driver does them. */
public abstract class ForwardingMultipart implements MultipartDriver {
  private final MultipartDriver uploads;

  protected ForwardingMultipart(MultipartDriver uploads) {
    this.uploads = uploads;
  }

  @Override
  public String start(String bucket, String key, PutOptions options) {
    return uploads.start(bucket, key, options);
  }

  @Override
  public UploadedPart uploadPart(
      String bucket, String key, String uploadId, int number, Payload payload) {
    return uploads.uploadPart(bucket, key, uploadId, number, payload);
  }

  @Override
  public UploadedPart copyPart(
      String bucket,
      String key,
      String uploadId,
      int number,
      BlobRef source,
      Optional<ByteRange.Between> range,
      ReadConditions conditions) {
    return uploads.copyPart(bucket, key, uploadId, number, source, range, conditions);
  }

  @Override
  public PartPage listParts(String bucket, String key, String uploadId, int after, int most) {
    return uploads.listParts(bucket, key, uploadId, after, most);
  }

  @Override
  public PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options) {
    return uploads.complete(bucket, key, uploadId, parts, options);
  }

  @Override
  public void abort(String bucket, String key, String uploadId) {
    uploads.abort(bucket, key, uploadId);
  }

  @Override
  public UploadPage listUploads(String bucket, UploadListOptions options) {
    return uploads.listUploads(bucket, options);
  }
}
