package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Signs requests by header, as a client would. */
public final class RequestSigner {
  private final Credentials credentials;
  private final String region;
  private final Clock clock;

  public RequestSigner(Credentials credentials, String region, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /**
   * The request with date, token, payload hash and signature in its headers, all of them signed.
   */
  public S3Request sign(S3Request request, String payloadHash) {
    Instant time = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Headers.Builder headers = request.headers().toBuilder();
    headers.set("x-amz-date", AmzDate.format(time));
    headers.set("x-amz-content-sha256", payloadHash);
    if (credentials.sessionToken() != null) {
      headers.set("x-amz-security-token", credentials.sessionToken());
    }
    S3Request dated = request.withHeaders(headers.build());
    return signAs(
        dated, time, new ArrayList<>(new TreeSet<>(dated.headers().names())), payloadHash);
  }

  /** The request with an Authorization header over just the named headers, nothing else added. */
  S3Request signAs(
      S3Request request, Instant time, List<String> signedHeaders, String payloadHash) {
    CredentialScope scope = CredentialScope.at(time, region);
    String canonical =
        Signing.canonicalRequest(
            request.method(),
            request.path(),
            request.query(),
            request.headers(),
            signedHeaders,
            payloadHash);
    String signature =
        Signing.signature(
            SigningKeys.derive(credentials.secretAccessKey(), scope),
            Signing.stringToSign(time, scope, canonical));
    String authorization =
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                credentials.accessKeyId(), scope, String.join(";", signedHeaders), signature);
    return request.withHeaders(
        request.headers().toBuilder().set("Authorization", authorization).build());
  }
}
