package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies the signature of requests, by header and by query (AUTH, PRE).
 *
 * <p>Thread-safe. The bytes of the body are not read here: what they must be is in the {@link
 * Authentication#payload} of the result.
 */
public final class SigV4Verifier {
  /** How far a signer's clock may be from ours (AUTH-06, PRE-09). */
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);

  /**
   * How many bytes of a canonical request its refusal repeats: those of ordinary clients as a
   * whole. Its sender may be anybody, and the answer is several times as long as what it repeats.
   */
  private static final int MAX_REPEATED = 8 << 10;

  private static final String SECURITY_TOKEN = "x-amz-security-token";

  private final CredentialsLookup credentials;
  private final String region;
  private final Clock clock;
  private final SigningKeys keys = new SigningKeys();

  /**
   * @param region the one region for which signatures are good
   * @throws IllegalArgumentException if {@link Presigner#checkRegion} refuses it
   */
  public SigV4Verifier(CredentialsLookup credentials, String region, Clock clock) {
    this.credentials = credentials;
    this.region = Presigner.checkRegion(region);
    this.clock = clock;
  }

  /**
   * Verifies all of a request but its body.
   *
   * @throws S3Exception with the error that S3 gives for what is wrong with it
   */
  public Authentication verify(S3Request request) {
    List<String> authorization = request.headers().all("Authorization");
    Query query = request.query();
    if (authorization.size() > 1
        || (!authorization.isEmpty() && query.has(PresignedQuery.ALGORITHM))) {
      throw new S3Exception(
              S3Error.INVALID_ARGUMENT,
              "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization"
                  + " header should be specified")
          .with("ArgumentName", "Authorization")
          .with("ArgumentValue", authorization.get(0));
    }
    if (!authorization.isEmpty()) {
      return verifyHeader(request, authorization.get(0));
    }
    if (PresignedQuery.REQUIRED.stream().anyMatch(query::has)) {
      return verifyQuery(request);
    }
    if (query.has("AWSAccessKeyId") && query.has("Signature")) {
      throw AuthorizationHeader.unsupportedMechanism();
    }
    return new Authentication.Anonymous(
        request.headers(), payload(request.headers(), PayloadHeader::noSeed));
  }

  private Authentication verifyHeader(S3Request request, String authorization) {
    Headers headers = request.headers();
    Claim claim = AuthorizationHeader.parse(authorization, region);
    String payloadHash =
        headers
            .first(PayloadHeader.NAME)
            .orElseThrow(
                () ->
                    new S3Exception(
                        S3Error.INVALID_REQUEST,
                        "Missing required header for this request: " + PayloadHeader.NAME));
    Instant time = signingTime(headers);
    if (!AmzDate.formatDay(time).equals(claim.scope().day())) {
      throw AuthorizationHeader.ERRORS.because(
          "Invalid credential date \""
              + claim.scope().day()
              + "\". This date is not the same as X-Amz-Date: \""
              + AmzDate.format(time)
              + "\".");
    }
    Credentials signer = signer(claim);
    Instant now = clock.instant();
    if (Duration.between(time, now).abs().compareTo(MAX_SKEW) > 0) {
      throw new S3Exception(S3Error.REQUEST_TIME_TOO_SKEWED)
          .with("RequestTime", AmzDate.format(time))
          .with("ServerTime", seconds(now))
          .with("MaxAllowedSkewMilliseconds", Long.toString(MAX_SKEW.toMillis()));
    }
    checkAllSigned(claim, headers, false);
    checkToken(signer, headers);
    byte[] key = keys.get(signer, claim.scope());
    Payload payload =
        payload(headers, () -> new ChunkSeed(key, time, claim.scope(), claim.signature()));
    checkSignature(request, request.query(), claim, key, time, payloadHash);
    return new Authentication.Signed(
        signer.accessKeyId(), Authentication.Form.HEADER, time, headers, payload);
  }

  private Authentication verifyQuery(S3Request request) {
    PresignedQuery presigned = PresignedQuery.parse(request.query(), region);
    Claim claim = presigned.claim();
    Credentials signer = signer(claim);
    Instant now = clock.instant();
    if (presigned.time().isAfter(now.plus(MAX_SKEW))) {
      throw new S3Exception(S3Error.ACCESS_DENIED, "Request is not valid yet")
          .with("X-Amz-Date", AmzDate.format(presigned.time()))
          .with("ServerTime", seconds(now));
    }
    if (!now.isBefore(presigned.expiry())) {
      throw new S3Exception(S3Error.ACCESS_DENIED, "Request has expired")
          .with("X-Amz-Expires", Long.toString(presigned.lifetime()))
          .with("Expires", seconds(presigned.expiry()))
          .with("ServerTime", seconds(now));
    }
    checkAllSigned(claim, request.headers(), true);
    Headers headers = HoistedHeaders.add(request.headers(), request.query());
    checkToken(signer, headers);
    Payload payload = payload(headers, PayloadHeader::noSeed);
    boolean payloadSigned =
        claim.covers(PayloadHeader.NAME) || !request.headers().has(PayloadHeader.NAME);
    String payloadHash =
        payloadSigned
            ? headers.first(PayloadHeader.NAME).orElse(Signing.UNSIGNED_PAYLOAD)
            : Signing.UNSIGNED_PAYLOAD;
    byte[] key = keys.get(signer, claim.scope());
    checkSignature(
        request, PresignedQuery.signed(request.query()), claim, key, presigned.time(), payloadHash);
    return new Authentication.Signed(
        signer.accessKeyId(), Authentication.Form.QUERY, presigned.time(), headers, payload);
  }

  private static Instant signingTime(Headers headers) {
    Optional<Instant> time = headers.first("x-amz-date").flatMap(AmzDate::parse);
    if (time.isEmpty() && !headers.has("x-amz-date")) {
      time = headers.first("Date").flatMap(SigV4Verifier::parseDate);
    }
    return time.orElseThrow(
        () ->
            new S3Exception(
                S3Error.ACCESS_DENIED,
                "AWS authentication requires a valid Date or x-amz-date header"));
  }

  private static Optional<Instant> parseDate(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return AmzDate.parse(text);
    }
  }

  private Credentials signer(Claim claim) {
    return credentials
        .find(claim.accessKeyId())
        .orElseThrow(
            () ->
                new S3Exception(S3Error.INVALID_ACCESS_KEY_ID)
                    .with("AWSAccessKeyId", claim.accessKeyId()));
  }

  /** AUTH-05, PRE-03, PRE-11. */
  private static void checkAllSigned(Claim claim, Headers headers, boolean payloadMayBeUnsigned) {
    StringBuilder unsigned = new StringBuilder();
    if (!claim.covers("host")) {
      unsigned.append("host");
    }
    for (String name : headers.names()) {
      boolean exempt = payloadMayBeUnsigned && name.equals(PayloadHeader.NAME);
      if (Signing.isAmzHeader(name) && !exempt && !claim.covers(name)) {
        unsigned.append(unsigned.length() == 0 ? "" : ", ").append(name);
      }
    }
    if (unsigned.length() > 0) {
      throw new S3Exception(
              S3Error.ACCESS_DENIED,
              "There were headers present in the request which were not signed")
          .with("HeadersNotSigned", unsigned.toString());
    }
  }

  /** AUTH-12. */
  private static void checkToken(Credentials signer, Headers headers) {
    String expected = signer.sessionToken();
    List<String> provided = headers.all(SECURITY_TOKEN);
    boolean good =
        expected == null
            ? provided.isEmpty()
            : provided.size() == 1 && Digests.same(expected, provided.get(0));
    if (!good) {
      throw new S3Exception(S3Error.INVALID_TOKEN);
    }
  }

  private static Payload payload(Headers headers, Supplier<ChunkSeed> seed) {
    return headers
        .first(PayloadHeader.NAME)
        .map(value -> PayloadHeader.parse(value, seed))
        .orElseGet(Payload.Unsigned::new);
  }

  /** AUTH-09, PRE-10. */
  private static void checkSignature(
      S3Request request,
      Query signedQuery,
      Claim claim,
      byte[] key,
      Instant time,
      String payloadHash) {
    String canonical =
        Signing.canonicalRequest(
            request.method(),
            request.path(),
            signedQuery,
            request.headers(),
            claim.signedHeaders(),
            payloadHash);
    String toSign = Signing.stringToSign(time, claim.scope(), canonical);
    boolean allPresent = request.headers().names().containsAll(claim.signedHeaders());
    if (allPresent && Digests.same(Signing.signature(key, toSign), claim.signature())) {
      return;
    }
    S3Exception refusal =
        new S3Exception(S3Error.SIGNATURE_DOES_NOT_MATCH)
            .with("AWSAccessKeyId", claim.accessKeyId())
            .with("StringToSign", toSign)
            .with("SignatureProvided", claim.signature())
            .with("StringToSignBytes", hexBytes(toSign.getBytes(StandardCharsets.UTF_8)));
    if (canonical.length() > MAX_REPEATED) {
      byte[] beginning = canonical.substring(0, MAX_REPEATED).getBytes(StandardCharsets.ISO_8859_1);
      throw refusal.with("CanonicalRequest", new String(beginning, StandardCharsets.UTF_8));
    }
    byte[] bytes = canonical.getBytes(StandardCharsets.ISO_8859_1);
    throw refusal
        .with("CanonicalRequest", new String(bytes, StandardCharsets.UTF_8))
        .with("CanonicalRequestBytes", hexBytes(bytes));
  }

  private static String hexBytes(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
