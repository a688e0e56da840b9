package io.holdall.endpoint.handler;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;

/** The usual answers (HTTP-11, HTTP-40). */
final class Answers {
  static final Headers XML = Headers.of("Content-Type", "application/xml");

  private Answers() {}

  static S3Response ok(Headers headers) {
    return S3Response.of(200, headers);
  }

  static S3Response noContent() {
    return S3Response.of(204, Headers.empty());
  }

  static S3Response xml(byte[] document) {
    return new S3Response(200, XML, new S3Response.Bytes(document));
  }

  static S3Response xml(byte[] document, Headers.Builder headers) {
    return new S3Response(
        200,
        headers.set("Content-Type", "application/xml").build(),
        new S3Response.Bytes(document));
  }
}
