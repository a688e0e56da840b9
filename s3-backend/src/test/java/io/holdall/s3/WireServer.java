package io.holdall.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server of raw sockets on loopback: notes each request byte for byte and does with it what the
 * test has planned, in order. What is not planned is answered with 500.
 */
final class WireServer implements AutoCloseable {
  /** A request as it came over the wire, with as much of its body as was read. */
  static final class Request {
    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final byte[] body;

    Request(String method, String target, Map<String, String> headers, byte[] body) {
      this.method = method;
      this.target = target;
      this.headers = headers;
      this.body = body;
    }

    String method() {
      return method;
    }

    String target() {
      return target;
    }

    Map<String, String> headers() {
      return headers;
    }

    @Override
    public String toString() {
      return method + " " + target;
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    /** The bytes that the client meant, without the chunks that it signed. */
    byte[] content() {
      if (!header("content-encoding").orElse("").contains("aws-chunked")) {
        return body;
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      int at = 0;
      while (true) {
        int end = at;
        while (body[end] != '\n') {
          end++;
        }
        String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
        String size = line.replaceFirst(";.*", "").strip();
        int length = Integer.parseInt(size, 16);
        if (length == 0) {
          return content.toByteArray();
        }
        content.write(body, end + 1, length);
        at = end + 1 + length + 2;
      }
    }

    boolean carries(byte[] expected) {
      return Arrays.equals(content(), expected);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** What the server does with one request, whose head has been read. */
  interface Act {
    void on(Exchange exchange) throws IOException;
  }

  private final ServerSocket socket;
  private final List<Exchange> exchanges = new ArrayList<>();
  private final Deque<Act> plan = new ArrayDeque<>();
  private final List<Socket> open = new ArrayList<>();
  private int connections;

  WireServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "wire-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  S3Store.Builder store() {
    return S3Store.builder()
        .endpoint(url())
        .pathStyle(true)
        .region("eu-west-1")
        .credentials(Fixtures.CREDENTIALS);
  }

  /** Plans what comes next, after what is planned already. */
  synchronized WireServer then(Act act) {
    plan.add(act);
    return this;
  }

  WireServer then(int status, String... headers) {
    return then(exchange -> exchange.answer(status, "", headers));
  }

  WireServer thenXml(int status, String body) {
    return then(exchange -> exchange.answer(status, body, "Content-Type: application/xml"));
  }

  WireServer thenError(int status, String code) {
    return thenXml(
        status,
        "<Error><Code>%s</Code><Message>said of %s</Message><RequestId>R1</RequestId></Error>"
            .formatted(code, code));
  }

  WireServer thenBlob(String body, String... headers) {
    return then(
        exchange ->
            exchange.answer(
                200,
                body,
                Fixtures.with(
                    headers,
                    "ETag: \"" + Fixtures.ETAG + "\"",
                    "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT")));
  }

  synchronized List<Request> requests() {
    return exchanges.stream().map(Exchange::request).toList();
  }

  Request only() {
    List<Request> seen = requests();
    if (seen.size() != 1) {
      throw new AssertionError("not one request but " + seen);
    }
    return seen.get(0);
  }

  Request last() {
    List<Request> seen = requests();
    return seen.get(seen.size() - 1);
  }

  synchronized int connections() {
    return connections;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        synchronized (this) {
          open.add(client);
          connections++;
        }
        start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
      return;
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (true) {
        Optional<String> line = line(in);
        if (line.isEmpty()) {
          return;
        }
        String[] words = line.get().split(" ", -1);
        if (words.length != 3) {
          throw new SocketException("not a request: " + line.get());
        }
        Map<String, String> headers = headers(in);
        Exchange exchange = new Exchange(client, in, words[0], words[1], headers);
        Act act;
        synchronized (this) {
          exchanges.add(exchange);
          act = plan.isEmpty() ? e -> e.answer(500, "") : plan.remove();
        }
        act.on(exchange);
        if (client.isClosed()) {
          return;
        }
        exchange.readBody();
      }
    } catch (SocketException e) {
      // The client has hung up, or does not speak HTTP, but TLS for instance.
      return;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
      }
      line.write(b);
    }
    return Optional.empty();
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in).orElse(""); !line.isEmpty(); line = line(in).orElse("")) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new SocketException("not a header: " + line);
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, second) -> first + "," + second);
    }
    return headers;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    synchronized (this) {
      for (Socket client : open) {
        client.close();
      }
    }
  }

  /** One request being served. */
  static final class Exchange {
    private final Socket client;
    private final InputStream in;
    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private Exchange(
        Socket client, InputStream in, String method, String target, Map<String, String> headers) {
      this.client = client;
      this.in = in;
      this.method = method;
      this.target = target;
      this.headers = headers;
    }

    private Request request() {
      return new Request(method, target, headers, body.toByteArray());
    }

    Request seen() throws IOException {
      readBody();
      return request();
    }

    long length() {
      return Long.parseLong(headers.getOrDefault("content-length", "0"));
    }

    /** Reads the rest of the body, after asking for it where the client waits to be asked. */
    void readBody() throws IOException {
      readBody(length());
    }

    void readBody(long upTo) throws IOException {
      if ("100-continue".equalsIgnoreCase(headers.get("expect")) && body.size() == 0) {
        write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
      byte[] chunk = new byte[8192];
      while (body.size() < upTo) {
        int got = in.read(chunk, 0, (int) Math.min(chunk.length, upTo - body.size()));
        if (got < 0) {
          throw new SocketException("the client ended its body after " + body.size());
        }
        body.write(chunk, 0, got);
      }
    }

    void answer(int status, String text, String... lines) throws IOException {
      readBody();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      head(status, bytes.length, lines);
      if (!method.equals("HEAD")) {
        write(bytes);
      }
    }

    void head(int status, long length, String... lines) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
      for (String line : lines) {
        head.append(line).append("\r\n");
      }
      if (status != 304 && status != 204) {
        head.append("Content-Length: ").append(length).append("\r\n");
      }
      write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
      OutputStream out = client.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    void hangUp() throws IOException {
      client.close();
    }

    /** Ends the connection so that the client sees a reset rather than an end. */
    void reset() throws IOException {
      client.setSoLinger(true, 0);
      client.close();
    }
  }
}
