package io.holdall.tck.broken;

import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.CompleteOptions;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.Optional;

/** Does everything as another upload does. */
abstract class ForwardingUpload implements MultipartUpload {
  private final MultipartUpload upload;

  ForwardingUpload(MultipartUpload upload) {
    this.upload = upload;
  }

  @Override
  public String key() {
    return upload.key();
  }

  @Override
  public String id() {
    return upload.id();
  }

  @Override
  public UploadedPart uploadPart(int number, Body body) {
    return upload.uploadPart(number, body);
  }

  @Override
  public UploadedPart copyPart(
      int number, BlobRef source, Optional<ByteRange.Between> range, ReadConditions conditions) {
    return upload.copyPart(number, source, range, conditions);
  }

  @Override
  public PartPage listParts(int afterNumber, int most) {
    return upload.listParts(afterNumber, most);
  }

  @Override
  public List<PartInfo> parts() {
    return upload.parts();
  }

  @Override
  public PutResult complete(List<UploadedPart> parts, CompleteOptions options) {
    return upload.complete(parts, options);
  }

  @Override
  public void abort() {
    upload.abort();
  }
}
