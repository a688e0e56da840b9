package io.holdall.endpoint.handler;

import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.ConditionHeaders;
import io.holdall.endpoint.http.S3Request;
import java.util.EnumMap;
import java.util.Map;

/** What a store's errors are on the wire: the one table for it. */
public final class StoreErrors {
  private static final Map<ErrorCode, S3Error> TABLE = table();

  private StoreErrors() {}

  private static Map<ErrorCode, S3Error> table() {
    EnumMap<ErrorCode, S3Error> table = new EnumMap<>(ErrorCode.class);
    table.put(ErrorCode.NO_SUCH_BUCKET, S3Error.NO_SUCH_BUCKET);
    table.put(ErrorCode.NO_SUCH_KEY, S3Error.NO_SUCH_KEY);
    table.put(ErrorCode.NO_SUCH_UPLOAD, S3Error.NO_SUCH_UPLOAD);
    table.put(ErrorCode.BUCKET_ALREADY_EXISTS, S3Error.BUCKET_ALREADY_EXISTS);
    table.put(ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU, S3Error.BUCKET_ALREADY_OWNED_BY_YOU);
    table.put(ErrorCode.BUCKET_NOT_EMPTY, S3Error.BUCKET_NOT_EMPTY);
    table.put(ErrorCode.PRECONDITION_FAILED, S3Error.PRECONDITION_FAILED);
    table.put(ErrorCode.CONFLICT, S3Error.CONDITIONAL_REQUEST_CONFLICT);
    table.put(ErrorCode.INVALID_RANGE, S3Error.INVALID_RANGE);
    table.put(ErrorCode.INVALID_PART_NUMBER, S3Error.INVALID_PART_NUMBER);
    table.put(ErrorCode.BAD_DIGEST, S3Error.BAD_DIGEST);
    table.put(ErrorCode.INCOMPLETE_BODY, S3Error.INCOMPLETE_BODY);
    // What fails while a body is read here is the connection that it comes by.
    table.put(ErrorCode.BODY_FAILED, S3Error.INCOMPLETE_BODY);
    table.put(ErrorCode.ENTITY_TOO_LARGE, S3Error.ENTITY_TOO_LARGE);
    table.put(ErrorCode.ENTITY_TOO_SMALL, S3Error.ENTITY_TOO_SMALL);
    table.put(ErrorCode.INVALID_PART, S3Error.INVALID_PART);
    table.put(ErrorCode.INVALID_PART_ORDER, S3Error.INVALID_PART_ORDER);
    table.put(ErrorCode.INVALID_TOKEN, S3Error.INVALID_ARGUMENT);
    table.put(ErrorCode.INVALID_ARGUMENT, S3Error.INVALID_ARGUMENT);
    table.put(ErrorCode.INVALID_REQUEST, S3Error.INVALID_REQUEST);
    table.put(ErrorCode.ACCESS_DENIED, S3Error.ACCESS_DENIED);
    // The store's own credentials are meant, not those of the client.
    table.put(ErrorCode.INVALID_CREDENTIALS, S3Error.ACCESS_DENIED);
    table.put(ErrorCode.UNSUPPORTED, S3Error.NOT_IMPLEMENTED);
    table.put(ErrorCode.WRONG_REGION, S3Error.PERMANENT_REDIRECT);
    table.put(ErrorCode.THROTTLED, S3Error.SLOW_DOWN);
    table.put(ErrorCode.UNAVAILABLE, S3Error.SERVICE_UNAVAILABLE);
    table.put(ErrorCode.STORE_IN_USE, S3Error.SERVICE_UNAVAILABLE);
    table.put(ErrorCode.STORAGE_FULL, S3Error.INSUFFICIENT_STORAGE);
    table.put(ErrorCode.CORRUPT, S3Error.INTERNAL_ERROR);
    table.put(ErrorCode.IO_FAILED, S3Error.INTERNAL_ERROR);
    table.put(ErrorCode.INTERNAL, S3Error.INTERNAL_ERROR);
    // Reads answer it themselves; whatever else runs into it had a condition that did not hold.
    table.put(ErrorCode.NOT_MODIFIED, S3Error.PRECONDITION_FAILED);
    return table;
  }

  /** The error code alone, without anything of a request. */
  static S3Error of(ErrorCode code) {
    return TABLE.getOrDefault(code, S3Error.INTERNAL_ERROR);
  }

  /** The answer to a request that the store has refused. */
  public static S3Exception of(BlobStoreException e, S3Request request) {
    if (e.getCause() instanceof BodyRefusedException body) {
      return body.refusal();
    }
    S3Error error = of(e.code());
    S3Exception refusal = new S3Exception(error, message(e, error), e);
    return switch (e.code()) {
      case NO_SUCH_BUCKET, BUCKET_ALREADY_EXISTS, BUCKET_ALREADY_OWNED_BY_YOU, BUCKET_NOT_EMPTY ->
          refusal.with("BucketName", e.bucket().orElse(""));
      case NO_SUCH_KEY -> refusal.with("Key", e.key().orElse(""));
      case NO_SUCH_UPLOAD, INVALID_PART, INVALID_PART_ORDER ->
          refusal.with("UploadId", request.query().value("uploadId").orElse(""));
      case PRECONDITION_FAILED, NOT_MODIFIED -> condition(refusal, request);
      case CONFLICT -> condition(refusal, request).with("Key", e.key().orElse(""));
      default -> refusal;
    };
  }

  private static S3Exception condition(S3Exception refusal, S3Request request) {
    return ConditionHeaders.failed(request.headers())
        .map(name -> refusal.with("Condition", name))
        .orElse(refusal);
  }

  /** S3's words where they say all; the store's where they say more. */
  private static String message(BlobStoreException e, S3Error error) {
    return switch (e.code()) {
      case BAD_DIGEST,
          INCOMPLETE_BODY,
          ENTITY_TOO_LARGE,
          ENTITY_TOO_SMALL,
          INVALID_PART,
          INVALID_TOKEN,
          INVALID_ARGUMENT,
          INVALID_REQUEST,
          UNSUPPORTED,
          STORAGE_FULL ->
          e.detail();
      default -> error.message();
    };
  }
}
