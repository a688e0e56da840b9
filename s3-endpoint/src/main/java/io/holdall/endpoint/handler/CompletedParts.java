package io.holdall.endpoint.handler;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ETag;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.UploadedPart;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.ChecksumHeaders;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.xml.CompleteUploadDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts that a completion lists, and what its headers say of them. */
final class CompletedParts {
  private static final String SIZE = "x-amz-mp-object-size";

  private CompletedParts() {}

  /**
   * The parts as the store wants them.
   *
   * @throws S3Exception {@link S3Error#INVALID_PART} for what no part can be (MPU-33)
   */
  static List<UploadedPart> of(CompleteUploadDocument document, Call call) {
    return document.parts().stream().map(part -> of(part, call)).toList();
  }

  private static UploadedPart of(CompleteUploadDocument.Part part, Call call) {
    try {
      return new UploadedPart(part.number(), ETag.of(part.etag()), checksum(part.checksums()));
    } catch (IllegalArgumentException e) {
      throw new S3Exception(S3Error.INVALID_PART)
          .with("UploadId", call.parameter("uploadId"))
          .with("PartNumber", Integer.toString(part.number()))
          .with("ETag", part.etag());
    }
  }

  private static Optional<Checksum> checksum(Map<String, String> checksums) {
    if (checksums.size() > 1) {
      throw new IllegalArgumentException("a part has one checksum");
    }
    return checksums.entrySet().stream()
        .findFirst()
        .map(entry -> Checksum.parse(algorithm(entry.getKey()), entry.getValue()));
  }

  private static ChecksumAlgorithm algorithm(String name) {
    return ChecksumHeaders.algorithm(name)
        .orElseThrow(() -> new IllegalArgumentException("no checksum algorithm: " + name));
  }

  /**
   * Refuses a type that is not the one which the upload was started with (CHK-28).
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST}
   */
  static void checkType(Headers headers, MultipartUpload upload) {
    Optional<ChecksumType> type = ChecksumHeaders.declaredType(headers);
    if (type.isPresent()) {
      Optional<ChecksumType> started = upload.listParts(0, 1).checksumType();
      if (!type.equals(started)) {
        throw new S3Exception(
            S3Error.INVALID_REQUEST,
            "The upload was created using the "
                + started.map(ChecksumType::name).orElse("null")
                + " checksum mode. The complete request must use the same checksum mode.");
      }
    }
  }

  /**
   * Compares the size that the object is said to have with that of the parts (CHK-30). A part that
   * is replaced meanwhile has another ETag, with which the completion fails anyway.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST}
   */
  static void checkSize(Headers headers, MultipartUpload upload, List<UploadedPart> parts) {
    String declared = headers.first(SIZE).map(String::strip).orElse("");
    if (declared.isEmpty()) {
      return;
    }
    Map<Integer, Long> sizes = new HashMap<>();
    for (PartInfo part : upload.parts()) {
      sizes.put(part.number(), part.size());
    }
    long computed = parts.stream().mapToLong(part -> sizes.getOrDefault(part.number(), 0L)).sum();
    if (!declared.equals(Long.toString(computed))) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "The provided '"
              + SIZE
              + "' header value "
              + declared
              + " does not match what was computed: "
              + computed);
    }
  }
}
