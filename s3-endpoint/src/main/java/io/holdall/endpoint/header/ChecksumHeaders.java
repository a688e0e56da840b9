package io.holdall.endpoint.header;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code x-amz-checksum-*} and how documents name checksums (CHK-01 to CHK-23). */
public final class ChecksumHeaders {
  private static final String PREFIX = "x-amz-checksum-";
  private static final String ALGORITHM = PREFIX + "algorithm";
  private static final String TYPE = PREFIX + "type";
  private static final String MODE = PREFIX + "mode";
  private static final Set<String> NOT_VALUES = Set.of(ALGORITHM, TYPE, MODE);

  private ChecksumHeaders() {}

  /** The header that carries a checksum of this algorithm. */
  static String name(ChecksumAlgorithm algorithm) {
    return PREFIX + lowerCase(algorithm);
  }

  /** The name of an algorithm as headers and messages spell it. */
  public static String lowerCase(ChecksumAlgorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT);
  }

  /** The algorithm of that name, whatever its case. */
  public static Optional<ChecksumAlgorithm> algorithm(String name) {
    return Arrays.stream(ChecksumAlgorithm.values())
        .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The headers with checksums of bodies, of whatever algorithm, in lower case. */
  static List<String> values(Headers headers) {
    List<String> names = new ArrayList<>();
    for (String name : headers.names()) {
      if (name.startsWith(PREFIX) && !NOT_VALUES.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * The algorithm behind the header of a checksum.
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} for one that is not known here
   */
  static ChecksumAlgorithm algorithmOf(String header) {
    return algorithm(header.substring(PREFIX.length()))
        .orElseThrow(() -> Arguments.notImplemented(header));
  }

  /**
   * The one checksum in the headers, over bytes or over parts.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} for more than one (CHK-04) or one that is
   *     none (CHK-05)
   */
  public static Optional<Checksum> parse(Headers headers) {
    List<String> names = values(headers);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String name = names.get(0);
    List<String> values = headers.all(name);
    if (names.size() > 1 || values.size() > 1) {
      throw severalChecksums();
    }
    ChecksumAlgorithm algorithm = algorithmOf(name);
    try {
      return Optional.of(Checksum.parse(algorithm, values.get(0).strip()));
    } catch (IllegalArgumentException e) {
      throw invalidValue(name);
    }
  }

  static S3Exception severalChecksums() {
    return new S3Exception(
        S3Error.INVALID_REQUEST,
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  }

  static S3Exception invalidValue(String header) {
    return new S3Exception(S3Error.INVALID_REQUEST, "Value for " + header + " header is invalid.");
  }

  /**
   * The checksum that an upload or a copy is to keep.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} for an algorithm that is not known (CHK-22)
   */
  public static Optional<ChecksumAlgorithm> declaredAlgorithm(Headers headers) {
    return headers
        .first(ALGORITHM)
        .map(
            name ->
                algorithm(name.strip())
                    .orElseThrow(
                        () ->
                            new S3Exception(
                                S3Error.INVALID_REQUEST,
                                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                                    + Arrays.stream(ChecksumAlgorithm.values())
                                        .map(ChecksumAlgorithm::name)
                                        .collect(Collectors.joining(", ", "[", "]")))));
  }

  /**
   * What the checksum of an upload is to be computed over.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} for a type that is not known
   */
  public static Optional<ChecksumType> declaredType(Headers headers) {
    return headers
        .first(TYPE)
        .map(
            name ->
                switch (name.strip().toUpperCase(Locale.ROOT)) {
                  case "FULL_OBJECT" -> ChecksumType.FULL_OBJECT;
                  case "COMPOSITE" -> ChecksumType.COMPOSITE;
                  default ->
                      throw new S3Exception(
                          S3Error.INVALID_REQUEST, "Value for " + TYPE + " header is invalid.");
                });
  }

  /** Whether a read asks for the checksum (CHK-11). */
  public static boolean isAsked(Headers headers) {
    return headers.first(MODE).filter(mode -> mode.strip().equalsIgnoreCase("ENABLED")).isPresent();
  }

  /** Adds the checksum, and over what it was computed. */
  public static void write(Checksum checksum, Headers.Builder headers) {
    headers.add(name(checksum.algorithm()), checksum.value()).add(TYPE, checksum.type().name());
  }

  /** Adds the checksum of a part, which has no type. */
  public static void writePart(Checksum checksum, Headers.Builder headers) {
    headers.add(name(checksum.algorithm()), checksum.value());
  }

  /** Adds what a started upload is to keep. */
  public static void writeDeclared(
      ChecksumAlgorithm algorithm, ChecksumType type, Headers.Builder headers) {
    headers.add(ALGORITHM, algorithm.name()).add(TYPE, type.name());
  }
}
