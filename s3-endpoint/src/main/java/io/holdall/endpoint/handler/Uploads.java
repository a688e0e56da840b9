package io.holdall.endpoint.handler;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.CompleteOptions;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.ChecksumHeaders;
import io.holdall.endpoint.header.ConditionHeaders;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.header.Names;
import io.holdall.endpoint.header.Numbers;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.CompleteUploadDocument;
import io.holdall.endpoint.xml.ListingDocuments;
import io.holdall.endpoint.xml.NameEncoding;
import io.holdall.endpoint.xml.UploadDocuments;
import io.holdall.spi.PercentEncoding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Multipart uploads as such: they are started, completed, aborted and listed. */
final class Uploads {
  private Uploads() {}

  /** The upload that the request names; whether there is one, the store will say. */
  static MultipartUpload of(Call call) {
    return call.bucket().upload(call.key(), call.parameter("uploadId"));
  }

  // ---- start

  static S3Response start(Call call) {
    Headers headers = call.headers();
    ConditionHeaders.none(headers);
    Headers.Builder answer = Headers.builder();
    PutOptions options = withChecksum(ObjectWrites.annotations(headers), headers, answer);
    MultipartUpload upload = call.bucket().startUpload(call.key(), options);
    return Answers.xml(UploadDocuments.started(call.bucketName(), call.key(), upload.id()), answer);
  }

  /** CHK-20 to CHK-22; adds to the answer what is agreed. */
  private static PutOptions withChecksum(
      PutOptions options, Headers headers, Headers.Builder answer) {
    Optional<ChecksumAlgorithm> declared = ChecksumHeaders.declaredAlgorithm(headers);
    Optional<ChecksumType> wanted = ChecksumHeaders.declaredType(headers);
    if (declared.isEmpty()) {
      if (wanted.isPresent()) {
        throw new S3Exception(
            S3Error.INVALID_REQUEST,
            "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
      }
      return options;
    }
    ChecksumAlgorithm algorithm = declared.get();
    ChecksumType type = wanted.orElse(algorithm.defaultMultipartType());
    if (!algorithm.supports(type)) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "The "
              + type
              + " checksum type cannot be used with the "
              + ChecksumHeaders.lowerCase(algorithm)
              + " checksum algorithm.");
    }
    ChecksumHeaders.writeDeclared(algorithm, type, answer);
    return options.checksum(algorithm, type);
  }

  // ---- end

  static S3Response complete(Call call) throws IOException {
    Headers headers = call.headers();
    Optional<Checksum> checksum = ChecksumHeaders.parse(headers);
    CompleteOptions options = new CompleteOptions(ConditionHeaders.write(headers), checksum);
    // The checksum in these headers is that of the object, not of the document.
    Integrity integrity = new Integrity(Integrity.md5(headers), Optional.empty(), Optional.empty());
    List<UploadedPart> parts =
        CompletedParts.of(CompleteUploadDocument.read(call.document(integrity)), call);
    MultipartUpload upload = of(call);
    CompletedParts.checkType(headers, upload);
    CompletedParts.checkSize(headers, upload, parts);
    PutResult result = upload.complete(parts, options);
    return Answers.xml(
        UploadDocuments.completed(
            location(call), call.bucketName(), call.key(), result.etag(), result.checksum()));
  }

  /** MPU-36: by host and path as the client knows them, whichever of the two names the bucket. */
  private static String location(Call call) {
    return call.site().scheme()
        + "://"
        + call.headers().first("Host").orElse("localhost")
        + PercentEncoding.encodePath(call.path());
  }

  static S3Response abort(Call call) {
    of(call).abort();
    return Answers.noContent();
  }

  // ---- list

  /** MPU-53 to MPU-56. */
  static S3Response list(Call call) {
    Query query = call.query();
    NameEncoding encoding = Listings.encoding(query);
    int most = Numbers.pageSize(query, "max-uploads", ListOptions.MAX_PAGE_SIZE);
    if (most == 0) {
      throw Arguments.invalid(
          "max-uploads", "0", "Argument max-uploads must be an integer between 1 and 1000");
    }
    String keyMarker = Names.start(call.parameter("key-marker"));
    UploadListOptions options =
        new UploadListOptions(
            Names.start(call.parameter("prefix")),
            call.parameter("delimiter"),
            keyMarker,
            // Without a key it means nothing (MPU-54).
            keyMarker.isEmpty() ? "" : call.parameter("upload-id-marker"),
            most);
    UploadPage page = call.bucket().listUploads(options);
    ListingDocuments.Request request =
        new ListingDocuments.Request(
            call.bucketName(), options.prefix(), options.delimiter(), most, encoding);
    return Answers.xml(
        UploadDocuments.uploads(
            request, keyMarker, call.parameter("upload-id-marker"), page, Site.OWNER));
  }
}
