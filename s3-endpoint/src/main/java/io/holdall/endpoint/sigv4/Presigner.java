package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.spi.PercentEncoding;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Signs URLs for one access key and region (PRE-01 to PRE-05). Thread-safe. */
public final class Presigner {
  private final Credentials credentials;
  private final String region;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException if {@link #checkRegion} refuses the region
   */
  public Presigner(Credentials credentials, String region, Clock clock) {
    this.credentials = credentials;
    this.region = checkRegion(region);
    this.clock = clock;
  }

  /**
   * Signs a URL as of now, to the second that has begun.
   *
   * @param method the one method for which it will be good
   * @param endpoint scheme, host and port alone, such as {@code http://127.0.0.1:9000}
   * @param path not encoded, with its leading slash: {@code /bucket/key}, or {@code /key} if the
   *     host names the bucket
   * @param query parameters to be bound, such as {@code response-content-type}
   * @param headers to be bound beside {@code Host}: requests must send them with these values
   * @param lifetime 1 to 604,800 seconds, whole (PRE-06)
   * @throws IllegalArgumentException if lifetime, endpoint or path is not as said, or a query
   *     parameter belongs to the signature
   */
  public PresignedRequest presign(
      String method, URI endpoint, String path, Query query, Headers headers, Duration lifetime) {
    checkLifetime(lifetime);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("the path must start with a slash: " + path);
    }
    Headers signed = headers.toBuilder().set("Host", host(endpoint)).build();
    Instant time = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    CredentialScope scope = CredentialScope.at(time, region);
    List<String> names = new ArrayList<>(new TreeSet<>(signed.names()));

    List<Query.Parameter> parameters = new ArrayList<>(query.parameters());
    for (Query.Parameter parameter : parameters) {
      if (PresignedQuery.REQUIRED.contains(parameter.name())
          || parameter.name().equals(PresignedQuery.SECURITY_TOKEN)) {
        throw new IllegalArgumentException(
            "the query parameter " + parameter.name() + " belongs to the signature");
      }
    }
    parameters.add(new Query.Parameter(PresignedQuery.ALGORITHM, Signing.ALGORITHM));
    parameters.add(
        new Query.Parameter(PresignedQuery.CREDENTIAL, credentials.accessKeyId() + '/' + scope));
    parameters.add(new Query.Parameter(PresignedQuery.DATE, AmzDate.format(time)));
    parameters.add(
        new Query.Parameter(PresignedQuery.EXPIRES, Long.toString(lifetime.toSeconds())));
    if (credentials.sessionToken() != null) {
      parameters.add(
          new Query.Parameter(PresignedQuery.SECURITY_TOKEN, credentials.sessionToken()));
    }
    parameters.add(new Query.Parameter(PresignedQuery.SIGNED_HEADERS, String.join(";", names)));
    Query signedQuery = Query.of(parameters);

    String payloadHash = headers.first(PayloadHeader.NAME).orElse(Signing.UNSIGNED_PAYLOAD);
    String canonical =
        Signing.canonicalRequest(method, path, signedQuery, signed, names, payloadHash);
    byte[] key = SigningKeys.derive(credentials.secretAccessKey(), scope);
    String signature = Signing.signature(key, Signing.stringToSign(time, scope, canonical));

    URI uri =
        URI.create(
            endpoint.getScheme()
                + "://"
                + endpoint.getRawAuthority()
                + PercentEncoding.encodeUrlPath(path)
                + '?'
                + Signing.canonicalQuery(signedQuery)
                + '&'
                + PresignedQuery.SIGNATURE
                + '='
                + signature);
    return new PresignedRequest(
        uri, signed.toBuilder().remove("Host").build(), time.plus(lifetime));
  }

  private static void checkLifetime(Duration lifetime) {
    if (lifetime.toSeconds() < 1
        || lifetime.compareTo(Duration.ofSeconds(PresignedQuery.MAX_LIFETIME_SECONDS)) > 0
        || lifetime.getNano() != 0) {
      throw new IllegalArgumentException(
          "a presigned URL lives 1 to 604800 whole seconds, not " + lifetime);
    }
  }

  /**
   * Returns the region if requests can be signed for it.
   *
   * @throws IllegalArgumentException if it is empty or has slashes, commas, spaces or control
   *     characters, which the scope of a signature cannot hold (AUTH-01)
   */
  public static String checkRegion(String region) {
    if (!CredentialScope.canName(region) || region.contains("/")) {
      throw new IllegalArgumentException(
          "a region is a word without slashes, commas, spaces and control characters, not \"%s\""
              .formatted(region));
    }
    return region;
  }

  /**
   * Returns the URL of an endpoint as clients send it: its host in lower case, nothing behind it.
   *
   * @throws IllegalArgumentException if it is not http or https, a host and perhaps a port
   */
  public static URI checkEndpoint(URI endpoint) {
    host(endpoint);
    return URI.create(
        (endpoint.getScheme() + "://" + endpoint.getRawAuthority()).toLowerCase(Locale.ROOT));
  }

  /**
   * The Host header that clients send for the endpoint: the port is left out where the scheme
   * implies it.
   */
  private static String host(URI endpoint) {
    String scheme =
        endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
    boolean root =
        endpoint.getRawPath() == null
            || endpoint.getRawPath().isEmpty()
            || endpoint.getRawPath().equals("/");
    if (!(scheme.equals("http") || scheme.equals("https"))
        || endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null
        || !root
        || endpoint.getRawQuery() != null
        || endpoint.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "an endpoint is http or https, a host and a port, nothing more: " + endpoint);
    }
    int implied = scheme.equals("http") ? 80 : 443;
    boolean leftOut = endpoint.getPort() == -1 || endpoint.getPort() == implied;
    return leftOut ? endpoint.getHost() : endpoint.getHost() + ':' + endpoint.getPort();
  }
}
