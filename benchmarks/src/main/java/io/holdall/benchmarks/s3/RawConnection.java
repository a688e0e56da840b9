package io.holdall.benchmarks.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** An HTTP client that costs as little as can be: one connection, kept alive until it is lost. */
final class RawConnection {
  private static final int SENT_AT_ONCE = 64 * 1024;

  private final URI server;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] dropped = new byte[64 * 1024];

  // It is closed by the process that ends.
  @SuppressWarnings("resource")
  RawConnection(URI server) throws IOException {
    this.server = server;
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    this.out = socket.getOutputStream();
  }

  /** Sends a request and reads the answer; returns the length of its body. */
  long exchange(String method, String path, byte[] body) throws IOException {
    byte[] head =
        "%s %s HTTP/1.1\r\nHost: %s:%s\r\nContent-Length: %s\r\n\r\n"
            .formatted(method, path, server.getHost(), server.getPort(), body.length)
            .getBytes(StandardCharsets.ISO_8859_1);
    if (body.length <= SENT_AT_ONCE) {
      byte[] all = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, all, head.length, body.length);
      out.write(all);
    } else {
      out.write(head);
      out.write(body);
    }
    return answer();
  }

  private long answer() throws IOException {
    String status = line();
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(status);
    }
    long length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    for (long left = length; left > 0; ) {
      int got = in.read(dropped, 0, (int) Math.min(left, dropped.length));
      if (got < 0) {
        throw new IOException("the answer is cut off");
      }
      left -= got;
    }
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server has hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
