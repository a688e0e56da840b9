package io.holdall.s3;

import io.holdall.BlobRef;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.spi.DriverException;
import io.holdall.spi.Payload;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Puts and copies blobs. Thread-safe. */
final class Writes {
  private final Clients clients;
  private final Calls calls;
  private final Requests requests;
  private final ChecksumPolicy checksums;

  Writes(Clients clients, Calls calls, Requests requests, ChecksumPolicy checksums) {
    this.clients = clients;
    this.calls = calls;
    this.requests = requests;
    this.checksums = checksums;
  }

  PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    Outgoing body = Outgoing.of(payload, checksums.forPut(options, payload), calls.traffic());
    PutObjectRequest request = requests.put(bucket, key, options, body);
    String type = options.headers().contentType().orElse(ContentHeaders.DEFAULT_CONTENT_TYPE);
    PutObjectResponse answer =
        calls.write(body, () -> clients.writing(body).putObject(request, body.body(type)));
    if (!Responses.isTag(answer.eTag())) {
      throw calls.faults().halfAnswer();
    }
    return Responses.put(
        answer.eTag(), Checksums.read(name -> answer.getValueForField(name, String.class)));
  }

  PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    CopyObjectRequest request = requests.copy(source, bucket, key, options);
    CopyObjectResult copy;
    try {
      copy = calls.write(() -> clients.writing().copyObject(request)).copyObjectResult();
    } catch (DriverException e) {
      throw ofCopy(e);
    }
    if (copy == null || !Responses.isTag(copy.eTag())) {
      throw calls.faults().halfAnswer();
    }
    return Responses.put(
        copy.eTag(), Checksums.read(name -> copy.getValueForField(name, String.class)));
  }

  /** What fails for a source is never merely unmodified (COPY-12). */
  static DriverException ofCopy(DriverException e) {
    return e.code() == ErrorCode.NOT_MODIFIED ? Faults.as(ErrorCode.PRECONDITION_FAILED, e) : e;
  }
}
