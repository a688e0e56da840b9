package io.holdall.endpoint.handler;

import io.holdall.BlobAttributes;
import io.holdall.ByteSpan;
import io.holdall.endpoint.header.ChecksumHeaders;
import io.holdall.endpoint.header.HttpDate;
import io.holdall.endpoint.header.MetadataHeaders;
import io.holdall.endpoint.header.StoredHeaders;
import io.holdall.endpoint.http.Headers;

/** The headers that tell of an object (GET-01, PUT-40). */
final class ObjectHeaders {
  private ObjectHeaders() {}

  /**
   * @param span the bytes that the answer is about
   */
  static Headers.Builder of(Call call, BlobAttributes attributes, ByteSpan span) {
    Headers.Builder headers =
        Headers.builder()
            .add("ETag", attributes.etag().quoted())
            .add("Last-Modified", HttpDate.format(attributes.lastModified()))
            .add("Accept-Ranges", "bytes");
    StoredHeaders.write(attributes.headers(), headers);
    StoredHeaders.override(call.query(), headers);
    MetadataHeaders.write(attributes.metadata(), headers);
    if (attributes.tagCount() > 0) {
      headers.add("x-amz-tagging-count", Integer.toString(attributes.tagCount()));
    }
    attributes
        .partCount()
        .ifPresent(count -> headers.add("x-amz-mp-parts-count", Integer.toString(count)));
    if (ChecksumHeaders.isAsked(call.headers())) {
      checksum(attributes, span, headers);
    }
    return headers;
  }

  /**
   * A checksum over the whole says nothing of a range, but a range may be the whole (CHK-12); of a
   * part the store gives the part's own, if it keeps one (CHK-13).
   */
  private static void checksum(BlobAttributes attributes, ByteSpan span, Headers.Builder headers) {
    boolean whole = span.length() == attributes.size();
    if (whole) {
      attributes.checksum().ifPresent(checksum -> ChecksumHeaders.write(checksum, headers));
    } else if (attributes.partCount().isPresent()) {
      attributes.checksum().ifPresent(checksum -> ChecksumHeaders.writePart(checksum, headers));
    }
  }
}
