package io.holdall.s3;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.ErrorCode;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.s3.UploadChecksums.Declared;
import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads. Thread-safe. */
final class Uploads implements MultipartDriver {
  private final Clients clients;
  private final Calls calls;
  private final Requests requests;
  private final ChecksumPolicy checksums;
  private final Reads reads;
  private final UploadChecksums started = new UploadChecksums();

  Uploads(Clients clients, Calls calls, Requests requests, ChecksumPolicy checksums, Reads reads) {
    this.clients = clients;
    this.calls = calls;
    this.requests = requests;
    this.checksums = checksums;
    this.reads = reads;
  }

  @Override
  public String start(String bucket, String key, PutOptions options) {
    CreateMultipartUploadRequest request = requests.start(bucket, key, options);
    // One that is started twice has no parts and is seen by nobody; the SDK, too, repeats it.
    String uploadId =
        calls.repeatable(null, () -> clients.writing().createMultipartUpload(request)).uploadId();
    if (uploadId == null || uploadId.isEmpty()) {
      throw calls.faults().cutShort();
    }
    started.remember(uploadId, Declared.known(checksums.forUpload(options)));
    return uploadId;
  }

  @Override
  public UploadedPart uploadPart(
      String bucket, String key, String uploadId, int number, Payload payload) {
    Optional<ChecksumAlgorithm> wanted =
        checksums.isEager() || payload.expectedChecksum().isPresent()
            ? wanted(declared(bucket, key, uploadId), payload)
            : Optional.empty();
    Outgoing body = Outgoing.of(payload, wanted, calls.traffic());
    UploadPartRequest.Builder request =
        UploadPartRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(uploadId)
            .partNumber(number)
            .contentLength(body.length());
    body.checksum().ifPresent(checksum -> Checksums.write(request, checksum));
    body.trailing().map(Checksums::sdk).ifPresent(request::checksumAlgorithm);
    body.md5().ifPresent(md5 -> request.contentMD5(md5.value()));
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    UploadPartResponse answer =
        calls.repeatable(
            body,
            () ->
                clients
                    .writing(body)
                    .uploadPart(request.build(), body.body(ContentHeaders.DEFAULT_CONTENT_TYPE)));
    if (!Responses.isTag(answer.eTag())) {
      throw calls.faults().halfAnswer();
    }
    return new UploadedPart(
        number,
        Responses.etag(answer.eTag()),
        shown(
            bucket,
            key,
            uploadId,
            Checksums.read(name -> answer.getValueForField(name, String.class))));
  }

  /**
   * Where nothing is known of the upload, none but the payload's own: S3 takes parts without a
   * checksum, but none with another than was declared (CHK-23).
   */
  private Optional<ChecksumAlgorithm> wanted(Declared declared, Payload payload) {
    return declared.isKnown()
        ? checksums.forPart(declared.algorithm(), payload)
        : payload.expectedChecksum().map(Checksum::algorithm);
  }

  /**
   * Checksums of parts count only where the upload was started with one (CHK-24). The part is
   * stored: whatever may be amiss now is no failure of it.
   */
  private Optional<Checksum> shown(
      String bucket, String key, String uploadId, Optional<Checksum> answered) {
    if (answered.isEmpty()) {
      return answered;
    }
    Declared declared;
    try {
      declared = declared(bucket, key, uploadId);
    } catch (DriverException e) {
      declared = Declared.unknown();
    }
    if (declared.isKnown()) {
      return declared.algorithm().isPresent() ? answered : Optional.empty();
    }
    // CRC64NVME is what S3 may have computed by itself, and no completion needs it (CHK-27).
    return answered.filter(checksum -> checksum.algorithm() != ChecksumAlgorithm.CRC64NVME);
  }

  /** Whoever may store parts need not be allowed to list them. */
  private Declared declared(String bucket, String key, String uploadId) {
    return started.of(
        uploadId,
        () -> {
          try {
            return Declared.known(
                Optional.ofNullable(parts(bucket, key, uploadId, 0, 1).checksumAlgorithmAsString())
                    .flatMap(Checksums::algorithm));
          } catch (DriverException e) {
            if (e.code() == ErrorCode.ACCESS_DENIED || e.code() == ErrorCode.UNSUPPORTED) {
              return Declared.unknown();
            }
            throw e;
          }
        });
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
    UploadPartCopyRequest.Builder request =
        UploadPartCopyRequest.builder()
            .destinationBucket(bucket)
            .destinationKey(key)
            .uploadId(uploadId)
            .partNumber(number)
            .sourceBucket(source.bucket())
            .sourceKey(source.key());
    range.map(Requests::header).ifPresent(request::copySourceRange);
    conditions.ifMatch().map(Requests::tag).ifPresent(request::copySourceIfMatch);
    conditions.ifNoneMatch().map(Requests::tag).ifPresent(request::copySourceIfNoneMatch);
    conditions.ifModifiedSince().ifPresent(request::copySourceIfModifiedSince);
    conditions.ifUnmodifiedSince().ifPresent(request::copySourceIfUnmodifiedSince);
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    CopyPartResult copy;
    try {
      copy =
          calls
              .repeatable(null, () -> clients.writing().uploadPartCopy(request.build()))
              .copyPartResult();
    } catch (DriverException e) {
      // Here a range outside the source is a bad argument (MPU-22), not an empty read.
      throw e.code() == ErrorCode.INVALID_RANGE
          ? Faults.as(ErrorCode.INVALID_ARGUMENT, e)
          : Writes.ofCopy(e);
    }
    if (copy == null || !Responses.isTag(copy.eTag())) {
      throw calls.faults().halfAnswer();
    }
    return new UploadedPart(
        number,
        Responses.etag(copy.eTag()),
        shown(
            bucket,
            key,
            uploadId,
            Checksums.read(name -> copy.getValueForField(name, String.class))));
  }

  @Override
  public PartPage listParts(String bucket, String key, String uploadId, int afterNumber, int most) {
    ListPartsResponse answer = parts(bucket, key, uploadId, afterNumber, most);
    return Responses.understood(
        () ->
            new PartPage(
                answer.parts().stream().map(Responses::part).toList(),
                Responses.isTrue(answer.isTruncated()),
                Checksums.algorithm(answer.checksumAlgorithmAsString()),
                Checksums.type(answer.checksumTypeAsString())));
  }

  private ListPartsResponse parts(
      String bucket, String key, String uploadId, int afterNumber, int most) {
    ListPartsRequest.Builder request =
        ListPartsRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(uploadId)
            .maxParts(most)
            .partNumberMarker(afterNumber == 0 ? null : afterNumber);
    requests.readOverride().ifPresent(request::overrideConfiguration);
    try {
      return calls.read(() -> clients.reading().listParts(request.build()));
    } catch (DriverException e) {
      // Some vendors look for the key, which need not exist, rather than for the upload.
      throw e.code() == ErrorCode.NO_SUCH_KEY ? Faults.as(ErrorCode.NO_SUCH_UPLOAD, e) : e;
    }
  }

  @Override
  public PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options) {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(uploadId)
            .multipartUpload(upload -> upload.parts(parts.stream().map(Uploads::listed).toList()));
    Requests.ifMatch(options.condition()).ifPresent(request::ifMatch);
    Requests.ifNoneMatch(options.condition()).ifPresent(request::ifNoneMatch);
    options.checksum().ifPresent(checksum -> Checksums.write(request, checksum));
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    CompleteMultipartUploadResponse answer =
        calls.write(() -> clients.writing().completeMultipartUpload(request.build()));
    started.forget(uploadId);
    return Responses.isTag(answer.eTag())
        ? Responses.put(
            answer.eTag(), Checksums.read(name -> answer.getValueForField(name, String.class)))
        : published(bucket, key);
  }

  /** Some vendors answer a second attempt, whose first had its effect, without the ETag. */
  private PutResult published(String bucket, String key) {
    return reads
        .head(bucket, key, ReadConditions.none())
        .map(blob -> new PutResult(blob.etag(), blob.checksum()))
        .orElseThrow(calls.faults()::halfAnswer);
  }

  private static CompletedPart listed(UploadedPart part) {
    CompletedPart.Builder listed =
        CompletedPart.builder().partNumber(part.number()).eTag(part.etag().quoted());
    part.checksum().ifPresent(value -> Checksums.write(listed, value));
    return listed.build();
  }

  @Override
  public void abort(String bucket, String key, String uploadId) {
    AbortMultipartUploadRequest.Builder request =
        AbortMultipartUploadRequest.builder().bucket(bucket).key(key).uploadId(uploadId);
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    AtomicInteger attempts = new AtomicInteger();
    try {
      calls.repeatable(
          null,
          () -> {
            attempts.incrementAndGet();
            return clients.writing().abortMultipartUpload(request.build());
          });
    } catch (DriverException e) {
      if (e.code() != ErrorCode.NO_SUCH_UPLOAD || attempts.get() == 1) {
        throw e;
      }
      // An earlier attempt has aborted it, though its answer did not say so.
    }
    started.forget(uploadId);
  }

  @Override
  public UploadPage listUploads(String bucket, UploadListOptions options) {
    ListMultipartUploadsRequest.Builder request =
        ListMultipartUploadsRequest.builder().bucket(bucket).maxUploads(options.most());
    Requests.setUnlessEmpty(options.prefix(), request::prefix);
    Requests.setUnlessEmpty(options.delimiter(), request::delimiter);
    Requests.setUnlessEmpty(options.keyMarker(), request::keyMarker);
    if (!options.keyMarker().isEmpty()) {
      // Without a key it would mean nothing (MPU-54).
      Requests.setUnlessEmpty(options.uploadIdMarker(), request::uploadIdMarker);
    }
    requests.readOverride().ifPresent(request::overrideConfiguration);
    return calls.read(() -> Responses.uploads(page(request), options.prefix()));
  }

  /** Some vendors encode keys and do not say so. Asked without, they leave them as they are. */
  private ListMultipartUploadsResponse page(ListMultipartUploadsRequest.Builder request) {
    ListMultipartUploadsResponse page =
        clients.reading().listMultipartUploads(request.encodingType(EncodingType.URL).build());
    return KeyDecoding.isDoubtful(page)
        ? clients.reading().listMultipartUploads(request.encodingType((String) null).build())
        : page;
  }
}
