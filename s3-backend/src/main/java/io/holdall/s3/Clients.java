package io.holdall.s3;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.LegacyRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The SDK clients of a store. Reads go through one that retries as the SDK does; writes through one
 * that never repeats a request by itself, because only {@link Calls} knows when that is safe. Over
 * one's own they share connections; on a foreign client the second way is taken by a plugin that
 * each write request carries. Answers are looked at in either case: by interceptors of one's own
 * clients, and on a foreign client by those that the requests bring with them. Thread-safe.
 */
final class Clients implements AutoCloseable {
  private final S3Client reading;
  private final S3Client writing;
  private final S3Client streaming;
  private final @Nullable AwsRequestOverrideConfiguration readOverride;
  private final @Nullable AwsRequestOverrideConfiguration writeOverride;
  private final RetryStrategy retries;
  private final List<Runnable> owned;
  private volatile boolean closed;
  private @Nullable S3Presigner presigner;

  private Clients(
      S3Client reading,
      S3Client writing,
      S3Client streaming,
      @Nullable AwsRequestOverrideConfiguration readOverride,
      @Nullable AwsRequestOverrideConfiguration writeOverride,
      List<Runnable> owned) {
    this.reading = reading;
    this.writing = writing;
    this.streaming = streaming;
    this.readOverride = readOverride;
    this.writeOverride = writeOverride;
    this.retries = retriesOf(reading);
    this.owned = new ArrayList<>(owned);
  }

  /**
   * @throws IllegalArgumentException if the SDK finds no region, or cannot build a client from what
   *     it finds
   */
  static Clients own(Connection connection) {
    SdkHttpClient http =
        ApacheHttpClient.builder()
            .maxConnections(connection.connections())
            .connectionTimeout(connection.connectTimeout())
            .socketTimeout(connection.readTimeout())
            .connectionAcquisitionTimeout(connection.acquisitionTimeout())
            // The S3 client asks by itself before it sends large bodies; for small ones the answer
            // comes no sooner than that to the request.
            .expectContinueEnabled(false)
            .build();
    List<Runnable> owned = new ArrayList<>(List.of(http::close));
    try {
      AwsCredentialsProvider credentials = credentials(connection, owned);
      // Sends no body of ours, so that nothing is to be said of how bodies are sent: each setting
      // costs every read a copy of its request. Whoever unwraps it finds the SDK's defaults.
      S3Client reading = builder(connection, http, credentials, true).build();
      owned.add(reading::close);
      S3Client writing =
          builder(connection, http, credentials, false).addPlugin(Clients::withoutRetries).build();
      owned.add(writing::close);
      S3Client streaming =
          builder(connection, http, credentials, true).addPlugin(Clients::withoutRetries).build();
      owned.add(streaming::close);
      return new Clients(reading, writing, streaming, null, null, owned);
    } catch (RuntimeException e) {
      closeAll(owned);
      throw e instanceof SdkException sdk ? unusable(connection, sdk) : e;
    }
  }

  /** Over a client that stays the caller's. */
  static Clients of(S3Client foreign) {
    AwsRequestOverrideConfiguration reads =
        AwsRequestOverrideConfiguration.builder().addPlugin(Clients::inspected).build();
    AwsRequestOverrideConfiguration writes =
        reads.toBuilder().addPlugin(Clients::withoutRetries).addPlugin(Clients::plain).build();
    return new Clients(foreign, foreign, foreign, reads, writes, List.of());
  }

  private static AwsCredentialsProvider credentials(Connection connection, List<Runnable> owned) {
    String profile =
        Objects.requireNonNullElseGet(
            connection.profile(), ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow);
    if (connection.credentials() != null) {
      return new ChainedCredentials(connection.credentials(), profile);
    }
    DefaultCredentialsProvider chain =
        DefaultCredentialsProvider.builder().profileName(connection.profile()).build();
    owned.add(chain::close);
    return new ChainedCredentials(chain, profile);
  }

  private static S3ClientBuilder builder(
      Connection connection,
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      boolean chunked) {
    boolean supported = connection.checksums() == ChecksumMode.WHEN_SUPPORTED;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(connection.pathStyle())
                    .chunkedEncodingEnabled(chunked)
                    .build())
            // Which checksum a request carries is decided here, never by a default of the SDK.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                supported
                    ? ResponseChecksumValidation.WHEN_SUPPORTED
                    : ResponseChecksumValidation.WHEN_REQUIRED);
    if (!supported) {
      builder.addPlugin(LegacyMd5Plugin.create());
    }
    if (!connection.signedBodies() && !chunked) {
      builder.putAuthScheme(new UnsignedBodies());
    }
    if (connection.region() != null) {
      builder.region(Region.of(connection.region()));
    }
    if (connection.endpoint() != null) {
      builder.endpointOverride(connection.endpoint());
    }
    return builder.overrideConfiguration(
        override -> {
          inspect(override);
          if (connection.profile() != null) {
            override.defaultProfileName(connection.profile());
          }
        });
  }

  private static IllegalArgumentException unusable(Connection connection, SdkException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    return new IllegalArgumentException(
        connection.region() == null && message.startsWith("Unable to load region")
            ? "no region is given, and there is none in AWS_REGION, in the AWS profile or from the machine"
            : "the S3 client cannot be made: " + message,
        e);
  }

  private static void withoutRetries(SdkServiceClientConfiguration.Builder configuration) {
    configuration.overrideConfiguration(
        configuration.overrideConfiguration().toBuilder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .build());
  }

  private static void plain(SdkServiceClientConfiguration.Builder configuration) {
    ((S3ServiceClientConfiguration.Builder) configuration)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
  }

  private static void inspected(SdkServiceClientConfiguration.Builder configuration) {
    ClientOverrideConfiguration.Builder override =
        configuration.overrideConfiguration().toBuilder();
    inspect(override);
    configuration.overrideConfiguration(override.build());
  }

  private static void inspect(ClientOverrideConfiguration.Builder override) {
    override.addExecutionInterceptor(new Inspection());
  }

  /**
   * What the client would wait between its own attempts; adapters of older policies are not for
   * others to use.
   */
  private static RetryStrategy retriesOf(S3Client client) {
    return client
        .serviceClientConfiguration()
        .overrideConfiguration()
        .retryStrategy()
        .filter(
            strategy ->
                strategy instanceof StandardRetryStrategy
                    || strategy instanceof AdaptiveRetryStrategy
                    || strategy instanceof LegacyRetryStrategy)
        .orElseGet(AwsRetryStrategy::defaultRetryStrategy);
  }

  /** For requests that may be repeated at any time. */
  S3Client reading() {
    return reading;
  }

  /** For requests that carry {@link #writeOverride}. */
  S3Client writing() {
    return writing;
  }

  /**
   * For requests that carry {@link #writeOverride} and a body. One that can be read only once
   * travels in chunks that are signed over HTTP, because neither its checksum nor its signature can
   * go before it; every other as it is, which all vendors understand.
   */
  S3Client writing(Outgoing body) {
    return body.isRepeatable() ? writing : streaming;
  }

  /** What every read must carry whose answer is a document, if anything. */
  Optional<AwsRequestOverrideConfiguration> readOverride() {
    return Optional.ofNullable(readOverride);
  }

  /** What every write request must carry, if anything. */
  Optional<AwsRequestOverrideConfiguration> writeOverride() {
    return Optional.ofNullable(writeOverride);
  }

  /** Decides about further attempts at writes, and how long to wait before them. */
  RetryStrategy retries() {
    return retries;
  }

  String region() {
    return reading.serviceClientConfiguration().region().id();
  }

  /** The words that name the server in sentences. */
  String endpoint() {
    return reading
        .serviceClientConfiguration()
        .endpointOverride()
        .map(URI::toString)
        .orElseGet(() -> "Amazon S3 in " + region());
  }

  /**
   * @throws DriverException {@link ErrorCode#INVALID_CREDENTIALS}
   */
  AwsCredentialsIdentity credentials() {
    return credentialsProvider().resolveIdentity().join();
  }

  private IdentityProvider<? extends AwsCredentialsIdentity> credentialsProvider() {
    return reading.serviceClientConfiguration().credentialsProvider();
  }

  /** Where the bucket's keys live: the URL to which a key is appended. */
  String keysUrl(String bucket) {
    String url =
        reading.utilities().getUrl(request -> request.bucket(bucket).key("k")).toExternalForm();
    return url.substring(0, url.length() - 1);
  }

  /** For callers who want to presign what this library does not; made when first asked for. */
  // With validation on, presigned GETs would bind a header that no browser sends.
  @SuppressWarnings("deprecation")
  synchronized S3Presigner presigner() {
    if (presigner == null) {
      S3Presigner.Builder builder =
          S3Presigner.builder()
              .region(reading.serviceClientConfiguration().region())
              .credentialsProvider(credentialsProvider())
              .serviceConfiguration(
                  S3Configuration.builder()
                      .pathStyleAccessEnabled(isPathStyle())
                      .checksumValidationEnabled(false)
                      .build());
      reading.serviceClientConfiguration().endpointOverride().ifPresent(builder::endpointOverride);
      presigner = builder.build();
      owned.add(presigner::close);
    }
    return presigner;
  }

  private boolean isPathStyle() {
    return keysUrl("bucket").endsWith("/bucket/");
  }

  /** Whether the connections are gone. Those of a foreign client outlive the store. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    // Before: calls under way are to see why they fail.
    closed = writeOverride == null;
    closeAll(owned);
  }

  /** The last made first, because clients stand on connections and credentials. */
  private static void closeAll(List<Runnable> owned) {
    for (int i = owned.size() - 1; i >= 0; i--) {
      owned.get(i).run();
    }
  }
}
