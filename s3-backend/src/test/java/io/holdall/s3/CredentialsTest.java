package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What is missing is said in one sentence. */
final class CredentialsTest {
  private static final String NONE =
      "there are no AWS credentials in the environment, the system properties, the profile \"%s\" or the role of the machine (INVALID_CREDENTIALS)";

  @Test
  void noCredentials() throws IOException {
    try (WireServer server = new WireServer();
        BlobStore store =
            S3Store.builder()
                .endpoint(server.url())
                .pathStyle(true)
                .region("eu-west-1")
                .profile("work")
                .open()) {
      BlobStoreException failure =
          Fixtures.failure(() -> store.bucket(Fixtures.BUCKET).getBytes("key"));
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
      assertThat(failure).hasMessage("get some-bucket/key: " + NONE.formatted("work"));
      failure = Fixtures.failure(() -> store.bucket(Fixtures.BUCKET).delete("key"));
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
      failure =
          Fixtures.failure(
              () -> store.bucket(Fixtures.BUCKET).presignGet("key", Duration.ofHours(1)));
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
      assertThat(failure.getCause()).isInstanceOf(SdkClientException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void noCredentialsBehindAForeignClient() throws IOException {
    try (WireServer server = new WireServer();
        S3Client client =
            S3Client.builder()
                .endpointOverride(server.url())
                .forcePathStyle(true)
                .region(Region.EU_WEST_1)
                .build();
        BlobStore store = S3Store.builder().client(client).open()) {
      BlobStoreException failure =
          Fixtures.failure(() -> store.bucket(Fixtures.BUCKET).getBytes("key"));
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
      assertThat(failure).hasMessage("get some-bucket/key: " + NONE.formatted("default"));
      failure =
          Fixtures.failure(
              () -> store.bucket(Fixtures.BUCKET).presignGet("key", Duration.ofHours(1)));
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    }
  }

  @Test
  void credentialsThatCannotBeHad() throws IOException {
    try (WireServer server = new WireServer();
        BlobStore store =
            server
                .store()
                .credentials(
                    () -> {
                      throw SdkClientException.create("the token has expired");
                    })
                .open()) {
      BlobStoreException failure =
          Fixtures.failure(() -> store.bucket(Fixtures.BUCKET).getBytes("key"));
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
      assertThat(failure)
          .hasMessageContaining("the AWS credentials cannot be had: the token has expired");
    }
  }

  @Test
  void noRegion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Store.builder().open().close())
        .withMessage(
            "no region is given, and there is none in AWS_REGION, in the AWS profile or from the machine");
  }

  @Test
  void aClientOfTheCallersStaysOpen() throws IOException {
    try (WireServer server = new WireServer();
        S3Client client =
            S3Client.builder()
                .endpointOverride(server.url())
                .forcePathStyle(true)
                .region(Region.EU_WEST_1)
                .credentialsProvider(Fixtures.CREDENTIALS)
                .build()) {
      BlobStore store = S3Store.builder().client(client).open();
      assertThat(store.unwrap(S3Client.class)).containsSame(client);
      assertThat(
              store.bucket(Fixtures.BUCKET).presignGet("key", Duration.ofHours(1)).url().toString())
          .startsWith(server.url() + "/some-bucket/key?");
      store.close();
      server.thenBlob("hello");
      assertThat(
              client
                  .getObjectAsBytes(request -> request.bucket(Fixtures.BUCKET).key("key"))
                  .asUtf8String())
          .isEqualTo("hello");
    }
  }
}
