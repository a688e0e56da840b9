package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a presigned URL (PRE-01).
 *
 * @param lifetime in seconds, 0 to 604800
 */
record PresignedQuery(Claim claim, Instant time, long lifetime) {
  static final String ALGORITHM = "X-Amz-Algorithm";
  static final String CREDENTIAL = "X-Amz-Credential";
  static final String DATE = "X-Amz-Date";
  static final String EXPIRES = "X-Amz-Expires";
  static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
  static final String SIGNATURE = "X-Amz-Signature";
  static final String SECURITY_TOKEN = "X-Amz-Security-Token";

  static final long MAX_LIFETIME_SECONDS = 604_800;

  /** Those that every presigned URL has. */
  static final Set<String> REQUIRED =
      Set.of(ALGORITHM, CREDENTIAL, DATE, EXPIRES, SIGNED_HEADERS, SIGNATURE);

  private static final Claim.Errors ERRORS =
      new Claim.Errors(
          S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR,
          "Error parsing the X-Amz-Credential parameter; ",
          "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");

  private static final Pattern DIGITS = Pattern.compile("-?[0-9]+");

  /**
   * Reads them.
   *
   * @throws S3Exception {@link S3Error#AUTHORIZATION_QUERY_PARAMETERS_ERROR} (PRE-06, PRE-13,
   *     PRE-14, PRE-16)
   */
  static PresignedQuery parse(Query query, String region) {
    for (String name : REQUIRED) {
      long times = query.parameters().stream().filter(p -> p.name().equals(name)).count();
      if (times == 0 || value(query, name).isEmpty()) {
        throw error(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date,"
                + " X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
      }
      if (times > 1) {
        throw error(name + " is given more than once");
      }
    }
    if (!value(query, ALGORITHM).equals(Signing.ALGORITHM)) {
      throw error("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
    Claim claim =
        Claim.of(
            value(query, CREDENTIAL),
            value(query, SIGNED_HEADERS),
            value(query, SIGNATURE),
            region,
            ERRORS);
    Instant time =
        AmzDate.parse(value(query, DATE))
            .orElseThrow(
                () ->
                    error(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""));
    if (!AmzDate.formatDay(time).equals(claim.scope().day())) {
      throw error(
          "Invalid credential date \""
              + claim.scope().day()
              + "\". This date is not the same as X-Amz-Date: \""
              + value(query, DATE)
              + "\".");
    }
    return new PresignedQuery(claim, time, lifetime(value(query, EXPIRES)));
  }

  private static long lifetime(String text) {
    if (!DIGITS.matcher(text).matches()) {
      throw error("X-Amz-Expires should be a number");
    }
    if (text.startsWith("-")) {
      throw error("X-Amz-Expires must be non-negative");
    }
    // Anything longer than this overflows before it could be compared.
    long seconds = text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
    if (seconds > MAX_LIFETIME_SECONDS) {
      throw error(
          "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
    }
    return seconds;
  }

  /** The first instant at which the URL is refused. */
  Instant expiry() {
    return time.plusSeconds(lifetime);
  }

  /** All parameters but the signature itself. */
  static Query signed(Query query) {
    List<Query.Parameter> signed = new ArrayList<>(query.parameters());
    signed.removeIf(parameter -> parameter.name().equals(SIGNATURE));
    return Query.of(signed);
  }

  private static String value(Query query, String name) {
    return query.value(name).orElse("");
  }

  private static S3Exception error(String message) {
    return new S3Exception(S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR, message);
  }
}
