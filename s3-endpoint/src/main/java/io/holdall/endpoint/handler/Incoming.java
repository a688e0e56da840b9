package io.holdall.endpoint.handler;

import io.holdall.Body;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.Limits;
import io.holdall.endpoint.chunked.RequestBody;
import io.holdall.endpoint.chunked.TrailerChecksum;
import io.holdall.endpoint.chunked.TrailerListener;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.sigv4.Payload;
import java.io.IOException;
import java.util.Optional;

/**
 * The bytes of an object or a part on their way into the store. The checksum of a trailer, which no
 * store can be told beforehand, is compared here before the last byte is passed on; what the
 * headers declare is for the store to compare.
 */
final class Incoming {
  private final RequestBody body;
  private final Integrity integrity;
  private final Optional<TrailerChecksum> trailer;

  private Incoming(RequestBody body, Integrity integrity, Optional<TrailerChecksum> trailer) {
    this.body = body;
    this.integrity = integrity;
    this.trailer = trailer;
  }

  /**
   * @throws S3Exception if the headers are wrong; among them {@link S3Error#MISSING_CONTENT_LENGTH}
   *     (PUT-04) and {@link S3Error#ENTITY_TOO_LARGE} (PUT-06)
   * @throws IOException if the body is empty and wrong, or the client hangs up
   */
  static Incoming open(S3Request request, Payload payload, Integrity integrity, Limits limits)
      throws IOException {
    RequestBody.requireLength(request.headers());
    Optional<TrailerChecksum> trailer = integrity.trailer().map(TrailerChecksum::new);
    RequestBody body = open(request, payload, trailer);
    if (body.length() > limits.maxPutSize()) {
      throw new S3Exception(S3Error.ENTITY_TOO_LARGE)
          .with("ProposedSize", Long.toString(body.length()))
          .with("MaxSizeAllowed", Long.toString(limits.maxPutSize()));
    }
    return new Incoming(body, integrity, trailer);
  }

  private static RequestBody open(
      S3Request request, Payload payload, Optional<TrailerChecksum> trailer) throws IOException {
    if (trailer.isEmpty()) {
      return RequestBody.open(request, payload, TrailerListener.none());
    }
    TrailerChecksum expected = trailer.get();
    Optional<ChecksumAlgorithm> algorithm = Optional.of(expected.algorithm());
    return RequestBody.open(request, payload, expected)
        .comparing(Optional.empty(), algorithm, expected);
  }

  /** For the store. */
  Body body() {
    Body stored = Body.of(body.stream(), body.length());
    if (integrity.md5().isPresent()) {
      stored = stored.expecting(integrity.md5().get());
    }
    if (integrity.checksum().isPresent()) {
      stored = stored.expecting(integrity.checksum().get());
    }
    return stored;
  }

  /** The checksum that came with the bytes; to be asked for once they have been read. */
  Optional<Checksum> checksum() {
    return integrity.checksum().or(() -> trailer.map(TrailerChecksum::get));
  }
}
