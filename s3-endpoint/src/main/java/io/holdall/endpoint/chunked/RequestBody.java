package io.holdall.endpoint.chunked;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentMd5;
import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.sigv4.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The body of a request as the client meant it.
 *
 * @param stream the bytes without framing. It hands out the last of {@code length} bytes only once
 *     the whole body, signatures and trailer included, has been verified: who has read {@code
 *     length} bytes has a good body, whether or not they ask for the end. What is wrong is thrown
 *     as {@link BodyRefusedException}, at the byte where it shows and again on every later read.
 *     Closing it does nothing.
 * @param length the number of bytes in it
 */
public record RequestBody(InputStream stream, long length) {
  private static final String DECODED_LENGTH = "x-amz-decoded-content-length";

  /**
   * Opens the body. A request that declares neither a length nor a transfer coding has an empty
   * one. An empty body is verified at once.
   *
   * @throws S3Exception if the headers are wrong: no or a bad length (CHUNK-08), a transfer coding
   *     around plain bytes (PUT-04), a trailer that is not a checksum (CHUNK-09)
   * @throws BodyRefusedException if the body is empty and wrong
   * @throws IOException if the client hangs up
   */
  public static RequestBody open(S3Request request, Payload payload, TrailerListener trailers)
      throws IOException {
    Headers headers = request.headers();
    if (payload instanceof Payload.SignedChunks signed) {
      TrailerPolicy policy =
          signed.trailer() ? TrailerPolicy.signed(headers, trailers) : TrailerPolicy.without();
      return chunked(request, ChunkCheck.signed(signed.seed().signer()), policy);
    }
    if (payload instanceof Payload.UnsignedChunks) {
      return chunked(request, ChunkCheck.none(), TrailerPolicy.unsigned(headers, trailers));
    }
    if (headers.has("Transfer-Encoding")) {
      throw new S3Exception(S3Error.NOT_IMPLEMENTED).with("Header", "Transfer-Encoding");
    }
    long length = length(headers, "Content-Length").orElse(0);
    if (payload instanceof Payload.Sha256 sha256) {
      return new RequestBody(Sha256InputStream.open(request.body(), length, sha256.hex()), length);
    }
    return new RequestBody(request.body(), length);
  }

  private static RequestBody chunked(S3Request request, ChunkCheck check, TrailerPolicy trailers)
      throws IOException {
    long length = length(request.headers(), DECODED_LENGTH).orElseThrow(RequestBody::missingLength);
    return new RequestBody(
        AwsChunkedInputStream.open(request.body(), length, check, trailers), length);
  }

  /**
   * The same body, refused with {@link S3Error#BAD_DIGEST} unless its digests are those declared.
   *
   * @param algorithm of the checksum to compute, if one is to be compared
   * @param expected asked for the checksum when the last byte has been read
   * @throws BodyRefusedException if the body is empty and wrong
   * @throws IOException if the client hangs up
   */
  public RequestBody comparing(
      Optional<ContentMd5> md5, Optional<ChecksumAlgorithm> algorithm, Supplier<Checksum> expected)
      throws IOException {
    return md5.isEmpty() && algorithm.isEmpty()
        ? this
        : new RequestBody(DigestedInputStream.open(this, md5, algorithm, expected), length);
  }

  /**
   * Insists on a declared length, as S3 does where an object or part is stored (PUT-04).
   *
   * @throws S3Exception {@link S3Error#MISSING_CONTENT_LENGTH}
   */
  public static void requireLength(Headers headers) {
    if (!headers.has("Content-Length") && !headers.has("Transfer-Encoding")) {
      throw missingLength();
    }
  }

  private static S3Exception missingLength() {
    return new S3Exception(S3Error.MISSING_CONTENT_LENGTH);
  }

  private static OptionalLong length(Headers headers, String name) {
    String text = headers.first(name).orElse(null);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw missingLength();
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
