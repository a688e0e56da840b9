package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PutOptions;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Against a server that verifies what is signed. */
@Timeout(60)
class UnsignedBodiesTest {
  private static final String HASH = "x-amz-content-sha256";
  private static final int MIB = 1 << 20;

  private final BlobStore served = MemoryStore.builder().open();
  private final Queue<S3Request> requests = new ConcurrentLinkedQueue<>();
  private EndpointServer server;

  @BeforeEach
  void start() throws IOException {
    served.createBucket(Fixtures.BUCKET);
    S3Endpoint endpoint =
        S3Endpoint.over(served).credentials(new Credentials("AKID", "secret")).build();
    server =
        EndpointServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            request -> {
              requests.add(request);
              return endpoint.handle(request);
            });
  }

  @AfterEach
  void stop() {
    server.close();
    served.close();
  }

  private S3Store.Builder store() {
    return S3Store.builder()
        .endpoint(server.uri())
        .region("us-east-1")
        .pathStyle(true)
        .credentials(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")));
  }

  private List<String> hashesOfBodies() {
    return requests.stream()
        .filter(request -> request.method().equals("PUT"))
        .map(request -> request.headers().first(HASH).orElse("none"))
        .toList();
  }

  @Test
  void byDefaultSignaturesCoverTheHeadersAlone() {
    byte[] bytes = Fixtures.bytes(17 * MIB);
    PutOptions inOnePiece =
        PutOptions.defaults().transfer(PutOptions.defaults().transfer().threshold(32 * MIB));
    try (BlobStore store = store().open()) {
      Bucket bucket = store.bucket(Fixtures.BUCKET);
      bucket.put("small", Body.of("hello"));
      bucket.put("parts", Body.of(bytes));
      bucket.put("repeatable", Body.of(bytes), inOnePiece);
      assertThat(hashesOfBodies()).hasSize(5).containsOnly("UNSIGNED-PAYLOAD");
      assertThat(bucket.getString("small")).isEqualTo("hello");
      for (String key : List.of("parts", "repeatable")) {
        assertThat(bucket.getBytes(key)).isEqualTo(bytes);
      }
      bucket.deleteAll(List.of("small", "parts"));
      assertThat(bucket.list()).extracting("name").containsExactly("repeatable");
    }
  }

  /** Nothing else would tell the server that the bytes are those that were sent. */
  @Test
  void theyCoverTheChunksOfABodyThatHasNoChecksumBeforeIt() {
    byte[] bytes = Fixtures.bytes(17 * MIB);
    PutOptions inOnePiece =
        PutOptions.defaults().transfer(PutOptions.defaults().transfer().threshold(32 * MIB));
    try (BlobStore store = store().open()) {
      Bucket bucket = store.bucket(Fixtures.BUCKET);
      bucket.put("stream", Body.of(new ByteArrayInputStream(bytes), bytes.length), inOnePiece);
      assertThat(hashesOfBodies()).containsExactly("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
      assertThat(bucket.getBytes("stream")).isEqualTo(bytes);
    }
  }

  /** The server compares the checksums all the same, and they are covered by the signature. */
  @Test
  void checksumsTravelInSignedHeaders() {
    try (BlobStore store = store().open()) {
      store.bucket(Fixtures.BUCKET).put("parts", Body.of(Fixtures.bytes(17 * MIB)));
      assertThat(requests)
          .filteredOn(request -> request.method().equals("PUT"))
          .hasSize(3)
          .allSatisfy(
              request -> {
                assertThat(request.headers().has("x-amz-checksum-crc64nvme")).isTrue();
                assertThat(request.headers().first("Authorization").orElse(""))
                    .contains("x-amz-checksum-crc64nvme");
              });
    }
  }

  @Test
  void theyCoverBodiesTooWhereThatIsAskedFor() {
    try (BlobStore store = store().signedBodies(true).open()) {
      store.bucket(Fixtures.BUCKET).put("small", Body.of("hello"));
      assertThat(hashesOfBodies())
          .containsExactly("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    }
  }
}
