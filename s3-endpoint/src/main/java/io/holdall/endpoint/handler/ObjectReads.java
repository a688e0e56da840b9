package io.holdall.endpoint.handler;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobStoreException;
import io.holdall.ByteSpan;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ReadConditions;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.ConditionHeaders;
import io.holdall.endpoint.header.HttpDate;
import io.holdall.endpoint.header.Numbers;
import io.holdall.endpoint.header.RangeHeader;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import java.util.Optional;
import java.util.function.Supplier;

/** GetObject and HeadObject. */
final class ObjectReads {
  private static final ETag ANY = ETag.of("*");
  private static final int MOST_ATTEMPTS = 10;

  private ObjectReads() {}

  static S3Response get(Call call) {
    GetOptions options = options(call);
    return answer(call, options, () -> opened(call, options));
  }

  /** As GET with all that goes before the body (GET-03, GET-31). */
  static S3Response head(Call call) {
    GetOptions options = options(call);
    return answer(
        call,
        options,
        () -> isPartial(options) ? examined(call, options) : examined(call, options.conditions()));
  }

  private static GetOptions options(Call call) {
    call.requireNoVersion();
    GetOptions options = GetOptions.defaults().conditions(ConditionHeaders.read(call.headers()));
    Optional<String> range = call.headers().first("Range");
    if (!call.query().has("partNumber")) {
      return range.flatMap(RangeHeader::parse).map(options::range).orElse(options);
    }
    if (range.isPresent()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Cannot specify both Range header and partNumber query parameter");
    }
    return options.part(Numbers.part(call.query()));
  }

  private static boolean isPartial(GetOptions options) {
    return options.range().isPresent() || options.part().isPresent();
  }

  private static S3Response opened(Call call, GetOptions options) {
    Blob blob = call.bucket().get(call.key(), options);
    try {
      ByteSpan span = blob.span();
      boolean partial = isPartial(options) && span.length() > 0;
      Headers headers = headers(call, blob.attributes(), span, partial).build();
      return new S3Response(
          partial ? 206 : 200, headers, new S3Response.Stream(blob.stream(), span.length()));
    } catch (RuntimeException e) {
      blob.close();
      throw e;
    }
  }

  private static S3Response examined(Call call, GetOptions options) {
    try (Blob blob = call.bucket().get(call.key(), options)) {
      return examined(call, blob.attributes(), blob.span(), blob.span().length() > 0);
    }
  }

  private static S3Response examined(Call call, ReadConditions conditions) {
    BlobAttributes attributes = call.bucket().head(call.key(), conditions);
    return examined(call, attributes, new ByteSpan(0, attributes.size()), false);
  }

  private static S3Response examined(
      Call call, BlobAttributes attributes, ByteSpan span, boolean partial) {
    Headers headers =
        headers(call, attributes, span, partial)
            .add("Content-Length", Long.toString(span.length()))
            .build();
    return S3Response.of(partial ? 206 : 200, headers);
  }

  private static Headers.Builder headers(
      Call call, BlobAttributes attributes, ByteSpan span, boolean partial) {
    Headers.Builder headers = ObjectHeaders.of(call, attributes, span);
    if (partial) {
      headers.add("Content-Range", RangeHeader.contentRange(span, attributes.size()));
    }
    return headers;
  }

  // ---- what is no success

  private static S3Response answer(Call call, GetOptions options, Supplier<S3Response> found) {
    for (int attempt = 1; ; attempt++) {
      try {
        return found.get();
      } catch (BlobStoreException e) {
        if (e.code() != ErrorCode.NOT_MODIFIED) {
          throw refusal(call, e);
        }
        // The store does not say which version it was. If the one to be seen now would not have
        // been answered like this, the object has changed meanwhile: ask anew. A store that goes by
        // other rules of its own is believed in the end.
        if (attempt == MOST_ATTEMPTS) {
          return notModified(call.bucket().head(call.key()));
        }
        Optional<BlobAttributes> unchanged =
            call.bucket()
                .find(call.key())
                .filter(attributes -> isUnchanged(attributes, options.conditions()));
        if (unchanged.isPresent()) {
          return notModified(unchanged.get());
        }
      }
    }
  }

  private static boolean isUnchanged(BlobAttributes attributes, ReadConditions conditions) {
    if (conditions.ifNoneMatch().isPresent()) {
      ETag tag = conditions.ifNoneMatch().get();
      return tag.equals(ANY) || tag.equals(attributes.etag());
    }
    return conditions
        .ifModifiedSince()
        .map(time -> time.getEpochSecond() >= attributes.lastModified().getEpochSecond())
        .orElse(false);
  }

  /** GET-64. */
  private static S3Response notModified(BlobAttributes attributes) {
    return S3Response.of(
        304,
        Headers.of(
            "ETag",
            attributes.etag().quoted(),
            "Last-Modified",
            HttpDate.format(attributes.lastModified())));
  }

  /** Adds what the store knows and its error does not say (GET-25, GET-42). */
  private static RuntimeException refusal(Call call, BlobStoreException e) {
    return switch (e.code()) {
      case INVALID_RANGE ->
          new S3Exception(S3Error.INVALID_RANGE)
              .with("RangeRequested", call.headers().first("Range").orElse(""))
              .with("ActualObjectSize", Long.toString(call.bucket().head(call.key()).size()));
      case INVALID_PART_NUMBER ->
          new S3Exception(S3Error.INVALID_PART_NUMBER)
              .with("PartNumberRequested", call.parameter("partNumber"))
              .with("ActualPartCount", Integer.toString(partCount(call)));
      default -> e;
    };
  }

  private static int partCount(Call call) {
    try (Blob first = call.bucket().get(call.key(), GetOptions.defaults().part(1))) {
      return first.attributes().partCount().orElse(1);
    }
  }
}
