package io.holdall.benchmarks.s3;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Puts and gets of 1 KiB through our S3 backend beside the same call of the AWS SDK at its
 * defaults, over the same HTTP client to the same server.
 */
public final class SmallObjects {
  private static final int BODY = 1024;
  private static final int KEYS = 1000;
  private static final int WARMUPS = 20;
  private static final int ROUNDS = 80;
  private static final Duration SLICE = Duration.ofMillis(100);

  private SmallObjects() {}

  public static void main(String[] args) throws Exception {
    byte[] bytes = new byte[BODY];
    new Random(1).nextBytes(bytes);
    try (ServerProcess server = ServerProcess.start(Server.class, 1);
        BlobStore store = Clients.ours(server.uri());
        S3Client sdk =
            Clients.sdk(server.uri(), ApacheHttpClient.builder().maxConnections(50).build())) {
      Bucket bucket = store.bucket(Server.BUCKET);
      for (int i = 0; i < KEYS; i++) {
        bucket.put("key-" + i, Body.of(bytes));
      }
      for (int threads : new int[] {1, 8}) {
        new Rounds("put of 1 KiB", threads, SLICE)
            .add(
                "AWS SDK",
                () ->
                    sdk.putObject(
                        request -> request.bucket(Server.BUCKET).key(key()),
                        RequestBody.fromBytes(bytes)))
            .add("Holdall", () -> bucket.put(key(), Body.of(bytes)))
            .run(WARMUPS, ROUNDS);
        new Rounds("get of 1 KiB", threads, SLICE)
            .add(
                "AWS SDK",
                () -> sdk.getObjectAsBytes(request -> request.bucket(Server.BUCKET).key(key())))
            .add("Holdall", () -> bucket.getBytes(key()))
            .run(WARMUPS, ROUNDS);
      }
    }
  }

  private static String key() {
    return "key-" + ThreadLocalRandom.current().nextInt(KEYS);
  }
}
