package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads {@code x-amz-content-sha256}. */
final class PayloadHeader {
  static final String NAME = "x-amz-content-sha256";

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private PayloadHeader() {}

  /**
   * @param seed where the signatures of a signed body start; called for such a body only
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for a value that S3 does not know
   *     (CHUNK-12)
   */
  static Payload parse(String value, Supplier<ChunkSeed> seed) {
    return switch (value) {
      case Signing.UNSIGNED_PAYLOAD -> new Payload.Unsigned();
      case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> new Payload.UnsignedChunks();
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" -> new Payload.SignedChunks(seed.get(), false);
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
          new Payload.SignedChunks(seed.get(), true);
      default -> {
        if (!SHA256.matcher(value).matches()) {
          throw new S3Exception(
                  S3Error.INVALID_ARGUMENT,
                  NAME
                      + " must be UNSIGNED-PAYLOAD, one of the STREAMING- values of S3, or a SHA-256 in hexadecimal digits")
              .with("ArgumentName", NAME)
              .with("ArgumentValue", value);
        }
        yield new Payload.Sha256(value.toLowerCase(Locale.ROOT));
      }
    };
  }

  /**
   * For requests whose signature cannot seed those of chunks: anonymous ones and presigned URLs
   * (PRE-21).
   */
  static ChunkSeed noSeed() {
    throw new S3Exception(
        S3Error.INVALID_REQUEST,
        "A body of signed chunks needs a request that is signed by its Authorization header");
  }
}
