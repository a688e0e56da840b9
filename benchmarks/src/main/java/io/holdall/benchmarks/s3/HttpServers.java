package io.holdall.benchmarks.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The servers of {@link HttpPeers} beside one another, under clients on raw sockets. */
public final class HttpServers {
  private static final List<String> NAMES =
      List.of("jdk.httpserver", "Jetty 12 core", "Netty, our adapter");

  private static final int SMALL = 1024;
  private static final int LARGE = 64 << 20;
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final int WARMUPS = 4;
  private static final int ROUNDS = 10;

  private HttpServers() {}

  public static void main(String[] args) throws Exception {
    try (ServerProcess servers = ServerProcess.start(HttpPeers.class, NAMES.size())) {
      for (int connections : new int[] {16, 2, 1}) {
        compare(servers, "PUT", "1 KiB", SMALL, connections);
        compare(servers, "GET", "1 KiB", SMALL, connections);
      }
      compare(servers, "PUT", "64 MiB", LARGE, 2);
      compare(servers, "GET", "64 MiB", LARGE, 2);
    }
  }

  private static void compare(
      ServerProcess servers, String method, String size, int bytes, int connections)
      throws Exception {
    Rounds rounds = new Rounds(method + " of " + size, connections, SLICE);
    byte[] body = new byte[method.equals("PUT") ? bytes : 0];
    for (int i = 0; i < NAMES.size(); i++) {
      URI server = servers.uri(i);
      ThreadLocal<RawConnection> connection = ThreadLocal.withInitial(() -> open(server));
      rounds.add(
          NAMES.get(i),
          () -> {
            long got = connection.get().exchange(method, "/" + bytes, body);
            if (got != (method.equals("PUT") ? 0 : bytes)) {
              throw new IOException("an answer of " + got + " bytes");
            }
          });
    }
    rounds.run(WARMUPS, ROUNDS);
  }

  private static RawConnection open(URI server) {
    try {
      return new RawConnection(server);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
