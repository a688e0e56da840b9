package io.holdall.endpoint.handler;

import io.holdall.ETag;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.TransferOptions;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.ChecksumHeaders;
import io.holdall.endpoint.header.ConditionHeaders;
import io.holdall.endpoint.header.CopySource;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.header.MetadataHeaders;
import io.holdall.endpoint.header.StoredHeaders;
import io.holdall.endpoint.header.TagHeader;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import java.io.IOException;
import java.util.Optional;

/** PutObject and DeleteObject. */
final class ObjectWrites {
  /** One PutObject is one put, however large: its ETag is the MD5 of its bytes (PUT-09). */
  private static final TransferOptions IN_ONE_PIECE =
      TransferOptions.defaults().threshold(Long.MAX_VALUE);

  private ObjectWrites() {}

  static S3Response put(Call call) throws IOException {
    if (call.headers().has(CopySource.NAME)) {
      return CopyObject.copy(call);
    }
    if (call.query().has("partNumber")) {
      throw Arguments.invalid(
          "partNumber", call.parameter("partNumber"), "A partNumber needs an uploadId");
    }
    Headers headers = call.headers();
    Integrity integrity = Integrity.of(headers);
    PutOptions options =
        annotations(headers).condition(ConditionHeaders.write(headers)).transfer(IN_ONE_PIECE);
    if (integrity.trailer().isPresent()) {
      options = options.checksum(integrity.trailer().get());
    }
    call.requireBucket();
    PutResult result = call.bucket().put(call.key(), call.incoming(integrity).body(), options);
    Headers.Builder answer = Headers.builder().add("ETag", result.etag().quoted());
    result.checksum().ifPresent(checksum -> ChecksumHeaders.write(checksum, answer));
    return Answers.ok(answer.build());
  }

  /** What is kept beside the bytes of a new object. */
  static PutOptions annotations(Headers headers) {
    return PutOptions.defaults()
        .headers(StoredHeaders.parse(headers))
        .metadata(MetadataHeaders.parse(headers))
        .tags(TagHeader.parse(headers));
  }

  static S3Response delete(Call call) {
    call.requireNoVersion();
    Optional<ETag> condition = ConditionHeaders.delete(call.headers());
    if (condition.isPresent()) {
      call.bucket().delete(call.key(), condition.get());
    } else {
      call.bucket().delete(call.key());
    }
    return Answers.noContent();
  }
}
