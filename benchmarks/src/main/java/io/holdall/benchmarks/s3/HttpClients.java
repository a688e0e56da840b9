package io.holdall.benchmarks.s3;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The HTTP clients that the SDK's synchronous client can have, under the requests that the S3
 * backend makes: bodies in one piece, and no checksum that the SDK would add.
 */
public final class HttpClients {
  private static final int CONNECTIONS = 50;
  private static final int SMALL = 1024;
  private static final int LARGE = 8 << 20;
  private static final int WARMUPS = 3;
  private static final int ROUNDS = 12;
  private static final Duration SLICE = Duration.ofMillis(150);

  /** How often each client is used before anything is measured. */
  private static final int FIRST = 3000;

  private HttpClients() {}

  private static Map<String, SdkHttpClient> candidates() {
    Map<String, SdkHttpClient> candidates = new LinkedHashMap<>();
    candidates.put(
        "Apache 4",
        ApacheHttpClient.builder()
            .maxConnections(CONNECTIONS)
            .expectContinueEnabled(false)
            .build());
    candidates.put(
        "Apache 5",
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .expectContinueEnabled(false)
            .build());
    candidates.put("URLConnection", UrlConnectionHttpClient.create());
    candidates.put("CRT", AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS).build());
    return candidates;
  }

  public static void main(String[] args) throws Exception {
    byte[] small = new byte[SMALL];
    byte[] large = new byte[LARGE];
    new Random(1).nextBytes(small);
    new Random(2).nextBytes(large);
    Map<String, S3Client> clients = new LinkedHashMap<>();
    try (ServerProcess server = ServerProcess.start(Server.class, 1)) {
      candidates()
          .forEach(
              (name, http) ->
                  clients.put(
                      name,
                      Clients.sdk(
                          server.uri(),
                          http,
                          builder ->
                              builder
                                  .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                                  .requestChecksumCalculation(
                                      RequestChecksumCalculation.WHEN_REQUIRED))));
      for (S3Client client : clients.values()) {
        for (int i = 0; i < FIRST; i++) {
          put(client, "1 KiB", small);
          get(client, "1 KiB");
        }
      }
      for (int threads : new int[] {1, 8}) {
        put(clients, "1 KiB", small, threads);
        get(clients, "1 KiB", threads);
      }
      put(clients, "8 MiB", large, 4);
      get(clients, "8 MiB", 4);
    } finally {
      clients.values().forEach(S3Client::close);
    }
  }

  private static void put(S3Client client, String key, byte[] bytes) {
    client.putObject(
        request -> request.bucket(Server.BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  private static void get(S3Client client, String key) {
    client.getObjectAsBytes(request -> request.bucket(Server.BUCKET).key(key));
  }

  private static void put(Map<String, S3Client> clients, String size, byte[] bytes, int threads)
      throws Exception {
    Rounds rounds = new Rounds("put of " + size, threads, SLICE);
    clients.forEach((name, client) -> rounds.add(name, () -> put(client, size, bytes)));
    rounds.run(WARMUPS, ROUNDS);
  }

  private static void get(Map<String, S3Client> clients, String size, int threads)
      throws Exception {
    Rounds rounds = new Rounds("get of " + size, threads, SLICE);
    clients.forEach((name, client) -> rounds.add(name, () -> get(client, size)));
    rounds.run(WARMUPS, ROUNDS);
  }
}
