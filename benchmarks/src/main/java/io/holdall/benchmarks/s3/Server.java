package io.holdall.benchmarks.s3;

import io.holdall.BlobStore;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Serves a store in memory on a free port of the loopback interface, says where in its first line,
 * and ends when its input does.
 */
public final class Server {
  static final Credentials CREDENTIALS = new Credentials("benchmark", "benchmark-secret");
  static final String REGION = "us-east-1";
  static final String BUCKET = "benchmark";

  private Server() {}

  public static void main(String[] args) throws IOException {
    try (BlobStore store = MemoryStore.builder().open()) {
      store.createBucket(BUCKET);
      S3Endpoint endpoint = S3Endpoint.over(store).credentials(CREDENTIALS).region(REGION).build();
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      try (EndpointServer server = EndpointServer.start(anyPort, endpoint)) {
        System.out.println(server.uri());
        System.out.flush();
        while (System.in.read() >= 0) {
          // Nothing is said to it.
        }
      }
    }
  }
}
