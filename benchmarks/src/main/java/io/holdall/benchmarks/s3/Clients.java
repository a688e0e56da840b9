package io.holdall.benchmarks.s3;

import io.holdall.BlobStore;
import io.holdall.s3.S3Store;
import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of one server: ours and the SDK's. */
final class Clients {
  /** Parts of as much, for whoever sends or fetches parts: our default, and the SDK's. */
  static final long PART = 8L << 20;

  private static final int CONNECTIONS = 50;

  private Clients() {}

  static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            Server.CREDENTIALS.accessKeyId(), Server.CREDENTIALS.secretAccessKey()));
  }

  static BlobStore ours(URI server) {
    return ours(server, false);
  }

  static BlobStore ours(URI server, boolean signedBodies) {
    return S3Store.builder()
        .endpoint(server)
        .region(Server.REGION)
        .pathStyle(true)
        .credentials(credentials())
        .signedBodies(signedBodies)
        .open();
  }

  /** At its defaults. */
  static S3Client sdk(URI server, SdkHttpClient http) {
    return sdk(server, http, builder -> {});
  }

  static S3Client sdk(URI server, SdkHttpClient http, Consumer<S3ClientBuilder> change) {
    S3ClientBuilder builder =
        S3Client.builder()
            .endpointOverride(server)
            .region(Region.of(Server.REGION))
            .forcePathStyle(true)
            .credentialsProvider(credentials())
            .httpClient(http);
    change.accept(builder);
    return builder.build();
  }

  /** The client in Java that a transfer manager is advised to have. */
  static S3AsyncClient multipart(URI server) {
    return S3AsyncClient.builder()
        .endpointOverride(server)
        .region(Region.of(Server.REGION))
        .forcePathStyle(true)
        .credentialsProvider(credentials())
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(CONNECTIONS))
        .multipartEnabled(true)
        .multipartConfiguration(parts -> parts.minimumPartSizeInBytes(PART))
        .build();
  }

  /** The client in C that it may have instead. */
  static S3AsyncClient crt(URI server) {
    return S3AsyncClient.crtBuilder()
        .endpointOverride(server)
        .region(Region.of(Server.REGION))
        .forcePathStyle(true)
        .credentialsProvider(credentials())
        .minimumPartSizeInBytes(PART)
        .build();
  }
}
