package io.holdall.endpoint.handler;

import io.holdall.BlobRef;
import io.holdall.BlobStoreException;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PartPage;
import io.holdall.UploadedPart;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.ChecksumHeaders;
import io.holdall.endpoint.header.ConditionHeaders;
import io.holdall.endpoint.header.CopySource;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.header.Numbers;
import io.holdall.endpoint.header.RangeHeader;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.ObjectDocuments;
import io.holdall.endpoint.xml.UploadDocuments;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** UploadPart, UploadPartCopy and ListParts. */
final class Parts {
  private Parts() {}

  static S3Response put(Call call) throws IOException {
    int number = Numbers.part(call.query());
    if (call.headers().has(CopySource.NAME)) {
      return copy(call, number);
    }
    Integrity integrity = Integrity.of(call.headers());
    MultipartUpload upload = Uploads.of(call);
    // Asked before the body is touched: whether there is the upload, and what it wants.
    checkAlgorithm(upload.listParts(0, 1).checksumAlgorithm(), integrity.algorithm());
    Incoming incoming = call.incoming(integrity);
    UploadedPart part = upload.uploadPart(number, incoming.body());
    Headers.Builder answer = Headers.builder().add("ETag", part.etag().quoted());
    Optional<Checksum> checksum = part.checksum().or(incoming::checksum);
    checksum.ifPresent(value -> ChecksumHeaders.writePart(value, answer));
    return Answers.ok(answer.build());
  }

  /** CHK-23; a store could not tell it of a checksum that comes in a trailer. */
  private static void checkAlgorithm(
      Optional<ChecksumAlgorithm> declared, Optional<ChecksumAlgorithm> sent) {
    if (declared.isPresent() && sent.isPresent() && !declared.equals(sent)) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Checksum Type mismatch occurred, expected checksum Type: "
              + ChecksumHeaders.lowerCase(declared.get())
              + ", actual checksum Type: "
              + ChecksumHeaders.lowerCase(sent.get()));
    }
  }

  private static S3Response copy(Call call, int number) {
    Headers headers = call.headers();
    BlobRef source = CopySource.parse(headers.first(CopySource.NAME).orElse(""));
    Optional<ByteRange.Between> range =
        headers.first("x-amz-copy-source-range").map(RangeHeader::copySource);
    call.requireBucket();
    UploadedPart part;
    try {
      part = Uploads.of(call).copyPart(number, source, range, ConditionHeaders.source(headers));
    } catch (BlobStoreException e) {
      throw ofSource(e, source);
    }
    return Answers.xml(
        ObjectDocuments.copyResult(
            "CopyPartResult", part.etag(), call.site().clock().instant(), part.checksum()));
  }

  /** The target is an upload, so a missing object is the source, as is a missing bucket. */
  private static RuntimeException ofSource(BlobStoreException e, BlobRef source) {
    if (e.code() == ErrorCode.NO_SUCH_KEY) {
      return new S3Exception(S3Error.NO_SUCH_KEY).with("Key", source.key());
    }
    return e.code() == ErrorCode.NO_SUCH_BUCKET
        ? new S3Exception(S3Error.NO_SUCH_BUCKET).with("BucketName", source.bucket())
        : e;
  }

  /** MPU-51, MPU-52. */
  static S3Response list(Call call) {
    Query query = call.query();
    int most = Numbers.pageSize(query, "max-parts", ListOptions.MAX_PAGE_SIZE);
    long marker = Numbers.number(query, "part-number-marker", 0);
    if (marker > MultipartUpload.MAX_PART_NUMBER) {
      throw Arguments.invalid(
          "part-number-marker",
          Long.toString(marker),
          "Argument part-number-marker must be an integer between 0 and 10000");
    }
    PartPage page = Uploads.of(call).listParts((int) marker, Math.max(1, most));
    return Answers.xml(
        UploadDocuments.parts(
            call.bucketName(),
            call.key(),
            call.parameter("uploadId"),
            (int) marker,
            most,
            // A page of none has been asked for all the same, to learn whether there is the upload.
            most == 0 ? empty(page) : page,
            Site.OWNER));
  }

  private static PartPage empty(PartPage page) {
    return new PartPage(List.of(), false, page.checksumAlgorithm(), page.checksumType());
  }
}
