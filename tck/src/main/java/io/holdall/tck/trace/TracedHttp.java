package io.holdall.tck.trace;

import io.holdall.ErrorCode;
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
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == ErrorCode.ACCESS_DENIED.httpStatus()) {
              log.addFailure(ErrorCode.ACCESS_DENIED);
            } else if (response.statusCode() >= ErrorCode.INTERNAL.httpStatus()) {
              log.addFailure(ErrorCode.INTERNAL);
            }
            return response;
          } catch (IOException e) {
            throw new UncheckedIOException(
                Secrets.masked(
                    "the URL was not answered: " + request.method() + " " + request.uri()),
                e);
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
