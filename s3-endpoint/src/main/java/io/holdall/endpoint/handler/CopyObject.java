package io.holdall.endpoint.handler;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BlobStoreException;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.ChecksumHeaders;
import io.holdall.endpoint.header.ConditionHeaders;
import io.holdall.endpoint.header.CopySource;
import io.holdall.endpoint.header.TagHeader;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.ObjectDocuments;
import java.time.Instant;
import java.util.Locale;

/** CopyObject. */
final class CopyObject {
  private static final String METADATA = "x-amz-metadata-directive";
  private static final String TAGGING = "x-amz-tagging-directive";

  /** Of an object that others replace between two requests to the store, again and again. */
  private static final int MOST_ATTEMPTS = 10;

  private CopyObject() {}

  static S3Response copy(Call call) {
    Headers headers = call.headers();
    BlobRef source = CopySource.parse(headers.first(CopySource.NAME).orElse(""));
    CopyOptions options = options(headers);
    call.requireBucket();
    PutResult result;
    try {
      result =
          isTouch(call, source, options)
              ? touch(call, source, options)
              : call.bucket().copy(source, call.key(), options);
    } catch (BlobStoreException e) {
      throw ofSource(e, source, options);
    }
    return Answers.xml(
        ObjectDocuments.copyResult(
            "CopyObjectResult", result.etag(), lastModified(call, result), result.checksum()));
  }

  /** The bytes and the rest are of one version (COPY-16), as far as the store can be told. */
  private static PutResult touch(Call call, BlobRef source, CopyOptions options) {
    boolean bound =
        options.sourceConditions().isNone()
            && call.site().store().features().contains(Feature.COPY_SOURCE_IF);
    for (int attempt = 1; ; attempt++) {
      BlobAttributes kept = call.bucket().head(call.key());
      CopyOptions replacing = options.replacing(kept.headers(), kept.metadata());
      try {
        return call.bucket()
            .copy(
                source,
                call.key(),
                bound
                    ? replacing.sourceConditions(ReadConditions.none().ifMatch(kept.etag()))
                    : replacing);
      } catch (BlobStoreException e) {
        boolean replaced =
            bound
                && e.code() == ErrorCode.PRECONDITION_FAILED
                && !call.bucket().head(call.key()).etag().equals(kept.etag());
        if (!replaced || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static CopyOptions options(Headers headers) {
    CopyOptions options =
        CopyOptions.defaults()
            .sourceConditions(ConditionHeaders.source(headers))
            .targetCondition(ConditionHeaders.write(headers));
    if (isReplacing(headers, METADATA, "Unknown metadata directive.")) {
      PutOptions given = ObjectWrites.annotations(headers);
      options = options.replacing(given.headers(), given.metadata());
    }
    if (isReplacing(headers, TAGGING, "Unknown tagging directive.")) {
      options = options.replacingTags(TagHeader.parse(headers));
    }
    return ChecksumHeaders.declaredAlgorithm(headers).map(options::checksum).orElse(options);
  }

  /** COPY-06, COPY-07. */
  private static boolean isReplacing(Headers headers, String name, String otherwise) {
    String directive = headers.first(name).orElse("COPY").strip();
    return switch (directive.toUpperCase(Locale.ROOT)) {
      case "COPY" -> false;
      case "REPLACE" -> true;
      default -> throw Arguments.invalid(name, directive, otherwise);
    };
  }

  /**
   * A storage class makes a copy onto itself a change, even if it is the one that the object has
   * (COPY-09).
   */
  private static boolean isTouch(Call call, BlobRef source, CopyOptions options) {
    return call.headers().has("x-amz-storage-class")
        && options.replacement().isEmpty()
        && source.equals(new BlobRef(call.bucketName(), call.key()));
  }

  /** Of two objects and two buckets the store names the target; missing is the source (COPY-05). */
  private static RuntimeException ofSource(
      BlobStoreException e, BlobRef source, CopyOptions options) {
    boolean targetMayBeMissing = options.targetCondition() instanceof WriteCondition.IfMatch;
    if (e.code() == ErrorCode.NO_SUCH_KEY && !targetMayBeMissing) {
      return new S3Exception(S3Error.NO_SUCH_KEY).with("Key", source.key());
    }
    return e.code() == ErrorCode.NO_SUCH_BUCKET
        ? new S3Exception(S3Error.NO_SUCH_BUCKET).with("BucketName", source.bucket())
        : e;
  }

  /** When the copy was made; if it has been replaced already, now. */
  private static Instant lastModified(Call call, PutResult result) {
    return call.bucket()
        .find(call.key())
        .filter(copy -> copy.etag().equals(result.etag()))
        .map(BlobAttributes::lastModified)
        .orElseGet(() -> call.site().clock().instant());
  }
}
