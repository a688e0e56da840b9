package io.holdall.s3;

import io.holdall.ContentHeaders;
import io.holdall.ErrorCode;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.spi.DriverException;
import io.holdall.spi.PercentEncoding;
import io.holdall.spi.PresignDriver;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs URLs with the SDK's signer, as its {@code S3Presigner} does, which itself can be given
 * neither a clock nor headers of one's own without putting checksums of an empty body into the URL
 * (PRE-19). Thread-safe.
 */
final class Presigns implements PresignDriver {
  private final Clients clients;
  private final Calls calls;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  Presigns(Clients clients, Calls calls, Clock clock) {
    this.clients = clients;
    this.calls = calls;
    this.clock = clock;
  }

  @Override
  public PresignedUrl presign(String bucket, PresignRequest request) {
    AwsCredentialsIdentity credentials = calls.read(clients::credentials);
    // A signature carries whole seconds, and its life is counted from them.
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SdkHttpRequest signed =
        signer
            .sign(
                SignRequest.builder(credentials)
                    .request(unsigned(bucket, request))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, clients.region())
                    .putProperty(
                        AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, request.validFor())
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC))
                    .build())
            .request();
    if (!signed.rawQueryParameters().containsKey("X-Amz-Signature")) {
      // The signer passes on unsigned what anonymous credentials are to sign.
      throw new DriverException(
          ErrorCode.INVALID_CREDENTIALS,
          "the credentials are anonymous, and there is nothing to sign a URL with",
          false,
          null);
    }
    Instant expiry = now.plus(request.validFor());
    String path = keysPath(bucket) + PercentEncoding.encodeUrlPath(request.key());
    return new PresignedUrl(
        signed.toBuilder().encodedPath(path).build().getUri(),
        request.method(),
        request.headers(),
        credentials.expirationTime().filter(end -> end.isBefore(expiry)).orElse(expiry));
  }

  private String keysPath(String bucket) {
    return URI.create(clients.keysUrl(bucket)).getRawPath();
  }

  private SdkHttpRequest unsigned(String bucket, PresignRequest request) {
    URI keys = URI.create(clients.keysUrl(bucket));
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method().name()))
            .protocol(keys.getScheme())
            .host(keys.getHost())
            .encodedPath(keys.getRawPath() + PercentEncoding.encodePath(request.key()));
    if (keys.getPort() >= 0) {
      http.port(keys.getPort());
    }
    request.headers().forEach(http::putHeader);
    responseParameters(request.response()).forEach(http::putRawQueryParameter);
    return http.build();
  }

  private static Map<String, String> responseParameters(ContentHeaders response) {
    Map<String, String> parameters = new TreeMap<>();
    put(parameters, "response-content-type", response.contentType());
    put(parameters, "response-content-encoding", response.contentEncoding());
    put(parameters, "response-content-language", response.contentLanguage());
    put(parameters, "response-content-disposition", response.contentDisposition());
    put(parameters, "response-cache-control", response.cacheControl());
    put(parameters, "response-expires", response.expires());
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, Optional<String> value) {
    value.ifPresent(text -> parameters.put(name, text));
  }
}
