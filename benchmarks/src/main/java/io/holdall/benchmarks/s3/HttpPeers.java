package io.holdall.benchmarks.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.server.EndpointServer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * The servers between which the endpoint has a choice, with the same handler: a PUT keeps the body
 * under its path, a GET gives it back. In the order jdk.httpserver, Jetty, Netty through our
 * adapter.
 */
public final class HttpPeers {
  private static final int STEP = 64 * 1024;
  private static final Map<String, byte[]> BODIES = new ConcurrentHashMap<>();

  private HttpPeers() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer jdk = HttpServer.create(anyPort(), 0);
    jdk.setExecutor(threads);
    jdk.createContext("/", HttpPeers::handle);
    jdk.start();
    Server jetty = new Server();
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    jetty.addConnector(connector);
    jetty.setHandler(new JettyHandler());
    jetty.start();
    try (EndpointServer ours = EndpointServer.start(anyPort(), HttpPeers::handle)) {
      System.out.println("http://127.0.0.1:" + jdk.getAddress().getPort());
      System.out.println("http://127.0.0.1:" + connector.getLocalPort());
      System.out.println(ours.uri());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said to it.
      }
    }
    jetty.stop();
    jdk.stop(0);
    threads.shutdown();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** The answer's body, which is empty for a PUT. */
  private static byte[] serve(String method, String path, InputStream body, int length)
      throws IOException {
    if (!method.equals("PUT")) {
      return Objects.requireNonNull(BODIES.get(path), path);
    }
    byte[] bytes = new byte[length];
    if (body.readNBytes(bytes, 0, length) < length) {
      throw new EOFException("the body is cut off");
    }
    BODIES.put(path, bytes);
    return new byte[0];
  }

  /** Writes a large answer in steps, as every server does whose blobs do not lie in one array. */
  private static void write(byte[] answer, OutputStream out) throws IOException {
    for (int at = 0; at < answer.length; at += STEP) {
      out.write(answer, at, Math.min(STEP, answer.length - at));
    }
  }

  private static int length(Optional<String> header) {
    return header.map(Integer::parseInt).orElse(0);
  }

  private static void handle(HttpExchange exchange) throws IOException {
    byte[] answer =
        serve(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestBody(),
            length(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length"))));
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    write(answer, exchange.getResponseBody());
    exchange.close();
  }

  private static S3Response handle(S3Request request) {
    try {
      byte[] answer =
          serve(
              request.method(),
              request.rawPath(),
              request.body(),
              length(request.headers().first("Content-Length")));
      return new S3Response(
          200,
          Headers.empty(),
          new S3Response.Stream(new ByteArrayInputStream(answer), answer.length));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class JettyHandler extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      String declared = request.getHeaders().get(HttpHeader.CONTENT_LENGTH);
      byte[] answer =
          serve(
              request.getMethod(),
              request.getHttpURI().getPath(),
              Content.Source.asInputStream(request),
              length(Optional.ofNullable(declared)));
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
      if (answer.length <= STEP) {
        response.write(true, ByteBuffer.wrap(answer), callback);
        return true;
      }
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        HttpPeers.write(answer, out);
      }
      callback.succeeded();
      return true;
    }
  }
}
