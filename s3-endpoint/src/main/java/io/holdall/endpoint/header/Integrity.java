package io.holdall.endpoint.header;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ContentMd5;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import java.util.List;
import java.util.Optional;

/**
 * The digests that the bytes of a body must have, as the request declares them. Of checksum and
 * trailer there is at most one.
 *
 * @param md5 of {@code Content-MD5}
 * @param checksum over bytes
 * @param trailer the algorithm of the checksum that follows the body
 */
public record Integrity(
    Optional<ContentMd5> md5, Optional<Checksum> checksum, Optional<ChecksumAlgorithm> trailer) {
  private static final String MD5 = "Content-MD5";
  private static final String SDK_ALGORITHM = "x-amz-sdk-checksum-algorithm";
  private static final String TRAILER = "x-amz-trailer";

  /**
   * What the headers declare.
   *
   * @throws S3Exception {@link S3Error#INVALID_DIGEST} (PUT-30); {@link S3Error#INVALID_REQUEST}
   *     for checksums that are several (CHK-04), not good (CHK-05) or announced and missing
   *     (CHK-07); {@link S3Error#NOT_IMPLEMENTED} for one that is not known here
   */
  public static Integrity of(Headers headers) {
    Optional<Checksum> checksum = ChecksumHeaders.parse(headers);
    Optional<ChecksumAlgorithm> trailer = trailer(headers);
    if (checksum.isPresent() && trailer.isPresent()) {
      throw ChecksumHeaders.severalChecksums();
    }
    if (checksum.isPresent() && checksum.get().type() == ChecksumType.COMPOSITE) {
      throw ChecksumHeaders.invalidValue(ChecksumHeaders.name(checksum.get().algorithm()));
    }
    if (checksum.isEmpty() && trailer.isEmpty() && headers.has(SDK_ALGORITHM)) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          SDK_ALGORITHM
              + " specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
    }
    return new Integrity(md5(headers), checksum, trailer);
  }

  /**
   * {@code Content-MD5} alone.
   *
   * @throws S3Exception {@link S3Error#INVALID_DIGEST}
   */
  public static Optional<ContentMd5> md5(Headers headers) {
    return headers
        .first(MD5)
        .map(
            text -> {
              try {
                return ContentMd5.parse(text.strip());
              } catch (IllegalArgumentException e) {
                throw new S3Exception(S3Error.INVALID_DIGEST).with(MD5, text);
              }
            });
  }

  private static Optional<ChecksumAlgorithm> trailer(Headers headers) {
    List<String> names = headers.all(TRAILER);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    if (!headers.first("x-amz-content-sha256").orElse("").endsWith("-TRAILER")) {
      throw new S3Exception(
          S3Error.MALFORMED_TRAILER, "The request announces a trailer that its body cannot have");
    }
    // Whether there is just one, and a checksum, is judged where the body is read.
    return ChecksumHeaders.algorithm(names.get(0).strip().replaceFirst("(?i)^x-amz-checksum-", ""));
  }

  /** Of the one checksum, wherever it comes. */
  public Optional<ChecksumAlgorithm> algorithm() {
    return trailer.or(() -> checksum.map(Checksum::algorithm));
  }

  /**
   * Insists that there is a digest at all (CHK-33).
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST}
   */
  public Integrity required() {
    if (md5.isEmpty() && checksum.isEmpty() && trailer.isEmpty()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }
    return this;
  }
}
