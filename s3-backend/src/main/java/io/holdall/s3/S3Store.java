package io.holdall.s3;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Opens stores on Amazon S3, and on whatever speaks its language, over the AWS SDK for Java.
 *
 * <pre>{@code
 * try (BlobStore store = S3Store.builder().region("eu-west-1").open()) {
 *   store.bucket("my-team-ml-artifacts").put("run-001/model.pkl", Body.of(file));
 * }
 * }</pre>
 *
 * <p>Credentials, and a region that is not given, come from where the SDK finds them: environment,
 * system properties, the profile, the role of the machine.
 *
 * <p>Reads that fail are tried again as the SDK does, and so are the parts of uploads. Any other
 * write is tried again only when it is certain that the server did not carry it out: no connection
 * came about, the body was not sent to its end, or S3 refused the request for now, as it does with
 * {@code SlowDown}, {@code ServiceUnavailable}, 429 and {@code RequestTimeout}. When no answer
 * comes, or one that leaves it open, such as a 500, an {@code InternalError} or a proxy's 502, 503
 * or 504, the write fails with {@link ErrorCode#UNAVAILABLE} or {@link ErrorCode#INTERNAL}, and the
 * message says that its outcome is unknown.
 */
public final class S3Store {
  private S3Store() {}

  public static Builder builder() {
    return new Builder();
  }

  /** What a store is opened with. Not thread-safe; may be used again. */
  public static final class Builder {
    private @Nullable S3Client client;
    private @Nullable String region;
    private @Nullable URI endpoint;
    private @Nullable Boolean pathStyle;
    private @Nullable String profile;
    private @Nullable AwsCredentialsProvider credentials;
    private @Nullable ChecksumMode checksums;
    private @Nullable Boolean signedBodies;
    private @Nullable Integer connections;
    private @Nullable Duration connectTimeout;
    private @Nullable Duration readTimeout;
    private Clock clock = Clock.systemUTC();
    private Set<Feature> without = Set.of();

    private Builder() {}

    /** The region of the buckets, for instance {@code eu-west-1}. */
    public Builder region(String id) {
      if (id.isBlank()) {
        throw new IllegalArgumentException("the region must not be empty");
      }
      region = id;
      return this;
    }

    /**
     * The server, where it is not Amazon's.
     *
     * @param url of HTTP or HTTPS, without query and fragment
     */
    public Builder endpoint(URI url) {
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      if ((!http && !"https".equalsIgnoreCase(url.getScheme()))
          || url.getHost() == null
          || url.getRawUserInfo() != null
          || url.getRawQuery() != null
          || url.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "not an endpoint: \"%s\": it must be http://host or https://host, with a port or path if need be%s"
                .formatted(url, HostNames.complaint(url)));
      }
      endpoint = url;
      return this;
    }

    /** Whether the bucket goes into the path of URLs rather than into the host's name. */
    public Builder pathStyle(boolean inPath) {
      pathStyle = inPath;
      return this;
    }

    /** The AWS profile that settings and credentials are looked up in, rather than the default. */
    public Builder profile(String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("the profile must not be empty");
      }
      profile = name;
      return this;
    }

    /** In place of the SDK's default chain. It stays the caller's to close. */
    public Builder credentials(AwsCredentialsProvider provider) {
      credentials = Objects.requireNonNull(provider);
      return this;
    }

    /** By default {@link ChecksumMode#WHEN_SUPPORTED}, or what a given client does. */
    public Builder checksums(ChecksumMode mode) {
      checksums = Objects.requireNonNull(mode);
      return this;
    }

    /**
     * Whether the signature of a request covers its body where the connection is not encrypted; by
     * default it does not: it covers the headers alone, as it does over HTTPS, and as the SDK's
     * transfer manager does everywhere. The server compares the checksum of the body, which is
     * among the signed headers, so that no accident goes unnoticed; but who can alter what travels
     * can find other bytes of the same checksum. A body of more than 16 MiB that can be read only
     * once and travels in one piece has no checksum before it, and is signed always. With it,
     * client and server compute a SHA-256 of every byte. What is read over such a connection
     * nothing protects either way.
     */
    public Builder signedBodies(boolean overHttp) {
      signedBodies = overHttp;
      return this;
    }

    /**
     * The most connections at a time, 50 by default; a blob open for reading holds one until it is
     * closed. Calls beyond wait for as long as bytes move on some of them.
     *
     * @param most at least 1
     */
    public Builder connections(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("there must be at least 1 connection, not " + most);
      }
      connections = most;
      return this;
    }

    /** How long a connection may take to be made; 2 seconds by default. */
    public Builder connectTimeout(Duration most) {
      connectTimeout = positive("connect timeout", most);
      return this;
    }

    /** How long the server may be silent; 30 seconds by default. */
    public Builder readTimeout(Duration most) {
      readTimeout = positive("read timeout", most);
      return this;
    }

    private static Duration positive(String what, Duration value) {
      if (value.compareTo(Duration.ofMillis(1)) < 0) {
        throw new IllegalArgumentException(
            "the %s must be at least a millisecond, not %s".formatted(what, value));
      }
      return value;
    }

    /**
     * A client to use in place of an own one; region, endpoint, path style, credentials and
     * connections are then its own. It stays the caller's to close. Its retries are in force for
     * reads; writes are tried again as {@link S3Store} says, whatever it is set to. The requests
     * bring interceptors with them, which see answers before its own do and tell apart what S3 did
     * not answer, as with an own client.
     */
    public Builder client(S3Client given) {
      client = Objects.requireNonNull(given);
      return this;
    }

    /** By which presigned URLs are signed and expire; the system's by default. */
    public Builder clock(Clock signing) {
      clock = Objects.requireNonNull(signing);
      return this;
    }

    /**
     * What the server lacks: the store declares every other feature, but for {@link
     * Feature#NON_ASCII_HEADERS}, which the SDK cannot send.
     */
    public Builder without(Collection<Feature> absent) {
      EnumSet<Feature> copy = EnumSet.noneOf(Feature.class);
      copy.addAll(absent);
      without = copy;
      return this;
    }

    /**
     * Opens the store. No request is made; credentials are looked up when they are first needed.
     *
     * @throws IllegalArgumentException if there is no region, or a client is given together with
     *     what it has settled already
     */
    public BlobStore open() {
      return BlobStores.of(driver());
    }

    S3Driver driver() {
      return client == null
          ? new S3Driver(Clients.own(connection()), mode(), without, clock)
          : new S3Driver(Clients.of(foreign(client)), modeOf(client), without, clock);
    }

    private Connection connection() {
      return new Connection(
          region,
          endpoint,
          Boolean.TRUE.equals(pathStyle),
          profile,
          credentials,
          mode(),
          Boolean.TRUE.equals(signedBodies),
          Objects.requireNonNullElse(connections, 50),
          Objects.requireNonNullElse(connectTimeout, Duration.ofSeconds(2)),
          Objects.requireNonNullElse(readTimeout, Duration.ofSeconds(30)));
    }

    private ChecksumMode mode() {
      return Objects.requireNonNullElse(checksums, ChecksumMode.WHEN_SUPPORTED);
    }

    private ChecksumMode modeOf(S3Client given) {
      return Objects.requireNonNullElseGet(
          checksums,
          () ->
              given.serviceClientConfiguration().requestChecksumCalculation()
                      == RequestChecksumCalculation.WHEN_REQUIRED
                  ? ChecksumMode.WHEN_REQUIRED
                  : ChecksumMode.WHEN_SUPPORTED);
    }

    private S3Client foreign(S3Client given) {
      refuse("region", region);
      refuse("endpoint", endpoint);
      refuse("path style", pathStyle);
      refuse("profile", profile);
      refuse("credentials", credentials);
      refuse("signing of bodies", signedBodies);
      refuse("connections", connections);
      refuse("connect timeout", connectTimeout);
      refuse("read timeout", readTimeout);
      return given;
    }

    private static void refuse(String what, @Nullable Object value) {
      if (value != null) {
        throw new IllegalArgumentException(
            "the %s is a matter of the client that was given, and must not be set beside it"
                .formatted(what));
      }
    }
  }
}
