package io.holdall.endpoint.chunked;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.CredentialsLookup;
import io.holdall.endpoint.sigv4.Payload;
import io.holdall.endpoint.sigv4.RequestSigner;
import io.holdall.endpoint.sigv4.SigV4Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;

/** Requests to be opened in tests, and streams that give few bytes at a time. */
final class Bodies {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
  private static final Credentials CREDENTIALS = new Credentials("AKID", "secret");

  static final String TRAILER = "x-amz-checksum-crc32c:sOO8/Q==";

  /** The payload of a verified request whose body consists of signed chunks. */
  static final Payload.SignedChunks SIGNED = signedChunks("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");

  static final Payload.SignedChunks SIGNED_TRAILER =
      signedChunks("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");

  private Bodies() {}

  private static Payload.SignedChunks signedChunks(String payloadHash) {
    S3Request signed =
        new RequestSigner(CREDENTIALS, "r", CLOCK)
            .sign(S3Request.of("PUT", "/b/k", Headers.of("Host", "h")), payloadHash);
    return (Payload.SignedChunks)
        new SigV4Verifier(CredentialsLookup.only(CREDENTIALS), "r", CLOCK).verify(signed).payload();
  }

  static S3Request chunked(long decodedLength, InputStream body) {
    return S3Request.of(
            "PUT", "/b/k", Headers.of("x-amz-decoded-content-length", Long.toString(decodedLength)))
        .withBody(body);
  }

  static S3Request chunkedWithTrailer(long decodedLength, InputStream body) {
    S3Request request = chunked(decodedLength, body);
    return request.withHeaders(
        request.headers().toBuilder().add("X-Amz-Trailer", " X-Amz-Checksum-CRC32C ").build());
  }

  static S3Request plain(long length, InputStream body) {
    return S3Request.of("PUT", "/b/k", Headers.of("Content-Length", Long.toString(length)))
        .withBody(body);
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** Gives at most {@code atOnce} bytes with every read. */
  static InputStream trickle(byte[] bytes, int atOnce) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, atOnce));
      }
    };
  }

  /** Reads to the end in steps of a given size. */
  static byte[] readAll(InputStream in, int step) throws IOException {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    byte[] buffer = new byte[step + 2];
    int count = in.read(buffer, 1, step);
    while (count >= 0) {
      out.write(buffer, 1, count);
      count = in.read(buffer, 1, step);
    }
    return out.toByteArray();
  }
}
