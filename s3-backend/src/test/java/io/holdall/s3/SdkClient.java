package io.holdall.s3;

import io.holdall.BlobStore;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A store in memory behind an endpoint, and the plain AWS SDK in front of it. */
final class SdkClient implements AutoCloseable {
  /** The ways in which the SDK speaks. */
  enum Mode {
    /** All at its defaults, but for the bucket in the path. */
    PATH,
    /** All at its defaults: the bucket in the name of the host. */
    VIRTUAL_HOST,
    /** Without checksums that nobody asks for. */
    WHEN_REQUIRED,
    /** Bodies as they are, their digests in headers. */
    WITHOUT_CHUNKS,
    /** As {@link #PATH}, in front of a store on disk. */
    ON_DISK
  }

  private static final String ACCESS_KEY = "AKIDEXAMPLE";
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  final BlobStore store;
  final S3Client s3;
  final S3Presigner presigner;
  private final EndpointServer server;
  private final @Nullable DiskStore disk;

  SdkClient(Mode mode) throws IOException {
    disk = mode == Mode.ON_DISK ? DiskStore.create() : null;
    store = disk == null ? MemoryStore.builder().open() : disk.store();
    S3Endpoint endpoint =
        S3Endpoint.over(store).credentials(new Credentials(ACCESS_KEY, SECRET_KEY)).build();
    server =
        EndpointServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), endpoint);
    // By name: below it every host is a bucket.
    URI uri = URI.create("http://localhost:" + server.address().getPort());
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    S3Configuration configuration =
        S3Configuration.builder()
            .pathStyleAccessEnabled(mode != Mode.VIRTUAL_HOST)
            .chunkedEncodingEnabled(mode != Mode.WITHOUT_CHUNKS)
            .build();
    boolean required = mode == Mode.WHEN_REQUIRED;
    s3 =
        S3Client.builder()
            .endpointOverride(uri)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .serviceConfiguration(configuration)
            .requestChecksumCalculation(
                required
                    ? RequestChecksumCalculation.WHEN_REQUIRED
                    : RequestChecksumCalculation.WHEN_SUPPORTED)
            .responseChecksumValidation(
                required
                    ? ResponseChecksumValidation.WHEN_REQUIRED
                    : ResponseChecksumValidation.WHEN_SUPPORTED)
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .dnsResolver(host -> new InetAddress[] {InetAddress.getLoopbackAddress()}))
            .build();
    presigner =
        S3Presigner.builder()
            .endpointOverride(uri)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build();
  }

  @Override
  public void close() throws IOException {
    presigner.close();
    s3.close();
    server.close();
    if (disk == null) {
      store.close();
    } else {
      disk.close();
    }
  }
}
