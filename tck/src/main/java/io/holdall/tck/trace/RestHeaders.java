package io.holdall.tck.trace;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.spi.Payload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What options are called in headers. */
final class RestHeaders {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RestHeaders() {}

  static RestRequest put(RestRequest request, PutOptions options) {
    content(request, options.headers());
    metadata(request, options.metadata());
    tags(request, options.tags());
    condition(request, options.condition());
    return algorithm(request, options.checksumAlgorithm());
  }

  static RestRequest copy(RestRequest request, BlobRef source, CopyOptions options) {
    request.header("x-amz-copy-source", RestRequest.path(source.bucket(), source.key()));
    conditions(request, "x-amz-copy-source-", options.sourceConditions());
    condition(request, options.targetCondition());
    options
        .replacement()
        .ifPresent(
            it -> {
              request.header("x-amz-metadata-directive", "REPLACE");
              content(request, it.headers());
              metadata(request, it.metadata());
            });
    options
        .replacementTags()
        .ifPresent(it -> tags(request.header("x-amz-tagging-directive", "REPLACE"), it));
    return algorithm(request, options.checksumAlgorithm());
  }

  static RestRequest payload(RestRequest request, Payload payload) {
    request.header("content-md5", payload.expectedMd5().map(it -> it.value()));
    payload.expectedChecksum().ifPresent(it -> checksum(request, it));
    return request.body(payload.length());
  }

  static RestRequest checksum(RestRequest request, Checksum checksum) {
    return request.header(
        "x-amz-checksum-" + checksum.algorithm().name().toLowerCase(Locale.ROOT), checksum.value());
  }

  static RestRequest condition(RestRequest request, WriteCondition condition) {
    if (condition instanceof WriteCondition.IfMatch match) {
      return request.header("if-match", match.etag().quoted());
    }
    return condition instanceof WriteCondition.IfAbsent
        ? request.header("if-none-match", "*")
        : request;
  }

  static RestRequest conditions(RestRequest request, String before, ReadConditions conditions) {
    return request
        .header(before + "if-match", conditions.ifMatch().map(ETag::quoted))
        .header(before + "if-none-match", conditions.ifNoneMatch().map(ETag::quoted))
        .header(before + "if-modified-since", conditions.ifModifiedSince().map(RestHeaders::date))
        .header(
            before + "if-unmodified-since", conditions.ifUnmodifiedSince().map(RestHeaders::date));
  }

  private static String date(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  static String range(ByteRange range) {
    if (range instanceof ByteRange.Between between) {
      return "bytes=%s-%s".formatted(between.first(), between.last());
    }
    return range instanceof ByteRange.From from
        ? "bytes=%s-".formatted(from.first())
        : "bytes=-%s".formatted(((ByteRange.Suffix) range).length());
  }

  private static RestRequest algorithm(RestRequest request, Optional<ChecksumAlgorithm> algorithm) {
    return request.header("x-amz-checksum-algorithm", algorithm);
  }

  private static void content(RestRequest request, ContentHeaders headers) {
    request
        .header("content-type", headers.contentType())
        .header("content-encoding", headers.contentEncoding())
        .header("content-language", headers.contentLanguage())
        .header("content-disposition", headers.contentDisposition())
        .header("cache-control", headers.cacheControl())
        .header("expires", headers.expires());
  }

  private static void metadata(RestRequest request, UserMetadata metadata) {
    metadata.asMap().forEach((name, value) -> request.header("x-amz-meta-" + name, value));
  }

  private static void tags(RestRequest request, Tags tags) {
    if (!tags.asMap().isEmpty()) {
      request.header(
          "x-amz-tagging",
          tags.asMap().entrySet().stream()
              .map(tag -> form(tag.getKey()) + "=" + form(tag.getValue()))
              .collect(Collectors.joining("&")));
    }
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
