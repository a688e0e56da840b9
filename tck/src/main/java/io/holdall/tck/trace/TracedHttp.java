package io.holdall.tck.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Makes requests with presigned URLs, and writes them down. One for all rules: it is dear. */
public final class TracedHttp {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RequestLog log;

  public TracedHttp(RequestLog log) {
    this.log = log;
  }

  /**
   * Makes a request and reads the whole answer.
   *
   * @throws UncheckedIOException if it is not answered
   */
  public HttpResponse<byte[]> send(HttpRequest request) {
    return log.ask(
        () -> spelled(request),
        response -> response.statusCode() + ", " + response.body().length + " bytes",
        () -> {
          try {
            return client.send(request, BodyHandlers.ofByteArray());
          } catch (IOException e) {
            throw new UncheckedIOException(
                "the URL was not answered: " + request.method() + " " + request.uri(), e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
  }

  private static String spelled(HttpRequest request) {
    StringBuilder text = new StringBuilder(request.method() + " " + request.uri());
    request
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(it -> text.append("\n" + name + ": " + it)));
    return Secrets.masked(text.toString());
  }
}
